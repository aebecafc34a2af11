import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withinBehalf, type ServiceClient } from '@yichuang/host';
import { companyOpeningPlan } from '@yichuang/matters';
import { orchestrator } from '@yichuang/orchestrator';
import { until } from '@yichuang/testing';
import { defaultCalendar, elapsed, parseInstant, toMinutes } from '@yichuang/working-time';
import { ServedApart } from './served-apart.js';

/** Twenty minutes a second: the ladder of the limit for acceptance takes five seconds of office time. */
const SPEED = 1_200;
/** Should the start be so slow that a night comes in between, it passes in three quarters of a minute. */
const MILLIS_MAX = 80_000;
const CASES = 20;

let house: ServedApart;
let door: ServiceClient;

beforeAll(async () => {
  const parsed = parseInstant('2026-11-23 08:00');
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  house = await ServedApart.begin({ instant: parsed.at, speed: SPEED }, 4);
  await house.serve(orchestrator);
  door = house.client('orchestrator', 'gateway');
});

afterAll(async () => {
  await door.close();
  await house.end();
});

interface Seen {
  readonly submittedAt: string;
  readonly intakeClock: { readonly dueAt: string; readonly state: string };
  readonly cards: readonly { readonly id: string; readonly dueAt: string; readonly takenBack: boolean }[];
}
interface SeenEvent {
  readonly type: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly data: { readonly dueAt?: number };
}

/** As somebody who is signed in, whose token the door hands on. */
const as = async <T>(account: string, act: () => Promise<T>): Promise<T> =>
  withinBehalf(await house.tokenOf(account), act);

async function submit(caseId: string): Promise<void> {
  const sealed = Buffer.from('sealed').toString('base64');
  const departments = companyOpeningPlan.steps.flatMap((step) => (step.sealed ? [step.department ?? ''] : []));
  const body = {
    matter: 'company-opening',
    hall: '350405',
    authority: '350405',
    inputs: { nameData: { name: { trade: '虚杉' }, gbt4754: '6513', preApprovalNeeded: false } },
    leftOut: {},
    sections: Object.fromEntries(departments.map((name) => [name, sealed])),
  };
  await as('applicant-1', () =>
    door.post(`/desks/case/cases/${caseId}/submit`, body, { 'idempotency-key': randomUUID() }),
  );
}

describe('a case nobody answers', () => {
  it(
    'gets its warning, its cards and its escalation, each once and each dated at its own instant',
    async () => {
      const ids = Array.from({ length: CASES }, (_, n) => `case${String(n)}`);
      await Promise.all(ids.map(submit));
      const read = async (caseId: string) => as('applicant-1', () => door.get<Seen>(`/cases/${caseId}`));
      await until(async () => (await Promise.all(ids.map(read))).every(({ cards }) => cards.length === 4), MILLIS_MAX);
      for (const caseId of ids) {
        const { cards, submittedAt } = await read(caseId);
        const minutes = ({ dueAt }: { dueAt: string }) =>
          toMinutes(elapsed(defaultCalendar(), Date.parse(submittedAt), Date.parse(dueAt)).millis);
        expect(cards.map((card) => [card.id, minutes(card), card.takenBack])).toEqual([
          ['intake-1/early-warning', 15, false],
          ['intake-1/yellow', 22.5, false],
          ['intake-1/red', 30, false],
          ['intake-1/escalation', 90, false],
        ]);
        const raised = (await as('auditor', () => door.get<SeenEvent[]>(`/cases/${caseId}/events`))).filter(
          ({ data }) => 'card' in data,
        );
        expect(raised).toHaveLength(4);
        for (const { at, recordedAt, data } of raised) {
          expect(at).toBe(data.dueAt);
          expect(recordedAt).toBeGreaterThanOrEqual(at);
        }
      }
      const { differences } = await as('auditor', () => door.get<{ differences: unknown[] }>('/replay'));
      expect(differences).toEqual([]);
    },
    MILLIS_MAX + 10_000,
  );
});

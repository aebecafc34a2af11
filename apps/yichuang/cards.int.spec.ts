import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientOnBehalf, ServiceClient } from '@yichuang/host';
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
interface Paused extends Seen {
  readonly pauses: readonly { readonly since: string; readonly until: string | null; readonly approvedBy: string }[];
  readonly documents: readonly { readonly kind: string; readonly text?: { readonly en: string } }[];
}
interface ListedCard {
  readonly caseId: string;
  readonly card: string;
  readonly holder: string;
  readonly state: string;
}
interface SeenEvent {
  readonly type: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly data: { readonly dueAt?: number };
}

/** The orchestrator as somebody who is signed in reaches it through the door. */
const as = async (account: string): Promise<ClientOnBehalf> => door.onBehalfOf(await house.tokenOf(account));

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
  const applicant = await as('applicant-1');
  await applicant.post(`/desks/case/cases/${caseId}/submit`, body, { 'idempotency-key': randomUUID() });
}

const read = async <S extends Seen>(caseId: string) => (await as('applicant-1')).get<S>(`/cases/${caseId}`);

async function knock(account: string, caseId: string, name: string, body: object): Promise<void> {
  const headers = { 'idempotency-key': randomUUID() };
  await (await as(account)).post(`/desks/case/cases/${caseId}/${name}`, body, headers);
}

/** Every page of the list of cards, two a page, as the supervisor sees it. */
async function listed(query: string): Promise<readonly ListedCard[]> {
  const supervisor = await as('supervisor');
  const found: ListedCard[] = [];
  for (let after: string | null = ''; after !== null;) {
    const path: string = `/cards?limit=2&${query}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
    const page = await supervisor.get<{ cards: ListedCard[]; next: string | null }>(path);
    found.push(...page.cards);
    after = page.next;
  }
  return found;
}

describe('a case nobody answers', () => {
  it(
    'gets its warning, its cards and its escalation, each once and each dated at its own instant',
    async () => {
      const ids = Array.from({ length: CASES }, (_, n) => `case${String(n)}`);
      await Promise.all(ids.map(submit));
      await until(
        async () => (await Promise.all(ids.map((caseId) => read(caseId)))).every(({ cards }) => cards.length === 4),
        MILLIS_MAX,
      );
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
        const raised = (await (await as('auditor')).get<SeenEvent[]>(`/cases/${caseId}/events`)).filter(
          ({ data }) => 'card' in data && 'dueAt' in data,
        );
        expect(raised).toHaveLength(4);
        for (const { at, recordedAt, data } of raised) {
          expect(at).toBe(data.dueAt);
          expect(recordedAt).toBeGreaterThanOrEqual(at);
        }
      }
      const { differences } = await (await as('auditor')).get<{ differences: unknown[] }>('/replay');
      expect(differences).toEqual([]);
    },
    MILLIS_MAX + 10_000,
  );

  it(
    'gets each of them once through an outage, at the working minute it is due, and its cards have a life of their own',
    async () => {
      await Promise.all(['paused', 'unpaused'].map(submit));
      await knock('system-administrator', 'paused', 'declare-outage', { note: '停电' });
      await knock('hall-head', 'paused', 'approve-outage', {});
      await until(async () => (await read('unpaused')).cards.length >= 3, MILLIS_MAX);
      // Whatever was raised before the second person agreed was taken back by that.
      const standing = async () => (await read('paused')).cards.filter(({ takenBack }) => !takenBack);
      expect(await standing()).toEqual([]);
      await knock('clerk-1', 'paused', 'resume', { reason: 'UTILITY_OUTAGE' });
      await until(async () => (await standing()).length === 4, MILLIS_MAX);

      const { submittedAt, pauses, documents } = await read<Paused>('paused');
      const stood = pauses.map(({ since, until: to }) => ({ from: Date.parse(since), to: Date.parse(to ?? '') }));
      const minutes = ({ dueAt }: { dueAt: string }) =>
        toMinutes(elapsed(defaultCalendar(), Date.parse(submittedAt), Date.parse(dueAt), stood).millis);
      const due = (await standing()).map((card) => [card.id.replace(/-2$/, ''), minutes(card)]);
      expect(due.sort(([, one], [, other]) => Number(one) - Number(other))).toEqual([
        ['intake-1/early-warning', 15],
        ['intake-1/yellow', 22.5],
        ['intake-1/red', 30],
        ['intake-1/escalation', 90],
      ]);
      expect(documents.map(({ kind }) => kind)).toEqual(['receipt', 'clock-paused', 'clock-resumed']);
      expect(documents[1]?.text?.en).toContain('outage of a public utility');

      const red = (await standing()).find(({ id }) => id.startsWith('intake-1/red'))?.id ?? '';
      await knock('hall-head', 'paused', 'explain-card', { card: red, words: '停电后积压' });
      await knock('supervisor', 'paused', 'cancel-card', { card: red, words: '理由成立' });
      await knock('supervisor', 'paused', 'issue-card', { kind: 'yellow', department: 'tax', words: '未说明理由' });
      const issued = await listed('holder=tax');
      expect(issued).toMatchObject([{ caseId: 'paused', card: 'issued-1', state: 'issued' }]);
      expect(await listed('state=cancelled')).toMatchObject([{ caseId: 'paused', card: red, holder: 'hall' }]);
      const all = await listed('');
      expect(new Set(all.map(({ caseId, card }) => `${caseId} ${card}`)).size).toBe(all.length);
      expect(all.filter(({ caseId }) => caseId === 'unpaused').length).toBeGreaterThanOrEqual(3);
      const { differences } = await (await as('auditor')).get<{ differences: unknown[] }>('/replay');
      expect(differences).toEqual([]);
    },
    MILLIS_MAX + 20_000,
  );
});

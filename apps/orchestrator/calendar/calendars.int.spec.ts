import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serve, type Service } from '@yichuang/host';
import { catalogue, companyOpeningPlan, type ConsultationReprojected, type SlaReprojected } from '@yichuang/matters';
import { ServiceUnderTest, until } from '@yichuang/testing';
import { formatInstant } from '@yichuang/working-time';
import { well } from '../case/play.js';
import { orchestratorOf } from '../service.js';
import { fictionalNotice } from './testing-notice.js';

/** Wednesday afternoon, a day before the New Year that the invented notice lets begin on 31 December. */
const START = Date.parse('2026-12-30T17:10:00+08:00');
const OPEN = 1_000;
const CLOSED = 20;
const AUTHOR = 'rule-author';
const PUBLISHER = 'rule-publisher';

let service: ServiceUnderTest;
const others: Service[] = [];

beforeAll(async () => {
  service = await ServiceUnderTest.start(orchestratorOf(catalogue), { at: START });
});

afterAll(async () => {
  for (const one of others) await one.stop();
  await service.end();
});

const sealed = Buffer.from('sealed').toString('base64');
const sections = Object.fromEntries(
  companyOpeningPlan.steps.flatMap((step) => (step.sealed ? [[step.department ?? '', sealed]] : [])),
);

async function submit(caseId: string): Promise<void> {
  const body = {
    matter: 'company-opening',
    hall: '350405',
    authority: '350405',
    inputs: { nameData: { name: { trade: '虚杉' }, gbt4754: '6513', preApprovalNeeded: false } },
    leftOut: {},
    sections,
  };
  const said = await knock(`/desks/case/cases/${caseId}/submit`, body, 'applicant-1');
  expect(said.status).toBe(201);
}

const knock = (path: string, body: object, account: string) =>
  service.call('POST', path, body, { 'idempotency-key': randomUUID() }, account);
const calendarDoor = (door: string, body: object, account: string) =>
  knock(`/desks/calendar/cases/national/${door}`, body, account);

const count = async (sql: string): Promise<number> => {
  const [row] = await service.rows<{ n: string }>(`select count(*) as n from ${sql}`);
  return Number(row?.n);
};

const open = Array.from({ length: OPEN }, (_, n) => `open${String(n)}`);
/** Of them accepted and with market regulation: the clock of the case, its share and the law's own term run. */
const atWork = open.slice(0, 20);
const closed = Array.from({ length: CLOSED }, (_, n) => `closed${String(n)}`);

async function inTurns(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += 100) await Promise.all(ids.slice(from, from + 100).map(act));
}

/** Every department finds nothing wrong. */
async function accept(caseId: string): Promise<void> {
  const { steps, says } = companyOpeningPlan;
  for (const { id: step, stage, department } of steps) {
    if (stage !== 'intake' || department === null) continue;
    const type = says[department]?.answers[0] ?? '';
    const body = { answer: well({ step, round: 1 }, 'checked') };
    await service.say(caseId, type, body, { source: department, audience: 'orchestrator' });
  }
}

/** Of them tax is asked, and has answered in the second case. */
const consulted = atWork.slice(0, 2);
const QUESTION = 'market-regulation.registration.1';

async function consult(caseId: string): Promise<void> {
  const asked = { id: QUESTION, desk: 'registration', to: 'tax', by: 'reviewer-1', question: '有无异议' };
  const more = { minutes: 60, step: 'register', round: 1 };
  const say = (source: string, type: string, body: object) =>
    service.say(caseId, type, body, { source, audience: 'orchestrator' });
  await say('market-regulation', 'ConsultationRequested', { ...asked, ...more });
  const said = { id: QUESTION, by: 'reviewer-2', opinion: 'no-objection', reason: '无异议', article: null };
  if (caseId !== consulted[0]) await say('tax', 'OpinionGiven', said);
}

type Reprojected = { readonly stream: string; readonly body: Pick<SlaReprojected, 'clocks' | 'notices'> };
const reprojections = () =>
  service.rows<Reprojected>(
    "select stream, convert_from(body, 'UTF8')::jsonb as body from event where type = 'SlaReprojected' order by stream",
  );
const closedRows = () => service.rows("select * from case_row where status = 'withdrawn' order by case_id");
const replay = async () => (await service.get<{ readonly differences: unknown[] }>('/replay')).body.differences;

describe('a holiday notice', () => {
  it('with faults is told all of them at the door, and nothing is recorded', async () => {
    const wrong = { ...fictionalNotice, makeUpDays: ['2027-05-10'], extra: 1, totals: { daysOff: 3, makeUpDays: 1 } };
    const shape = await calendarDoor('propose', wrong, AUTHOR);
    expect(shape).toMatchObject({
      status: 400,
      body: { code: 'BAD_INPUT', faults: [{ path: '/extra', code: 'UNKNOWN_FIELD' }] },
    });
    const { extra: _extra, ...days } = wrong;
    expect((await calendarDoor('propose', days, AUTHOR)).body).toMatchObject({
      faults: [
        { path: '/makeUpDays/0', code: 'MAKE_UP_NOT_WEEKEND' },
        { path: '/totals/daysOff', code: 'DAYS_MISCOUNTED' },
      ],
    });
    expect(await count("event where stream = 'calendar/national'")).toBe(0);
  });

  it('is proposed by whom the table of roles names, and by nobody else', async () => {
    expect((await calendarDoor('propose', fictionalNotice, 'applicant-1')).status).toBe(403);
    expect((await calendarDoor('propose', fictionalNotice, AUTHOR)).body).toMatchObject({
      answer: { version: '2027.1', status: 'proposed' },
    });
    expect((await calendarDoor('publish', { version: '2027.1' }, AUTHOR)).status).toBe(403);
    const { body } = await service.call('GET', '/calendars', undefined, {}, AUTHOR);
    expect(body).toMatchObject({
      inForce: '2025.1+2026.1+2027.0',
      missing: { year: 2027 },
      calendars: [
        { version: '2027.1', status: 'proposed' },
        { version: '2027.0', status: 'in-force', provisional: true },
        {},
        {},
      ],
    });
  });
});

describe('a calendar that is published amid a thousand open cases', () => {
  beforeAll(async () => {
    await inTurns([...open, ...closed], submit);
    await inTurns(closed, (id) => knock(`/desks/case/cases/${id}/withdraw`, {}, 'applicant-1'));
    for (const id of closed)
      await service.say(id, 'WithdrawalGranted', {}, { source: 'market-regulation', audience: 'orchestrator' });
    for (const id of atWork) await accept(id);
    await until(async () => (await count("case_row where status = 'withdrawn'")) === CLOSED, 20_000);
    await until(async () => (await count("event where type = 'SlaStarted'")) === atWork.length, 20_000);
    for (const id of consulted) await consult(id);
    await until(async () => (await count("event where type = 'ConsultationAnswered'")) === 1, 20_000);
  }, 60_000);

  it('moves each deadline once, though every session breaks and the service stops in the middle; closed ones stay', async () => {
    const closedBefore = await closedRows();
    expect((await calendarDoor('publish', { version: '2027.1' }, PUBLISHER)).body).toMatchObject({
      answer: { version: '2027.1', status: 'published' },
    });
    await until(async () => (await reprojections()).length >= 100, 20_000);
    await service.rows(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await service.stop();
    expect((await reprojections()).length).toBeLessThan(OPEN);

    // as a build with another shape of it would: the register is built anew before anything is served
    await service.rows("update setting set value = 'of before' where name = 'register:case_row'");
    others.push(await serve(orchestratorOf(catalogue), service.settingsOf()));
    await service.startAgain();
    const behind = async () => {
      const { body } = await service.call<{ casesBehind: number }>('GET', '/calendars', undefined, {}, AUTHOR);
      return body.casesBehind;
    };
    await until(async () => (await behind()) === 0, 60_000);

    const all = await reprojections();
    expect(all.map(({ stream }) => stream)).toEqual(open.map((id) => `case/${id}`).sort());
    expect(await closedRows()).toEqual(closedBefore);
  }, 90_000);

  it('says of each clock what it was, what it is, and which notice is the reason', async () => {
    for (const { stream, body } of await reprojections()) {
      const { clocks } = body;
      expect(body).toMatchObject({ notices: [{ version: '2027.1', citation: fictionalNotice.citation }] });
      const names = atWork.some((id) => stream === `case/${id}`)
        ? ['case', 'register', 'statutory-register']
        : ['acceptance-1', 'intake-1'];
      expect(clocks.map(({ clock }) => clock).sort()).toEqual(names);
      for (const { clock, dueBefore, dueAfter, to } of clocks) {
        expect(to).toMatch(/2027\.1$/);
        // 31 December is a day off now: what was due on it is due after the holiday, and the third working day is one later
        const days = clock === 'statutory-register' || clock === 'acceptance-1' ? 1 : 4;
        expect([clock, dueAfter - dueBefore]).toEqual([clock, days * 86_400_000]);
      }
    }
  });

  it('moves the end of a question that is open, once, and of none that was answered', async () => {
    type Moved = {
      readonly stream: string;
      readonly body: Pick<ConsultationReprojected, 'id' | 'dueBefore' | 'dueAt'>;
    };
    const [moved, ...more] = await service.rows<Moved>(
      "select stream, convert_from(body, 'UTF8')::jsonb as body from event where type = 'ConsultationReprojected'",
    );
    const [open = '', answered = ''] = consulted;
    expect([moved?.stream, moved?.body.id, more]).toEqual([`case/${open}`, QUESTION, []]);
    const { dueBefore, dueAt } = moved!.body;
    expect(dueAt - dueBefore).toBe(4 * 86_400_000);
    const shown = async (id: string): Promise<unknown> =>
      (await service.call<{ consultations: unknown }>('GET', `/cases/${id}/clock`, undefined, {}, 'applicant-1')).body
        .consultations;
    expect(await shown(open)).toMatchObject([
      {
        status: 'open',
        dueAt: formatInstant(dueAt),
        said: [
          { dueAt: formatInstant(dueBefore), because: [] },
          { calendarVersion: '2026.1+2027.1', dueAt: formatInstant(dueAt), because: [fictionalNotice.citation] },
        ],
      },
    ]);
    expect(await shown(answered)).toMatchObject([{ status: 'answered', said: [{ because: [] }] }]);
  });

  it('is told to the applicant, and shown where the clocks are explained', async () => {
    const [id = ''] = atWork;
    const as = (path: string) => service.call<unknown>('GET', `/cases/${id}${path}`, undefined, {}, 'applicant-1');
    expect((await as('/timeline')).body).toContainEqual(
      expect.objectContaining({
        type: 'SlaReprojected',
        text: { 'zh-CN': expect.stringContaining(fictionalNotice.citation['zh-CN']), en: expect.anything() },
      }),
    );
    const { clocks } = (await as('/clock')).body as {
      clocks: { id: string; said: object[]; calendarVersion: string }[];
    };
    expect(clocks.find((one) => one.id === 'case')).toMatchObject({
      calendarVersion: '2026.1+2027.1',
      said: [
        { calendarVersion: expect.stringMatching(/^2026\.1/), because: [] },
        { calendarVersion: '2026.1+2027.1', because: [fictionalNotice.citation] },
      ],
    });
  });

  it('is what a case that is handed in from then on is reckoned by, at either instance', async () => {
    const own = service.url;
    for (const [index, url] of [own, await others[0]!.app.getUrl()].entries()) {
      service.url = url;
      const caseId = `later${String(index)}`;
      await submit(caseId);
      const { body } = await service.get<{ intakeClock: object }>(`/cases/${caseId}`);
      expect(body.intakeClock).toMatchObject({
        calendarVersion: '2026.1+2027.1',
        dueAt: expect.stringMatching(/^2027-01-04T08:/),
      });
    }
    service.url = own;
    expect((await service.get<{ text: string }>('/metrics')).body.text).toMatch(
      /yichuang_calendar_notice_missing_days\{[^}]*\} 0\n/,
    );
  });

  it('is found again in the record: every decision made again comes to the same', async () => {
    expect(await replay()).toEqual([]);
    expect(await count('parked')).toBe(0);
  });
});

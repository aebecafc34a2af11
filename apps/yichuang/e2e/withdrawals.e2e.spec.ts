import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowsOf, TestDoor, until, type Row, type TestHouse } from '@yichuang/testing';
import { databaseOf } from '../start/services.js';
import { applicationsOfAllSix, inLanes, lots } from './applications.js';
import { entriesOf, faultsOfProtocol } from './books.js';
import { openingHouse } from './opening-house.js';
import { settle } from './run-under-faults.js';

const CASES = 1_000;
/** Cases under way at once: enough to share commits, few enough for each to be hit at another moment. */
const LANES = 32;
const LONG_MILLIS = 400_000;
/** Answers of the code-issuing service while it is slow: long beside everything else a case waits for. */
const SLOW_MILLIS = 150;
/** After so many of a case's own events, at the latest, somebody withdraws: before, during and after registration. */
const EVENTS_MAX = 24;

const ENDS: ReadonlySet<string> = new Set(['withdrawn', 'completed']);

interface Withdrawn {
  readonly caseId: string;
  /** Answers to the withdrawer, in order. */
  readonly answers: readonly number[];
}

interface Ended extends Row {
  readonly status: string;
  readonly uscc: string | null;
}

describe('a thousand withdrawals at random moments', () => {
  const house = openingHouse();
  const door = new TestDoor(house);
  const withdrawn: Withdrawn[] = [];
  let cases: ReadonlyMap<string, Ended>;

  beforeAll(async () => {
    await house.start();
    const draw = lots(1_000);
    const forms = applicationsOfAllSix(31, CASES);
    await inLanes(forms, LANES, async (form, index) => {
      // some of them find the service slow, so that a code is under way when they withdraw
      if (index % 100 === 0) await setSlow(door, index % 200 === 0);
      const { caseId } = await door.open(form);
      const moment = Math.floor(draw() * EVENTS_MAX);
      await until(async () => (await progress(door, caseId)) >= moment, LONG_MILLIS);
      const answers = [await withdraw(door, caseId)];
      // asked again once all is over, the answer must be what became of it
      await until(async () => ENDS.has((await door.read(caseId)).status), LONG_MILLIS);
      answers.push(await withdraw(door, caseId));
      withdrawn.push({ caseId, answers });
    });
    await settle(house);
    cases = await endedCases(house);
  }, LONG_MILLIS);
  afterAll(() => house.end(), LONG_MILLIS);

  it('hit cases before and after their registration', () => {
    const ends = [...cases.values()].map(({ status }) => status);
    expect(ends).toHaveLength(CASES);
    expect(new Set(ends)).toEqual(new Set(['withdrawn', 'completed']));
    expect(ends.filter((status) => status === 'withdrawn').length).toBeGreaterThan(CASES / 10);
    expect(ends.filter((status) => status === 'completed').length).toBeGreaterThan(CASES / 10);
  });

  it('leave no withdrawn case with a licence, a company, or anything that follows from one', async () => {
    const rows = await rowsOf<{ case_id: string }>(
      house,
      databaseOf('market-regulation'),
      `select split_part(stream, '/', 2) as case_id from event where type in ('CompanyRegistered', 'LicenceIssued', 'NameTaken')`,
    );
    const licensed = new Set(rows.map(({ case_id }) => case_id));
    const others = await Promise.all(
      ['SealOrdered', 'TaxRegistrationOrdered', 'EnrolmentOrdered', 'MedicalRegistrationOrdered', 'AccountOrdered'].map(
        async (type, index) => {
          const department = ['seal', 'tax', 'social-insurance', 'medical-insurance', 'housing-fund'][index] ?? '';
          const sql = "select split_part(stream, '/', 2) as case_id from event where type = $1";
          return rowsOf<{ case_id: string }>(house, databaseOf(department), sql, [type]);
        },
      ),
    );
    for (const { case_id } of others.flat()) licensed.add(case_id);
    const wrong = [...cases].filter(([caseId, { status }]) => (status === 'withdrawn') === licensed.has(caseId));
    expect(wrong).toEqual([]);
  });

  it('leave no code that is neither registered nor voided, by the tables and by the ledger that issued it', async () => {
    const ledger = (await entriesOf(house, 'sim_code_issuing')).map(({ port, caseId, answer }) => ({
      ...{ port, caseId },
      uscc: (answer as { readonly uscc: string }).uscc,
    }));
    expect(new Set(ledger.map((one) => JSON.stringify(one))).size).toBe(ledger.length);
    const fates = new Map(
      (
        await rowsOf<{ uscc: string; case_id: string; fate: string }>(
          house,
          databaseOf('market-regulation'),
          'select uscc, case_id, fate from credit_code',
        )
      ).map((row) => [row.uscc, row]),
    );
    const voided = new Set(ledger.filter(({ port }) => port === 'code-voiding').map(({ uscc }) => uscc));
    const issued = ledger.filter(({ port }) => port === 'code-issuing');
    const wrong = issued.filter(({ uscc, caseId }) => {
      const company = cases.get(caseId)?.uscc === uscc;
      const fate = fates.get(uscc);
      return (
        fate?.case_id !== caseId || fate.fate !== (company ? 'registered' : 'voided') || voided.has(uscc) === company
      );
    });
    expect(wrong).toEqual([]);
    expect(fates.size).toBe(issued.length);
    // the way out between asking for a code and having it was really taken
    expect(voided.size).toBeGreaterThan(0);
  });

  it('were answered as they were decided: 202 or 409, and 409 once the company is registered', () => {
    const wrong = withdrawn.filter(({ caseId, answers: [first, second] }) => {
      // taken in, it may still be turned down when the company is registered first; turned down, it is never granted
      if (cases.get(caseId)?.status === 'completed') return second !== 409 || (first !== 202 && first !== 409);
      return first !== 202 || second !== 202;
    });
    expect(wrong).toEqual([]);
  });

  it('leave the books in order', async () => {
    expect(await faultsOfProtocol(house)).toEqual([]);
  });
});

async function setSlow(door: TestDoor, slow: boolean): Promise<void> {
  const mode = slow ? { mode: 'slow', millis: SLOW_MILLIS } : { mode: 'prompt' };
  const { status } = await door.send('PUT', '/api/v1/simulators/market-regulation/code-issuing', mode);
  if (status !== 200) throw new Error(`the simulator took no orders: ${String(status)}`);
}

/** How many events of the orchestrator there are of the case; of one that is completed, more than anybody waits for. */
async function progress(door: TestDoor, caseId: string): Promise<number> {
  const { status, body } = await door.get(`/api/v1/cases/${caseId}/timeline`);
  if (status !== 200) throw new Error(`no timeline: ${String(status)}`);
  const lines = body as unknown as readonly { readonly type: string }[];
  return lines.some(({ type }) => type === 'CaseCompleted') ? Infinity : lines.length;
}

async function withdraw(door: TestDoor, caseId: string): Promise<number> {
  return (await door.act(caseId, 'withdraw')).status;
}

async function endedCases(house: TestHouse): Promise<ReadonlyMap<string, Ended>> {
  const rows = await rowsOf<Ended & { case_id: string }>(
    house,
    databaseOf('orchestrator'),
    'select case_id, status, uscc from case_row',
  );
  return new Map(rows.map(({ case_id, status, uscc }) => [case_id, { status, uscc }]));
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rowsOf, TestDoor, until } from '@yichuang/testing';
import { applicationsOfAllSix } from './applications.js';
import { openingHouse } from './opening-house.js';

const LONG_MILLIS = 120_000;
const tuning = JSON.stringify({ errandAttemptsMax: 2, effectAttemptsMax: 2, errandBackOffMillis: 20 });
const maker = '/api/v1/simulators/seal/seal-maker';

describe('yichuang parked', () => {
  const house = openingHouse({ YICHUANG_TUNING: tuning });
  const door = new TestDoor(house);
  const forms = applicationsOfAllSix(57, 4);
  let caseId: string;

  beforeAll(() => house.start(), LONG_MILLIS);
  beforeEach(async () => {
    await door.send('PUT', maker, { mode: 'failing' });
    ({ caseId } = await door.open(forms.pop()));
    await until(async () => (await door.read(caseId)).status === 'parked', LONG_MILLIS);
  }, LONG_MILLIS);
  afterAll(() => house.end(), LONG_MILLIS);

  const parkedCases = async (): Promise<readonly { caseId: string }[]> => {
    const { code, stdout } = await house.cli('parked', '--json');
    expect(code).toBe(0);
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as { caseId: string }]));
  };

  it(
    'lists where a case is parked and why, and retry completes it once the outside is back',
    async () => {
      expect(await parkedCases()).toMatchObject([
        { department: 'seal', caseId, reason: expect.stringContaining('seal-maker') as unknown },
      ]);
      const list = await house.cli('parked', 'list');
      expect(list.stdout).toMatch(new RegExp(`seal  ${caseId}  .*seal-maker`));
      const shown = await house.cli('parked', 'show', 'seal', caseId, '--json');
      expect(JSON.parse(shown.stdout)).toMatchObject({
        department: 'seal',
        caseId,
        origin: 'effect',
        parkedAt: expect.stringMatching(/^\d{4}-.*\+08:00$/) as unknown,
        behind: [{ kind: 'effect', type: 'seal-maker' }],
      });
      await door.send('PUT', maker, { mode: 'prompt' });
      const retried = await house.cli('parked', 'retry', 'seal', caseId, '--json');
      expect(retried).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(retried.stdout)).toMatchObject({ caseId, outcome: { outcome: 'open' } });
      await until(async () => (await door.read(caseId)).status === 'completed', LONG_MILLIS);
      expect(await parkedCases()).toEqual([]);
    },
    LONG_MILLIS,
  );

  it(
    'parks the case again when the outside is still away',
    async () => {
      expect((await house.cli('parked', 'retry', 'seal', caseId)).code).toBe(0);
      await until(async () => (await parkedCases()).some((one) => one.caseId === caseId), LONG_MILLIS);
      await door.send('PUT', maker, { mode: 'prompt' });
      await house.cli('parked', 'retry', 'seal', caseId);
      await until(async () => (await door.read(caseId)).status === 'completed', LONG_MILLIS);
    },
    LONG_MILLIS,
  );

  it(
    'sets aside what cannot be done, with the reason on record, and wants one',
    async () => {
      const silent = await house.cli('parked', 'resolve', 'seal', caseId);
      expect(silent).toMatchObject({ code: 1, stdout: '' });
      expect(silent.stderr).toContain('--reason');
      const reason = 'made by hand, receipt on paper';
      const resolved = await house.cli('parked', 'resolve', 'seal', caseId, '--reason', reason);
      expect(resolved).toMatchObject({ code: 0, stderr: '' });
      expect(await parkedCases()).toEqual([]);
      const record = await rowsOf(house, 'yc_seal', 'select case_id, reason, parked_for from parked_resolution');
      expect(record).toMatchObject([
        { case_id: caseId, reason, parked_for: expect.stringContaining('seal-maker') as unknown },
      ]);
    },
    LONG_MILLIS,
  );

  it(
    'says in one line that there is no such department, or that the case is not parked there',
    async () => {
      const nowhere = await house.cli('parked', 'retry', 'nowhere', caseId);
      expect(nowhere).toMatchObject({ code: 1, stdout: '', stderr: 'yichuang: there is no such department\n' });
      for (const what of [['show'], ['retry'], ['resolve', '--reason', 'none']]) {
        const elsewhere = await house.cli('parked', ...what, 'tax', caseId);
        const stderr = 'yichuang: this case is not parked at this department\n';
        expect(elsewhere).toMatchObject({ code: 1, stdout: '', stderr });
      }
      expect((await door.get(`/api/v1/parked/tax/${caseId}`)).status).toBe(404);
      expect((await door.send('POST', `/api/v1/parked/tax/${caseId}/retry`, {})).status).toBe(404);
      expect((await door.send('POST', `/api/v1/parked/tax/${caseId}/resolve`, { reason: 'none' })).status).toBe(404);
      expect((await door.send('POST', `/api/v1/parked/seal/${caseId}/resolve`, {})).status).toBe(400);
    },
    LONG_MILLIS,
  );
});

describe('what comes while a case is parked', () => {
  const house = openingHouse({ YICHUANG_TUNING: tuning });
  const door = new TestDoor(house);
  const issuing = '/api/v1/simulators/market-regulation/code-issuing';
  const [first, second] = applicationsOfAllSix(58, 2);

  beforeAll(() => house.start(), LONG_MILLIS);
  beforeEach(async () => {
    await door.send('PUT', issuing, { mode: 'failing' });
  });
  afterAll(() => house.end(), LONG_MILLIS);

  /** Parked before there is a company, and then withdrawn: what the department must hear of it waits. */
  const parkedAndWithdrawn = async (form: unknown): Promise<string> => {
    const { caseId } = await door.open(form);
    await until(async () => (await door.read(caseId)).status === 'parked', LONG_MILLIS);
    expect((await door.act(caseId, 'withdraw')).status).toBe(202);
    await until(async () => (await behind(caseId)).length > 1, LONG_MILLIS);
    return caseId;
  };
  const behind = async (caseId: string): Promise<readonly { kind: string; type: string }[]> => {
    const { body } = await door.get(`/api/v1/parked/market-regulation/${caseId}`);
    return body['behind'] as { kind: string; type: string }[];
  };
  const inOrder = [
    { kind: 'event', desk: 'registration', type: 'WithdrawalRequested', source: 'orchestrator' },
    { kind: 'effect', desk: null, type: 'code-issuing', source: null },
  ];
  /** The request was heard before the code was asked for again: the code was never wanted. */
  const heardFirst = async (caseId: string): Promise<void> => {
    await until(async () => (await door.read(caseId)).status === 'withdrawn', LONG_MILLIS);
    const types = (await door.events(caseId)).map(({ type }) => type);
    expect(types).toContain('CodeVoided');
    expect(types).not.toContain('CompanyRegistered');
  };

  it(
    'waits behind it in order, and is worked off in order by a retry over HTTP',
    async () => {
      const caseId = await parkedAndWithdrawn(first);
      expect(await behind(caseId)).toEqual(inOrder);
      await door.send('PUT', issuing, { mode: 'prompt' });
      const retried = await door.send('POST', `/api/v1/parked/market-regulation/${caseId}/retry`, {});
      expect(retried.body).toMatchObject({ caseId, outcome: { outcome: 'open', workedOff: 1 } });
      await heardFirst(caseId);
    },
    LONG_MILLIS,
  );

  it(
    'is shown and worked off by the command line the same way',
    async () => {
      const caseId = await parkedAndWithdrawn(second);
      const shown = await house.cli('parked', 'show', 'market-regulation', caseId);
      expect(shown).toMatchObject({ code: 0, stderr: '' });
      expect(shown.stdout).toMatch(/\n {2}event {2}registration {2}orchestrator {2}WithdrawalRequested\n/);
      await door.send('PUT', issuing, { mode: 'prompt' });
      const retried = await house.cli('parked', 'retry', 'market-regulation', caseId);
      expect(retried).toMatchObject({ code: 0, stdout: 'it goes on; 1 worked off that waited\n' });
      await heardFirst(caseId);
    },
    LONG_MILLIS,
  );
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rowsOf, TestDoor, until } from '@yichuang/testing';
import { applicationsOfAllSix } from './applications.js';
import { openingHouse } from './opening-house.js';

const LONG_MILLIS = 120_000;
const tuning = JSON.stringify({ errandAttemptsMax: 2, errandBackOffMillis: 20 });
const maker = '/api/v1/simulators/seal/seal-maker';

describe('yichuang parked', () => {
  const house = openingHouse({ YICHUANG_TUNING: tuning });
  const door = new TestDoor(house);
  const forms = applicationsOfAllSix(57, 3);
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
      const nowhere = await house.cli('parked', 'retry', 'nowhere', caseId);
      expect(nowhere.code).toBe(1);
      expect(nowhere.stderr).toMatch(/^yichuang: .*department/);
    },
    LONG_MILLIS,
  );
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowsOf, TestDoor } from '@yichuang/testing';
import { applicationsOfAllSix, inLanes } from './applications.js';
import { openingHouse } from './opening-house.js';
import { settle } from './run-under-faults.js';
import { StubbornClient } from './stubborn-client.js';

const LONG_MILLIS = 180_000;
const BEFORE = 30;
const MEANWHILE = 150;
const LANES = 4;

describe('yichuang register', () => {
  const house = openingHouse();
  const door = new TestDoor(house);
  const client = new StubbornClient(house, door);
  const forms = applicationsOfAllSix(73, BEFORE + MEANWHILE);

  beforeAll(() => house.start(), LONG_MILLIS);
  afterAll(() => house.end(), LONG_MILLIS);

  it(
    'rebuilds a register while cases are opened, and the record holds together afterwards',
    async () => {
      const open = async (index: number): Promise<string> =>
        String((await client.open(forms[index], `case-${String(index)}`)).body['caseId']);
      const early = await Promise.all(Array.from({ length: BEFORE }, (_, index) => open(index)));
      await Promise.all(early.map((caseId) => client.completed(caseId)));
      const oidOf = async (table: string): Promise<unknown> =>
        (await rowsOf(house, 'yc_orchestrator', 'select $1::regclass::oid as oid', [table]))[0]?.['oid'];
      const before = await oidOf('case_row');

      let rebuilding = true;
      const meanwhile: string[] = [];
      const load = inLanes(forms.slice(BEFORE), LANES, async (_form, index) => {
        if (rebuilding) meanwhile.push(await open(BEFORE + index));
      });
      const [rebuilt, again] = await Promise.all([
        house.cli('register', 'rebuild', 'case_row', '--json'),
        house.cli('register', 'rebuild', 'company_registration', '--service', 'market-regulation'),
      ]);
      rebuilding = false;
      await load;
      expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
      const { service, register, rows } = JSON.parse(rebuilt.stdout) as Record<string, unknown>;
      expect([service, register]).toEqual(['orchestrator', 'case_row']);
      expect(rows).toBeGreaterThanOrEqual(BEFORE);
      expect(again).toMatchObject({ code: 0, stderr: '' });
      expect(await oidOf('case_row')).not.toBe(before);
      expect(meanwhile.length).toBeGreaterThan(LANES);

      await Promise.all(meanwhile.map((caseId) => client.completed(caseId)));
      await settle(house);
      const checked = await house.cli('replay', '--check', '--json');
      expect(JSON.parse(checked.stdout)).toMatchObject({ differences: [] });
      expect(checked.code).toBe(0);
      const { body } = await door.get('/api/v1/cases?status=completed&limit=200');
      expect(body['cases']).toHaveLength(BEFORE + meanwhile.length);
    },
    LONG_MILLIS,
  );

  it(
    'lists what can be rebuilt, and says in one line what cannot',
    async () => {
      const list = await house.cli('register', 'list', '--json');
      const registers = list.stdout.trim().split('\n');
      expect(registers.map((line) => JSON.parse(line) as unknown)).toEqual(
        expect.arrayContaining([
          { service: 'orchestrator', name: 'case_row' },
          { service: 'seal', name: 'seal_order' },
        ]),
      );
      const unknown = await house.cli('register', 'rebuild', 'nothing');
      expect(unknown).toMatchObject({ code: 1, stdout: '' });
      expect(unknown.stderr).toBe('yichuang: there is no register nothing (see yichuang register list)\n');
      const elsewhere = await house.cli('register', 'rebuild', 'case_row', '--service', 'tax');
      expect(elsewhere.stderr).toMatch(/^yichuang: there is no register case_row/);
      expect((await door.send('POST', '/api/v1/registers/tax/case_row/rebuild', {})).status).toBe(404);
    },
    LONG_MILLIS,
  );
});

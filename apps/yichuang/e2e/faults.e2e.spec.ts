import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestDoor, until } from '@yichuang/testing';
import { applicationsOfAllSix } from './applications.js';
import { callsOutside } from './books.js';
import { openingHouse } from './opening-house.js';
import { judge, runUnderFaults, settle } from './run-under-faults.js';
import { StubbornClient } from './stubborn-client.js';

/** For a machine that runs other suites at the same time. */
const LONG_MILLIS = 400_000;
const SHORT_MILLIS = 200_000;

describe('a house that is killed again and again', () => {
  it(
    'completes every case, and each department does its part of each exactly once',
    async () => {
      const { faults, asksRepeated } = await runUnderFaults({ cases: 300, kills: 20, seed: 20_261_124 });
      expect(faults).toEqual([]);
      expect(asksRepeated).toBeGreaterThan(0);
    },
    LONG_MILLIS,
  );
});

describe('without one of its guards, the same house', () => {
  const few = { cases: 12, kills: 1, seed: 4 };

  it(
    'is found out when it does not keep its answers to commands',
    async () => {
      const { faults } = await runUnderFaults({ ...few, env: { YICHUANG_SWITCH_OFF: 'command-answers' } });
      expect(faults).toContainEqual(expect.stringMatching(/^another form under key faults-0 was answered/));
    },
    SHORT_MILLIS,
  );

  it(
    'is found out when it does not look at watermarks',
    async () => {
      const { faults } = await runUnderFaults({ ...few, env: { YICHUANG_SWITCH_OFF: 'watermark' } });
      expect(faults).toContainEqual(expect.stringMatching(/^tax heard market-regulation .* up to nothing of/));
    },
    SHORT_MILLIS,
  );
});

describe('a house that dies', () => {
  const house = openingHouse();
  const client = new StubbornClient(house, new TestDoor(house));
  const forms = applicationsOfAllSix(9, 6);
  const caseIds: string[] = [];

  beforeAll(async () => {
    await house.start();
    await house.kill();
  }, SHORT_MILLIS);
  afterAll(() => house.end(), SHORT_MILLIS);

  it.each([
    ['after a source was asked, before its answer came home', 'errand-called:2'],
    ['after a code was issued, before its answer came home', 'errand-called:8'],
    ['after the last effects, before their answers came home', 'errand-called:13'],
    ['after the application was taken, before anybody heard of it', 'committed:1'],
    ['after the first pre-checks, before anybody heard of them', 'committed:3'],
    ['after the company was registered, before anybody heard of it', 'committed:9'],
  ])(
    '%s, goes on where it was',
    async (_, point) => {
      const before = await callsOutside(house);
      await house.start({ YICHUANG_CRASH_AT: point });
      const opened = client.open(forms.pop(), point);
      await until(
        () => house.died(),
        SHORT_MILLIS,
        () => `${point} was not reached`,
      );
      await house.start();
      const { status, body } = await opened;
      expect([200, 201]).toContain(status);
      caseIds.push(String(body['caseId']));
      await client.completed(String(body['caseId']));
      await settle(house);
      // the outside had answered already, and gave the same answer to the same key
      if (point.startsWith('errand')) expect((await callsOutside(house)).repeated).toBeGreaterThan(before.repeated);
      await house.kill();
    },
    SHORT_MILLIS,
  );

  it(
    'has done everything once all the same',
    async () => {
      await house.start();
      await settle(house);
      expect(await judge(house, caseIds)).toEqual([]);
    },
    SHORT_MILLIS,
  );
});

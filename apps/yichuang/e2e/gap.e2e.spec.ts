import { describe, expect, it } from '@jest/globals';
import { TestDoor, until } from '@yichuang/testing';
import { applicationsOfAllSix } from './applications.js';
import { faultsOfProtocol, loseUnpublished } from './books.js';
import { openingHouse } from './opening-house.js';
import { settle } from './run-under-faults.js';
import { StubbornClient } from './stubborn-client.js';

const LONG_MILLIS = 200_000;
/** Enough cases for every shard to say something after what was lost. */
const CASES = 40;

/** A house in which what was committed last before a crash is never published; and the cases that came after it. */
async function withALoss(
  env: Readonly<Record<string, string>>,
  act: (house: ReturnType<typeof openingHouse>, lost: string, client: StubbornClient) => Promise<void>,
): Promise<void> {
  const house = openingHouse(env);
  const client = new StubbornClient(house, new TestDoor(house));
  const [first, ...others] = applicationsOfAllSix(71, CASES);
  try {
    await house.start({ YICHUANG_CRASH_AT: 'committed:1' });
    const opened = client.open(first, 'first');
    await until(() => house.died(), LONG_MILLIS);
    await loseUnpublished(house);
    await house.start();
    const lost = String((await opened).body['caseId']);
    for (const [index, form] of others.entries()) await client.open(form, `other-${String(index)}`);
    await act(house, lost, client);
  } finally {
    await house.end();
  }
}

const readiness = async (house: ReturnType<typeof openingHouse>): Promise<number> =>
  (await house.fetch('/readyz')).status;

describe('an event that is lost on its way', () => {
  it(
    'stops its partition, loudly, and arrives once all is said again',
    () =>
      withALoss({}, async (house, lost, client) => {
        await until(async () => (await readiness(house)) === 503, LONG_MILLIS);
        expect(await (await house.fetch('/readyz')).text()).toContain('the other service is not ready');
        const gaps = await house.cli('stream', 'gaps', '--json');
        const [shown] = gaps.stdout.split('\n');
        expect(JSON.parse(shown ?? '')).toMatchObject({
          topic: 'company-opening',
          gap: { source: expect.any(String) as unknown, seen: expect.any(Number) as unknown },
          repaired: false,
        });
        // while everything else goes on, and new cases come
        const meanwhile = client.open(applicationsOfAllSix(72, 1)[0], 'meanwhile');
        const repaired = await house.cli('stream', 'repair');
        expect(repaired).toMatchObject({ code: 0, stderr: '' });
        expect(repaired.stdout).toMatch(/^\S+ shard \d+: published again after \d+; .* may go on\n/);
        expect((await house.cli('stream', 'gaps')).stdout).toBe('');
        await client.completed(lost);
        await client.completed(String((await meanwhile).body['caseId']));
        await settle(house);
        expect(await readiness(house)).toBe(200);
        expect(await faultsOfProtocol(house)).toEqual([]);
      }),
    LONG_MILLIS,
  );

  it(
    'would be lost in silence without watermarks',
    () =>
      withALoss({ YICHUANG_SWITCH_OFF: 'watermark' }, async (house, lost) => {
        const door = new TestDoor(house);
        const completed = async (): Promise<number> => {
          const { body } = await door.get('/api/v1/cases?status=completed&limit=200');
          return (body['cases'] as unknown[]).length;
        };
        await until(async () => (await completed()) === CASES - 1, LONG_MILLIS);
        expect(await readiness(house)).toBe(200);
        expect((await door.read(lost)).status).toBe('pre-checking');
      }),
    LONG_MILLIS,
  );
});

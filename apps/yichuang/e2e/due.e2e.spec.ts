import { describe, expect, it } from '@jest/globals';
import { generateApplications } from '@yichuang/matters';
import { TestDoor, TestHouse } from '@yichuang/testing';

/** Slow, so that a case is accepted within the minute its house begins at. */
const SPEED = '0.05';

/** Accepted · the clock starts · due, to the minute, as the domain reference computes them. */
const vectors = [
  ['after closing time', '2026-11-23 18:00', '2026-11-24T08:00', '2026-11-24T12:00'],
  ['on a Saturday', '2026-11-21 10:00', '2026-11-23T08:00', '2026-11-23T12:00'],
  ['during lunch', '2026-11-23 12:30', '2026-11-23T14:30', '2026-11-24T09:00'],
  ['before a holiday that also changes the season', '2026-09-30 16:00', '2026-09-30T16:00', '2026-10-08T10:00'],
] as const;

async function openedAt(instant: string): Promise<Record<string, string | number>> {
  const house = new TestHouse(['--clock', instant, '--speed', SPEED]);
  try {
    await house.start();
    const [application] = generateApplications({ seed: 11, count: 1, filedOn: instant.slice(0, 10) });
    const { status, clock } = await new TestDoor(house).run(application?.form);
    expect(status).toBe('completed');
    return clock as Record<string, string | number>;
  } finally {
    await house.end();
  }
}

describe('an application handed in at any hour', () => {
  it.each(vectors)('%s is decided at once, and its limit counts working time only', async (_, instant, starts, due) => {
    const clock = await openedAt(instant);
    expect(String(clock['startedAt']).slice(0, 16)).toBe(starts);
    expect(String(clock['dueAt']).slice(0, 16)).toBe(due);
    expect(clock).toMatchObject({ state: 'MET', budgetMinutes: 240, provisional: false });
    expect(String(clock['stoppedAt']).slice(0, 16)).toBe(instant.replace(' ', 'T'));
    expect(clock['usedMinutes']).toBeLessThan(0.1);
    // Out of hours it is done before its clock has begun.
    if (!starts.startsWith(instant.replace(' ', 'T'))) expect(clock['usedMinutes']).toBe(0);
  });
});

import { newCaseId } from './toy-work.js';

/** A case as it is timed: from the application until its end is known to whoever handed it in. */
export interface Timed {
  readonly caseId: string;
  readonly millis: number;
  /** Since the first was handed in. */
  readonly endedAfterMillis: number;
}

export interface Limits {
  readonly inFlight: number;
  readonly cases: number;
  /** None is handed in after this; those under way end. */
  readonly seconds: number;
}

/** So many under way at all times, until either limit is reached. */
export async function closedLoop(run: (caseId: string) => Promise<void>, limits: Limits): Promise<readonly Timed[]> {
  const timed: Timed[] = [];
  const started = performance.now();
  let issued = 0;
  const work = async (): Promise<void> => {
    while (issued < limits.cases && performance.now() - started < limits.seconds * 1_000) {
      issued += 1;
      const caseId = newCaseId();
      const since = performance.now();
      await run(caseId);
      const now = performance.now();
      timed.push({ caseId, millis: now - since, endedAfterMillis: now - started });
    }
  };
  await Promise.all(Array.from({ length: limits.inFlight }, work));
  return timed;
}

/**
 * Cases a second, ramp-up and drain included: 99 % of the cases over the time until so many had ended, so that one that
 * an engine takes up again after a long timeout does not decide the figure. Stragglers show in the longest time.
 */
export function casesPerSecond(timed: readonly Timed[]): number {
  const ends = timed.map(({ endedAfterMillis }) => endedAfterMillis).sort((one, other) => one - other);
  const counted = Math.max(1, Math.floor(ends.length * 0.99));
  return (counted * 1_000) / (ends[counted - 1] ?? Number.NaN);
}

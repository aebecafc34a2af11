import type { BenchStore } from './bench-store.js';
import { latencyOf, type Latency } from './figures.js';

export const PENDING = 100_000;
const PENDING_A_CASE = 1_000;
const DAY_MILLIS = 24 * 60 * 60 * 1_000;

/** One is due every so often, for so many. */
const DUE_EVERY_MILLIS = 5;
const DUE = 2_000;
/** Between setting the timers and the first that is due. */
const LEAD_MILLIS = 2_000;
const PATIENCE_MILLIS = 60_000;

/** How late timers are, from the instant due to the commit of what they caused, while many others pend. */
export async function measureTimers(bench: BenchStore): Promise<Latency> {
  const { store } = bench;
  store.start({
    call: () => Promise.resolve(null),
    answerWork: () => {
      throw new TypeError('there are no errands here');
    },
  });
  const inAWeek = Date.now() + 7 * DAY_MILLIS;
  for (let start = 0; start < PENDING; start += PENDING_A_CASE) {
    await setTimers(bench, `pending${String(start)}`, PENDING_A_CASE, (index) => inAWeek + start + index);
  }
  const late = firedOnes(bench);
  const first = Date.now() + LEAD_MILLIS;
  for (let start = 0; start < DUE; start += 100) {
    await setTimers(bench, `due${String(start)}`, 100, (index) => first + (start + index) * DUE_EVERY_MILLIS);
  }
  return latencyOf(await late);
}

async function setTimers(
  { store }: BenchStore,
  caseId: string,
  count: number,
  dueAt: (index: number) => number,
): Promise<void> {
  const timers = Array.from({ length: count }, (_, index) => ({ kind: `t${String(index)}`, dueAt: dueAt(index) }));
  await store.submit({
    stream: `bench/${caseId}`,
    caseId,
    cause: `set:${caseId}`,
    origin: { kind: 'command' },
    payload: { kind: 'set-timers', timers },
  });
}

/** Lateness of every due timer, once all have fired: decided ones count when their turn is committed. */
function firedOnes({ store, handler }: BenchStore): Promise<readonly number[]> {
  const decided: number[] = [];
  const late: number[] = [];
  handler.onFired = (dueAt) => decided.push(dueAt);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`${String(late.length)} of ${String(DUE)} timers have fired`));
    }, PATIENCE_MILLIS);
    const forget = store.outbox.onAppended(() => {
      const now = Date.now();
      late.push(...decided.splice(0).map((dueAt) => now - dueAt));
      if (late.length < DUE) return;
      clearTimeout(timer);
      forget();
      resolve(late);
    });
  });
}

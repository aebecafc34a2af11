import type { BenchStore } from './bench-store.js';

/** Warm enough for the statements to be prepared and the code compiled. */
const WARM_UP_MILLIS = 1_000;
const MEASURED_MILLIS = 5_000;
/** A case of the house has about so many events in one service. */
const APPENDS_A_CASE = 20;

/**
 * So many writers, each with one command under way: decided, appended, answered, committed.
 *
 * @returns commands answered a second
 */
export async function measureAppends({ store }: BenchStore, writers: number, events = 1): Promise<number> {
  const name = `w${String(writers)}e${String(events)}`;
  let done = 0;
  let ended = false;
  const write = async (writer: number): Promise<void> => {
    for (let append = 0; !ended; append += 1) {
      const caseId = `${name}x${String(writer)}x${String(Math.floor(append / APPENDS_A_CASE))}`;
      await store.submit({
        stream: `bench/${caseId}`,
        caseId,
        cause: `${caseId}:${String(append)}`,
        tag: Buffer.alloc(32, append),
        origin: { kind: 'command' },
        payload: { kind: 'append', events },
      });
      done += 1;
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  await Promise.race([writing, timeOut(WARM_UP_MILLIS)]);
  const before = done;
  const started = performance.now();
  await Promise.race([writing, timeOut(MEASURED_MILLIS)]);
  const rate = ((done - before) * 1_000) / (performance.now() - started);
  ended = true;
  await writing;
  return rate;
}

function timeOut(millis: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, millis);
  });
}

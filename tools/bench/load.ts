import { setTimeout as pause } from 'node:timers/promises';
import type { Drive } from './drive.js';

/** A case handed in, how long it took until it was completed, and when that was heard (`performance.now()`). */
export interface Opened {
  readonly caseId: string;
  readonly millis: number;
  readonly at: number;
}

/**
 * So many under way at all times: the next is handed in when one is completed. What the house can do at the most. Ends when
 * the forms do, or the time is over.
 */
export async function closedLoop(
  drive: Drive,
  forms: Iterable<string>,
  inFlight: number,
  secondsMax = Number.POSITIVE_INFINITY,
): Promise<{ readonly opened: readonly Opened[]; readonly seconds: number }> {
  const opened: Opened[] = [];
  const started = performance.now();
  const until = started + secondsMax * 1_000;
  const left = forms[Symbol.iterator]();
  const work = async (): Promise<void> => {
    while (performance.now() < until) {
      const next = left.next();
      if (next.done === true) return;
      opened.push(await openOne(drive, next.value, performance.now()));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return { opened, seconds: (performance.now() - started) / 1_000 };
}

/**
 * Handed in at fixed instants whatever the house does, and timed from the instant meant: an application that had to wait
 * for its turn to be sent has waited all the same.
 */
export async function steadyLoad(
  drive: Drive,
  forms: readonly string[],
  perSecond: number,
): Promise<{ readonly opened: readonly Opened[]; readonly seconds: number; readonly lateMillisMost: number }> {
  const started = performance.now();
  const underWay: Promise<Opened>[] = [];
  let lateMillisMost = 0;
  for (const [index, form] of forms.entries()) {
    const intended = started + (index * 1_000) / perSecond;
    const early = intended - performance.now();
    if (early > 0) await pause(early);
    lateMillisMost = Math.max(lateMillisMost, performance.now() - intended);
    const opening = openOne(drive, form, intended);
    // seen by Promise.all below; until then a failure must not end the process
    opening.catch(() => undefined);
    underWay.push(opening);
  }
  const opened = await Promise.all(underWay);
  return { opened, seconds: (performance.now() - started) / 1_000, lateMillisMost };
}

/** One after another on a house that has nothing else to do. */
export async function oneByOne(drive: Drive, forms: readonly string[]): Promise<readonly Opened[]> {
  const opened: Opened[] = [];
  for (const form of forms) opened.push(await openOne(drive, form, performance.now()));
  return opened;
}

async function openOne(drive: Drive, form: string, since: number): Promise<Opened> {
  const { caseId } = await drive.send(form);
  const { type, at } = await drive.stop(caseId);
  if (type !== 'CaseCompleted') throw new Error(`case ${caseId} was not completed: ${type}`);
  return { caseId, millis: at - since, at };
}

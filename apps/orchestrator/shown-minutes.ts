import { caseMinutes } from '@yichuang/matters';
import { formatInstant, toMinutes } from '@yichuang/working-time';
import type { FoundCase } from './cases.js';

/**
 * Whose each working minute was, as of the instant asked for; what is said in minutes is exact in `millis`.
 *
 * @param officers whether whoever asks is told which officer
 */
export function shownMinutes({ book, state, events, at, position }: FoundCase, officers = false): object {
  const { caseId, number } = state;
  const { stretches, spans, sums } = caseMinutes(book, events, at);
  return {
    caseId,
    number,
    at: formatInstant(at),
    position,
    stretches: stretches.map(({ from, to, millis, by, ...stretch }) => ({
      from: formatInstant(from),
      to: formatInstant(to),
      ...counted(millis),
      ...stretch,
      ...(officers ? { by } : {}),
    })),
    spans: spans.map(({ since, until, millis, ...span }) => ({
      ...span,
      since: formatInstant(since),
      until: until === null ? null : formatInstant(until),
      ...counted(millis),
    })),
    sums: { intake: counted(sums.intake), work: counted(sums.work), offClock: counted(sums['off-clock']) },
  };
}

const counted = (millis: number): object => ({ millis, minutes: toMinutes(millis) });

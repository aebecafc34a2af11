import { formatInstant, parseInstant } from './instant.js';

/** For the specs beside it: an instant as people write it. @throws RangeError for a text that is none. */
export function at(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(`${written}: ${parsed.text.en}`);
  return parsed.at;
}

/** `2026-11-23 15:00` when it is a whole minute, else in full. */
export const shown = (instant: number): string =>
  formatInstant(instant)
    .replace('T', ' ')
    .replace(/(:00)?\+08:00$/, '');

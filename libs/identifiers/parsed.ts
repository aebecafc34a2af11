import type { Text } from '@yichuang/kernel';

export type FaultCode =
  | 'LENGTH'
  | 'CHARACTER'
  | 'CHECK_CHARACTER'
  | 'ORGANISATION_CHECK'
  | 'DATE_IMPOSSIBLE'
  | 'DATE_IN_FUTURE'
  | 'DATE_TOO_EARLY'
  | 'FIFTEEN_DIGITS'
  | 'PROVINCE_UNKNOWN'
  | 'DIVISION_UNKNOWN'
  | 'OTHER_DOCUMENT'
  | 'STRUCTURE';

/**
 * What is wrong with an identifier, where, and what was expected. It never repeats what was written: the number may be
 * a person's, and faults enter notices and logs.
 */
export interface Fault {
  readonly code: FaultCode;
  /** First character concerned, counted from 0; the sentence counts from 1, as the standards do. */
  readonly index: number;
  /** How many characters are concerned; 0 where some are missing. */
  readonly length: number;
  /** For a machine: the character, the set of characters (`0-9`), or the form (`YYYYMMDD`). */
  readonly expected: string;
  readonly text: Text;
}

/** Parts or faults; never both, never an exception. */
export type Parsed<P> =
  | {
      readonly ok: true;
      /** As it is to be stored: Latin letters in upper case. */
      readonly code: string;
      readonly parts: P;
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Parts where there is no fault. `read` is asked only then. */
export function parsed<P>(code: string, faults: readonly Fault[], read: () => P): Parsed<P> {
  return faults.length === 0 ? { ok: true, code, parts: read() } : { ok: false, faults };
}

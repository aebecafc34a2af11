import { separationFaults, type Acting, type Deed, type PastDeed } from '@yichuang/contracts';
import type { Rejection } from '@yichuang/kernel';
import { dutiesNotSeparate } from './case-rejections.js';

/** What an act is judged by beside whose it is; absent: nobody did anything of which it is parted, and nobody applies. */
export interface Before {
  readonly done?: readonly PastDeed[];
  /** Ids of whoever applies or acts for him. */
  readonly applicants?: readonly string[];
}

/** Why the rules of separation keep somebody from an act; `null`: they do not. */
export function barredByDuties(actor: Acting, act: Deed, { done = [], applicants = [] }: Before): Rejection | null {
  const [fault] = separationFaults({ actor, act, done, applicants });
  return fault === undefined ? null : dutiesNotSeparate(fault);
}

import type { PastDeed } from '@yichuang/contracts';
import type { ClaimHolder } from '@yichuang/event-store';
import type { ClaimChange } from '../desk.js';
import type { OfficersState } from './state.js';

/**
 * Who did what to a case, told from desk to desk: a claim of each desk on one key of the case, in the department's own
 * database. It is seen under the lock under which the next deed is decided, so two desks cannot miss each other.
 */
const DUTY = 'duty/';
export const dutyKey = (caseId: string): string => DUTY + caseId;

const isDuty = ({ key }: ClaimHolder): boolean => key.startsWith(DUTY);

/** Of what a command saw: the deeds at other desks, and the holders the desk's own law looks at. */
export function partedHolders(holders: readonly ClaimHolder[] = []): {
  readonly elsewhere: readonly PastDeed[];
  readonly seen: readonly ClaimHolder[];
} {
  return {
    elsewhere: holders.filter(isDuty).flatMap(({ data }) => data as readonly PastDeed[]),
    seen: holders.filter((one) => !isDuty(one)),
  };
}

/** The same deeds as a command would have seen them. */
export const holdersOf = (elsewhere: readonly PastDeed[] = []): readonly ClaimHolder[] =>
  elsewhere.length === 0 ? [] : [{ key: DUTY, stream: '', data: elsewhere }];

/** What a desk lets the others see: an inspection parts nobody from a deed at another desk. */
export const keptDuties = ({ done }: OfficersState, caseId: string): ClaimChange => ({
  keep: [{ key: dutyKey(caseId), data: done.filter(({ act }) => act === 'review' || act === 'approve') }],
});

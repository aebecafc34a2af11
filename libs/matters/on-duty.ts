import { alreadySo, decided, type Decider, type Decision } from '@yichuang/kernel';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import { hasEnded, openReview, type CaseState } from './case-state.js';
import type { Plan } from './plan.js';

/** 经办人员: who of its department has a step in hand that waits for an officer. */
export interface OnDuty {
  /** Id of the actor; `null`: nobody has it. */
  readonly officer: string | null;
  /** Epoch ms. */
  readonly since: number;
  /** When his claim runs out; `null` where nobody has it. */
  readonly until: number | null;
}

interface Noted {
  /** Domain time, epoch ms. */
  readonly at: number;
  readonly department: string;
  readonly step: string;
  readonly round: number;
  readonly officer: string | null;
  /** When it was so at the desk. */
  readonly asOf: number;
  readonly until: number | null;
}

/** A department said who has a step in hand, or that nobody has. */
export interface NoteOfficer extends Noted {
  readonly type: 'NoteOfficer';
}

/** For whoever watches: it stays in the case's own record. */
export interface OfficerNoted extends Noted {
  readonly type: 'OfficerNoted';
}

/**
 * What was so in a former round, or before what is known already, is passed over.
 * @throws TypeError when a department speaks of a step it was not asked: its contract is broken, and the case is parked
 */
export function noteOfficer(plan: Plan, command: NoteOfficer, state: CaseState): Decision<CaseEvent> {
  const { at, department, step, round, officer, until } = command;
  if (hasEnded(state) || round < state.round) return alreadySo;
  const asked = plan.steps.find(({ id }) => id === step)?.department === department;
  if (!asked || state.steps[step] === undefined || round > state.round)
    throw new TypeError(`${department} was not asked for ${step} in round ${String(round)}`);
  // A fact cannot lie ahead: the clocks of two machines differ by a little.
  const asOf = Math.min(command.asOf, at);
  const known = state.onDuty[step];
  if (known !== undefined && asOf < known.since) return alreadySo;
  if ((known?.officer ?? null) === officer && (known?.until ?? null) === until) return alreadySo;
  return decided({ type: 'OfficerNoted', at, department, step, round, officer, asOf, until });
}

export const onDutyEvolve: Pick<Decider<CaseCommand, CaseState, CaseEvent>['evolve'], 'OfficerNoted'> = {
  OfficerNoted: (state, { step, officer, asOf, until }) => ({
    ...state,
    onDuty: { ...state.onDuty, [step]: { officer, since: asOf, until } },
    hadInHand: withPerson(state.hadInHand, officer),
  }),
};

/** Each person once, in the order in which they came. */
export const withPerson = (before: readonly string[], id: string | null | undefined): readonly string[] =>
  id === null || id === undefined || before.includes(id) ? before : [...before, id];

/** With the answer for which nobody need look any more it is in nobody's hands; the desk says nothing more of it. */
export function withoutWhoIsDone(state: CaseState, step: string): CaseState {
  if (state.onDuty[step] === undefined || openReview(state, step) !== undefined) return state;
  const { [step]: _done, ...onDuty } = state.onDuty;
  return { ...state, onDuty };
}

/** Who had these steps in hand at an instant. A claim counts until its time, however late it is said that it lapsed. */
export const onDutyAt = (
  { onDuty }: Pick<CaseState, 'onDuty'>,
  steps: readonly string[],
  instant: number,
): readonly { readonly step: string; readonly officer: string }[] =>
  steps.flatMap((step) => {
    const { officer = null, since = 0, until = null } = onDuty[step] ?? {};
    return officer !== null && since <= instant && instant < (until ?? Infinity) ? [{ step, officer }] : [];
  });

export const recallOnDuty = (event: OfficerNoted): NoteOfficer => ({ ...event, type: 'NoteOfficer' });

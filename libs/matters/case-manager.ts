import type { Role } from '@yichuang/contracts';
import { alreadySo, decided, text, type Decider, type Decision, type Text } from '@yichuang/kernel';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import * as no from './case-rejections.js';
import { hasEnded, type CaseState } from './case-state.js';
import { barredByDuties } from './duties.js';
import { actingIn, type EntrustedAs } from './entrustment.js';

/**
 * 首问责任、首席代办: the one person the applicant turns to, whatever department has his case. Whoever was asked first answers for
 * it, the clerk who took it in, until the head of the hall names somebody who walks it through.
 */
export interface CaseManager {
  /** `actor.id`. */
  readonly id: string;
  /** Epoch ms. */
  readonly since: number;
  readonly as: 'first-asked' | 'named';
}

export interface NameCaseManager {
  readonly type: 'NameCaseManager';
  /** Domain time, epoch ms. */
  readonly at: number;
  /** `actor.id`. */
  readonly by: string;
  /** What he is, for the rules of separation; absent in replay, for whoever was barred left no event. */
  readonly roles?: readonly Role[];
  /** `actor.id` of whoever walks it through from now on. */
  readonly to: string;
}

export interface CaseManagerNamed {
  readonly type: 'CaseManagerNamed';
  readonly at: number;
  readonly by: string;
  readonly to: string;
  /** Whom he follows; absent: nobody had it. */
  readonly from?: string;
}

/** `null`: it came in through the door by itself, and nobody was named. */
export function caseManagerOf({ manager, intake, submittedAt }: CaseState): CaseManager | null {
  if (manager !== null) return { ...manager, as: 'named' };
  return intake === null ? null : { id: intake.by, since: submittedAt, as: 'first-asked' };
}

/** To whom it was entrusted; and who was named to walk it through reads it as a helper does, names masked. */
export const readersOf = ({ entrusted, manager }: CaseState): readonly EntrustedAs[] =>
  manager === null || entrusted.some(({ id }) => id === manager.id)
    ? entrusted
    : [...entrusted, { id: manager.id, as: 'helper' }];

export function nameCaseManager(command: NameCaseManager, state: CaseState): Decision<CaseEvent> {
  if (state.phase === 'none') return no.noSuchCase();
  if (hasEnded(state)) return no.caseEnded();
  const { at, by, roles = [], to } = command;
  const applicants = actingIn(state);
  const barred = barredByDuties({ id: by, roles }, 'consent', { applicants });
  if (barred !== null) return barred;
  if (applicants.includes(to)) return managesHisOwn;
  if (state.manager?.id === to) return alreadySo;
  const before = caseManagerOf(state);
  const from = before === null || before.id === to ? {} : { from: before.id };
  return decided<CaseEvent>({ type: 'CaseManagerNamed', at, by, to, ...from });
}

const managesHisOwn = no.onHisOwnCase(
  text('申请人及其经办人不得任首席代办', 'whoever applies, or acts for him, does not manage the case'),
);

export const caseManagerEvolve: Pick<Decider<CaseCommand, CaseState, CaseEvent>['evolve'], 'CaseManagerNamed'> = {
  CaseManagerNamed: (state, { at: since, to: id }) => ({ ...state, manager: { id, since } }),
};

export const recallCaseManager = ({ at, by, to }: CaseManagerNamed): NameCaseManager => ({
  type: 'NameCaseManager',
  at,
  by,
  to,
});

export const caseManagerText = ({ to }: CaseManagerNamed): Text =>
  text(`${to} 任本办件首席代办，有事可找他`, `${to} manages this case: the person to turn to`);

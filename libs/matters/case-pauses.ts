import { isOpen, pauseReasons, type Calendar, type PauseReason, type RestartReason } from '@yichuang/working-time';
import type { CaseClock } from './case-clocks.js';
import type { CaseState } from './case-state.js';
import { moved } from './moved-clock.js';
import { pauseGrounds } from './pause-grounds.js';

/** A reason for which clocks of a case stand still, or stood. */
export interface Pause {
  readonly id: string;
  readonly reason: PauseReason;
  /** Whose share it concerns; `null`: that of everybody. */
  readonly department: string | null;
  readonly since: number;
  /** `null` while it lasts, or when the case ended first. */
  readonly until: number | null;
  readonly by: string;
  readonly approvedBy: string | null;
  readonly note: string;
  readonly expectedOn: string | null;
}

/** 公共设施故障: said by one, agreed to by another. */
export interface Outage {
  readonly id: string;
  readonly declaredAt: number;
  readonly declaredBy: string;
  readonly note: string;
  readonly approvedBy: string | null;
}

/** 重新计时: the application was accepted anew, and the term with it. */
export interface Restart {
  readonly at: number;
  readonly reason: RestartReason;
  readonly by: string;
  readonly note: string;
  readonly acceptedAt?: number;
}

type Clocks = CaseState['clocks'];

export const openPauses = ({ pauses }: Pick<CaseState, 'pauses'>): readonly Pause[] =>
  pauses.filter(({ until }) => until === null);

/** Whom a pause waits for: `applicant`, `house`, or the department that does what it is for. */
export function holderOfPause({ reason, department }: Pick<Pause, 'reason' | 'department'>): string {
  const { holder } = pauseGrounds[reason];
  return holder === 'department' ? (department ?? 'house') : holder;
}

/** The wall stands with every pause, a department's share with one that concerns it, the law's term only where the law says so. */
export function concerns({ reason, department }: Pick<Pause, 'reason' | 'department'>, clock: CaseClock): boolean {
  if (clock.kind === 'statutory' && !pauseGrounds[reason].stopsStatutory) return false;
  return clock.department === null || department === null || department === clock.department;
}

const isHeldFor = ({ clock }: CaseClock, reason: PauseReason): boolean =>
  clock.state === 'PAUSED' && clock.holds.some((hold) => hold.reason === reason);

/** The clock as it is when this pause begins to hold it, if it concerns it. */
export function heldBy(calendar: Calendar, pause: Pause, of: CaseClock): CaseClock {
  if (!isOpen(of.clock) || !concerns(pause, of) || isHeldFor(of, pause.reason)) return of;
  const at = Math.max(pause.since, of.clock.last?.at ?? pause.since);
  const by = [pause.by, ...(pause.approvedBy === null ? [] : [pause.approvedBy])];
  return moved(calendar, of, { type: 'pause', at, reason: pause.reason, by });
}

/** A clock that is found to have run already, as a pause left it that had begun since, and may be over. */
export function heldThrough(calendar: Calendar, pause: Pause, of: CaseClock): CaseClock {
  const { since, until, reason } = pause;
  if (until !== null && until <= (of.clock.begunAt ?? until)) return of;
  const held = heldBy(calendar, pause, of);
  if (until === null || !isHeldFor(held, reason)) return held;
  return moved(calendar, held, { type: 'resume', at: Math.max(until, held.clock.last?.at ?? since), reason });
}

/** Every clock as it is when this pause is over: what another one of the same reason still holds stays. */
export function lifted(calendar: Calendar, state: CaseState, pause: Pause, at: number): Clocks {
  const others = openPauses(state).filter(({ id, reason }) => id !== pause.id && reason === pause.reason);
  const clocks = Object.values(state.clocks).map((of) => {
    const stays = !isHeldFor(of, pause.reason) || !concerns(pause, of) || others.some((other) => concerns(other, of));
    if (stays) return of;
    return moved(calendar, of, { type: 'resume', at: Math.max(at, of.clock.last?.at ?? at), reason: pause.reason });
  });
  return Object.fromEntries(clocks.map((of) => [of.id, of]));
}

/** The article a reason rests on. */
export const basisOf = (reason: PauseReason): string => pauseReasons[reason].basis;

import type { Role } from '@yichuang/contracts';
import { rejected, text, type Rejection } from '@yichuang/kernel';
import { barredByDuties } from './duties.js';
import { actingIn, type EntrustedAs } from './entrustment.js';

/** How a person at the counter signed: on paper, on the pad, with a seal. */
export const signings = ['paper', 'pad', 'seal'] as const;
export type Signing = (typeof signings)[number];

/** 窗口收件: a clerk took the application, or a correction of it, for a person who stood at the counter and signed it. */
export interface Intake {
  /** The clerk, by `actor.id`. */
  readonly by: string;
  /** The hall the clerk serves in. */
  readonly hall: string;
  readonly signed: Signing;
  /** Kinds of the papers whose originals the clerk has seen. */
  readonly papersSeen: readonly string[];
}

/** What of an application decides whether this clerk may take it, or a correction of it. */
export interface Taken {
  readonly hall: string;
  readonly principal: string;
  readonly intake?: Intake | undefined;
  readonly intakeRoles?: readonly Role[] | undefined;
  readonly entrusted?: readonly EntrustedAs[];
  /** Ids of officers who have had the case in hand. */
  readonly hadInHand?: readonly string[];
}

/**
 * A clerk takes what is made to his own hall, and never his own application, nor one he acts in (R-SOD-02); nor does whoever
 * changes no outcome (R-SOD-05), or has had it in hand at a department (R-SOD-01).
 */
export function barredFromTaking(taken: Taken): Rejection | null {
  const { hall, principal, intake, intakeRoles = ['clerk'], entrusted = [], hadInHand = [] } = taken;
  if (intake === undefined) return null;
  if (intake.hall !== hall)
    return rejected(
      'NOT_YOUR_HALL',
      text('申请不是向本大厅提出的', 'the application is made to another hall than the one you serve in'),
    );
  return barredByDuties({ id: intake.by, roles: intakeRoles }, 'intake', {
    done: hadInHand.map((by) => ({ act: 'review' as const, by })),
    applicants: actingIn({ principal, entrusted }),
  });
}

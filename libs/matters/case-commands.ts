import type { Role, StepAnswer } from '@yichuang/contracts';
import type { ActOnACard, IssueCard } from './card-events.js';
import type { ClockActCommand } from './clock-act-commands.js';
import type { NameCaseManager } from './case-manager.js';
import type { ConsultationCommand } from './consultation-events.js';
import type { ReprojectDeadlines } from './reprojected.js';
import type { Intake } from './at-counter.js';
import type { EntrustCase, EntrustedAs, RevokeEntrustment } from './entrustment.js';
import type { NoteOfficer } from './on-duty.js';
import type { RateService } from './rating.js';
import type { ConsentToNotice } from './second-notice.js';
import type { ToleranceCommand } from './tolerance-commands.js';
import type { FromDraft } from './from-draft.js';

interface At {
  /** Domain time at which it is decided, epoch ms. */
  readonly at: number;
  /** Calendar for clocks that start now; the current one when absent. Replay names the recorded one. */
  readonly calendarVersion?: string;
}

/** What an applicant hands in, once and again with each correction. */
export interface Application {
  /** Non-private values the steps need, by the names the plan gives them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Departments the applicant leaves out, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Ciphertext of each department's section. */
  readonly sections: Readonly<Record<string, Uint8Array>>;
}

export interface SubmitApplication extends At, Application {
  readonly type: 'SubmitApplication';
  readonly caseId: string;
  readonly matter: string;
  readonly planVersion: string;
  /** Speakable numbers to choose from; the first one nobody holds is the case's. See {@link caseNumbers}. */
  readonly numbers: readonly string[];
  /** Who holds which of them already, seen under the lock. */
  readonly holders?: readonly { readonly key: string; readonly stream: string; readonly data: unknown }[];
  readonly hall: string;
  readonly authority: string;
  /** Who applies, by an id that tells nobody who it is. */
  readonly principal: string;
  /** Which privacy statement was shown, where whoever handed it in said so. */
  readonly consentVersion?: string | undefined;
  /** A clerk takes it for a person who is present. */
  readonly intake?: Intake;
  /** What the clerk is, for the rules of separation; absent in replay, for whoever was barred left no event. */
  readonly intakeRoles?: readonly Role[];
  /** It was a draft, of this version, under the same id. */
  readonly draft?: FromDraft;
  /** Who acts for the applicant, as the counter was shown. */
  readonly entrusted?: readonly EntrustedAs[];
}

export interface TakeAnswer extends At {
  readonly type: 'TakeAnswer';
  readonly department: string;
  readonly answer: StepAnswer;
  /** When the department said it: clocks stop at the fact, not at its arrival. */
  readonly answeredAt: number;
}

/** The whole form again. */
export interface CorrectApplication extends At, Application {
  readonly type: 'CorrectApplication';
  /** Who hands it in, by `actor.id`; absent where a clerk takes it for the applicant. */
  readonly by?: string;
  /** A clerk takes it for the applicant, who is present. */
  readonly intake?: Intake;
  /** As in {@link SubmitApplication}. */
  readonly intakeRoles?: readonly Role[];
}

/** The applicant stands by the application although a notice names defects. */
export interface Insist extends At {
  readonly type: 'Insist';
  /** `actor.id`. */
  readonly by?: string;
}

export interface Withdraw extends At {
  readonly type: 'Withdraw';
  /** `actor.id`. */
  readonly by?: string;
}

export interface TakeWithdrawalAnswer extends At {
  readonly type: 'TakeWithdrawalAnswer';
  readonly department: string;
  readonly granted: boolean;
  readonly answeredAt: number;
}

/** The timer of the case's clocks went off. */
export interface Fire extends At {
  readonly type: 'Fire';
  readonly kind: 'clock';
  readonly dueAt: number;
}

export type CaseCommand =
  | SubmitApplication
  | TakeAnswer
  | CorrectApplication
  | Insist
  | RateService
  | ConsentToNotice
  | EntrustCase
  | NameCaseManager
  | RevokeEntrustment
  | NoteOfficer
  | Withdraw
  | TakeWithdrawalAnswer
  | Fire
  | ReprojectDeadlines
  | ClockActCommand
  | ToleranceCommand
  | IssueCard
  | ActOnACard
  | ConsultationCommand;

interface At {
  /** Domain time, epoch ms. */
  readonly at: number;
}

export interface SlaStarted extends At {
  readonly type: 'SlaStarted';
  /** The instant of acceptance, of receipt where silence counts as it, or the next opening. */
  readonly startedAt: number;
  readonly dueAt: number;
  readonly budgetMinutes: number;
  readonly calendarVersion: string;
  /** Of the hall's ladder by which its cards are due; absent where the plan has its own. */
  readonly ladderVersion?: string;
  /** The limit lies in a year whose calendar is not yet published. */
  readonly provisional?: true;
  /** Terms of the law that begin with it; absent where the plan knows none. */
  readonly statutory?: readonly StatutoryTerm[];
  /** Silence counts as acceptance: it runs from receipt, long past, and nobody was promised this end. */
  readonly deemed?: true;
}

/** 法定时限: what the law gives a step, counted in working days from acceptance. */
export interface StatutoryTerm {
  /** `statutory-<step>`. */
  readonly clock: string;
  readonly step: string;
  readonly department: string;
  readonly workingDays: number;
  readonly article: string;
  /** Close of business on the last day. */
  readonly dueAt: number;
  readonly calendarVersion: string;
  readonly provisional?: true;
}

interface SlaEnded extends At {
  readonly stoppedAt: number;
  readonly usedMillis: number;
  readonly calendarVersion: string;
}
export interface SlaMet extends SlaEnded {
  readonly type: 'SlaMet';
}
export interface SlaBreached extends SlaEnded {
  readonly type: 'SlaBreached';
}

/** A threshold of a clock was passed; `at` is the threshold's own instant, or when the clock was found to run. */
interface ClockPassed extends At {
  /** `<clock>/<card>`: exactly one a case, but for one that was taken back; the next is `<clock>/<card>-2`. */
  readonly card: string;
  readonly clock: string;
  readonly department: string | null;
  readonly dueAt: number;
  /** Steps that were being waited for. */
  readonly waiting: readonly string[];
  readonly calendarVersion: string;
}
export interface EarlyWarningRaised extends ClockPassed {
  readonly type: 'EarlyWarningRaised';
}
export interface YellowCardIssued extends ClockPassed {
  readonly type: 'YellowCardIssued';
}
export interface RedCardIssued extends ClockPassed {
  readonly type: 'RedCardIssued';
}
export interface EscalationRaised extends ClockPassed {
  readonly type: 'EscalationRaised';
}
/** The term of the law itself is over; nothing is granted or refused by that. */
export interface StatutoryTermBreached extends ClockPassed {
  readonly type: 'StatutoryTermBreached';
}
export type CardEvent =
  EarlyWarningRaised | YellowCardIssued | RedCardIssued | EscalationRaised | StatutoryTermBreached;

/** The fact that stopped the clock was in time and only its arrival was late, or the clock had stood still before. */
export interface CardTakenBack extends At {
  readonly type: 'CardTakenBack';
  readonly card: string;
  readonly stoppedAt: number;
  readonly calendarVersion: string;
}

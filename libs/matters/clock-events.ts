interface At {
  /** Domain time, epoch ms. */
  readonly at: number;
}

export interface SlaStarted extends At {
  readonly type: 'SlaStarted';
  /** The instant of acceptance, or the next opening. */
  readonly startedAt: number;
  readonly dueAt: number;
  readonly budgetMinutes: number;
  readonly calendarVersion: string;
  /** The limit lies in a year whose calendar is not yet published. */
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

/** A threshold of a clock was passed; `at` is the threshold's own instant. */
interface ClockPassed extends At {
  /** `<clock>/<card>`: exactly one a case. */
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
export type CardEvent = EarlyWarningRaised | YellowCardIssued | RedCardIssued | EscalationRaised;

/** The fact that stopped the clock was in time and only its arrival was late. */
export interface CardTakenBack extends At {
  readonly type: 'CardTakenBack';
  readonly card: string;
  readonly stoppedAt: number;
  readonly calendarVersion: string;
}

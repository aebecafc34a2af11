import * as limits from './limits.js';

/**
 * The limits that a test, or an operator with a reason, may set otherwise. Defaults and their reasons: `limits.ts`.
 * Times are machine milliseconds.
 */
export interface Tuning {
  readonly turnWorksMax: number;
  readonly waitingWorksMax: number;
  readonly openErrandsMax: number;
  readonly parkedQueueMax: number;
  readonly skippedFlushMillis: number;
  readonly skippedRecordsMax: number;
  readonly commandPatienceMillis: number;
  readonly lockMillis: number;
  readonly statementMillis: number;
  readonly idleInTransactionMillis: number;
  readonly errandDeadlineMillis: number;
  readonly errandAttemptsMax: number;
  readonly effectAttemptsMax: number;
  readonly errandBackOffMillis: number;
  readonly errandLateMillis: number;
  readonly errandLateAttemptsMax: number;
  readonly errandsAtOnce: number;
  readonly errandLeaseMillis: number;
  readonly pollMillis: number;
  readonly timersAtOnce: number;
  /** Domain milliseconds. */
  readonly packAgeMillis: number;
  readonly packEvents: number;
  readonly packBytes: number;
  readonly packLookMillis: number;
}

export const defaultTuning: Tuning = {
  turnWorksMax: limits.TURN_WORKS_MAX,
  waitingWorksMax: limits.WAITING_WORKS_MAX,
  openErrandsMax: limits.OPEN_ERRANDS_MAX,
  parkedQueueMax: limits.PARKED_QUEUE_MAX,
  skippedFlushMillis: limits.SKIPPED_FLUSH_MILLIS,
  skippedRecordsMax: limits.SKIPPED_RECORDS_MAX,
  commandPatienceMillis: limits.COMMAND_PATIENCE_MILLIS,
  lockMillis: limits.LOCK_MILLIS,
  statementMillis: limits.STATEMENT_MILLIS,
  idleInTransactionMillis: limits.IDLE_IN_TRANSACTION_MILLIS,
  errandDeadlineMillis: limits.ERRAND_DEADLINE_MILLIS,
  errandAttemptsMax: limits.ERRAND_ATTEMPTS_MAX,
  effectAttemptsMax: limits.EFFECT_ATTEMPTS_MAX,
  errandBackOffMillis: limits.ERRAND_BACK_OFF_MILLIS,
  errandLateMillis: limits.ERRAND_LATE_MILLIS,
  errandLateAttemptsMax: limits.ERRAND_LATE_ATTEMPTS_MAX,
  errandsAtOnce: limits.ERRANDS_AT_ONCE,
  errandLeaseMillis: limits.ERRAND_LEASE_MILLIS,
  pollMillis: limits.POLL_MILLIS,
  timersAtOnce: limits.TIMERS_AT_ONCE,
  packAgeMillis: limits.PACK_AGE_MILLIS,
  packEvents: limits.PACK_EVENTS,
  packBytes: limits.PACK_BYTES,
  packLookMillis: limits.PACK_LOOK_MILLIS,
};

import type { Tuning } from './tuning.js';
import type { RegisterTable, TurnHandler, Work } from './types.js';

export interface StoreClock {
  /** Domain time, epoch ms. */
  now(): number;
  /** Machine milliseconds until the domain instant; 0 when it is past. */
  machineDelay(untilDomain: number): number;
}

/** Where the store says what an operator should see. Words and names of faults, never a value. */
export interface StoreLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A guard that may be left out to show what it is for; development mode only. */
export const guards = ['watermark', 'command-answers', 'place'] as const;
export type Guard = (typeof guards)[number];

export interface StoreOptions<P, S> {
  /** As the role that serves. */
  readonly connectionString: string;
  /** As the role that owns the tables: heads, registers and their rebuilding. */
  readonly ownerConnectionString: string;
  readonly service: string;
  /** Fixed when the database is made. A difference refuses to start. */
  readonly shards: number;
  readonly handler: TurnHandler<P, S>;
  readonly clock: StoreClock;
  readonly registers: readonly RegisterTable[];
  /** Desks of the service: streams are named `<desk>/<caseId>`. */
  readonly desks: readonly string[];
  /** The work of a timer that is due. */
  readonly timerWork: (stream: string, caseId: string, kind: string, dueAt: number) => Work<P>;
  readonly log: StoreLog;
  /** Left out by a test that proves the others would not do without it. */
  readonly switchOff?: Guard | undefined;
  /** Limits other than those of `limits.ts`. */
  readonly tuning?: Partial<Tuning>;
}

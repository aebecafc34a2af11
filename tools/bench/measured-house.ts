import type { Programs } from './machine.js';

/** A whole house that serves, as a benchmark sees it, whatever processes it is. */
export interface MeasuredHouse {
  readonly engine: 'embedded' | 'kafka';
  /** How it runs, for the report. */
  readonly form: string;
  /** Of the public door. */
  readonly url: string;
  /** Signs in as a demo account. */
  tokenOf(account: string): Promise<string>;
  /** Each program's processes but Postgres'. */
  readonly programs: Programs;
  readonly postmaster: number | null;
  /** As the superuser: the figures of a bench are no business of any service's role. */
  postgresUrl(database?: string): Promise<string>;
}

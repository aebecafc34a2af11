import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ground, Shutdown } from '@yichuang/yichuang';
import type { Guard } from './guard.js';

const LOOK_MILLIS = 20;

/** The cluster's Postgres: a process that may be killed and started again where it was. */
export class PostgresProcess {
  private living: number | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly guard: Guard,
  ) {}

  /** Of the postmaster, the last one when it was killed. */
  get pid(): number | null {
    return this.living;
  }

  /** Ends with us from now on. */
  async watched(): Promise<void> {
    this.living = await this.ground.postgres.pid();
    if (this.living !== null) this.guard.watch(this.living, 'SIGINT');
  }

  /** SIGKILL unless told otherwise; waits until it is gone where the signal brings that. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const pid = this.living;
    if (pid === null) return;
    process.kill(pid, signal);
    if (signal === 'SIGSTOP' || signal === 'SIGCONT') return;
    while (lives(pid)) await pause(LOOK_MILLIS);
  }

  /** After it was killed. Waits until it serves; one that lives is left alone. */
  async start(): Promise<void> {
    if (this.living !== null && lives(this.living)) return;
    await this.ground.startPostgresAgain();
    await this.watched();
  }

  async stop(how?: Shutdown): Promise<void> {
    await this.ground.postgres.stop(how);
  }
}

function lives(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

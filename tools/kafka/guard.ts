import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inSources } from './sources.js';

/** The last lines of a process, for the message when it fails. */
const LAST_LINES_MAX = 12;

export interface GuardedProcess {
  readonly pid: number;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<Ended>;
  hasEnded(): boolean;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lastLines: readonly string[];
}

interface News {
  readonly key: string;
  readonly pid?: number;
  readonly line?: string;
  readonly code?: number | null;
  readonly signal?: NodeJS.Signals | null;
}

/** Keeps processes and their directory no longer than this process: what happens to us cannot leave them behind. */
export class Guard {
  private readonly guard: ChildProcess;
  private readonly hearers = new Map<string, (news: News) => void>();
  private started = 0;

  /** `directory` is made by the guard and removed with everything in it. */
  constructor(readonly directory: string) {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    this.guard = spawn(process.execPath, [inSources('tools/kafka/kafka-guard.mjs'), directory], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env,
      // a group of its own: Ctrl-C reaches us, who stop what uses the processes before they end
      detached: true,
    });
    // a guard that ended itself is seen at its exit
    this.guard.stdin?.on('error', () => undefined);
    if (this.guard.stdout === null) throw new Error('the guard has no output');
    createInterface({ input: this.guard.stdout }).on('line', (line) => {
      const news = JSON.parse(line) as News;
      this.hearers.get(news.key)?.(news);
    });
    this.guard.once('exit', () => {
      for (const [key, hear] of [...this.hearers]) hear({ key, code: null, signal: null });
    });
  }

  /** @throws when the process cannot be started */
  run(command: string, args: readonly string[], hearLine: (line: string) => void): Promise<GuardedProcess> {
    this.started += 1;
    const key = String(this.started);
    const lastLines: string[] = [];
    return new Promise<GuardedProcess>((resolve, reject) => {
      let end: (ended: Ended) => void = () => undefined;
      const ended = new Promise<Ended>((resolveEnd) => (end = resolveEnd));
      this.hearers.set(key, ({ pid, line, code, signal }) => {
        if (pid !== undefined) resolve({ pid, ended, hasEnded: () => !this.hearers.has(key) });
        if (line !== undefined) {
          lastLines.splice(0, Math.max(0, lastLines.length + 1 - LAST_LINES_MAX));
          lastLines.push(line);
          hearLine(line);
        }
        if (code === undefined) return;
        this.hearers.delete(key);
        end({ code, signal: signal ?? null, lastLines });
        reject(new Error(`${command} does not start: ${lastLines.join(' ')}`));
      });
      this.guard.stdin?.write(`${JSON.stringify({ key, command, args })}\n`);
    });
  }

  /** Ends everything at once and removes the directory. */
  async end(): Promise<void> {
    if (this.guard.exitCode !== null || this.guard.signalCode !== null) return;
    const gone = once(this.guard, 'exit');
    this.guard.stdin?.end();
    await gone;
  }
}

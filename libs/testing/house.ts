import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { demoTokens } from '@yichuang/host';
import { accountFor, issuerOf, signInDirectory, type TokenOf } from './people.js';

const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/dist\/$/, '');
const launcher = join(root, 'apps/yichuang/bin/yichuang.mjs');
const READY_MILLIS_MAX = 60_000;

/** How a house runs. */
export interface Way {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly readyMillisMax: number;
}

/** As `npm start` does. */
export const inOneProcess: Way = { command: [launcher, 'start'], env: {}, readyMillisMax: READY_MILLIS_MAX };

/** As `npm run cluster` does: every service a process of its own, over the Kafka of this test run. */
export const apartOnKafka: Way = {
  command: [join(root, 'dist/tools/cluster/main.js')],
  env: { KAFKA_BROKERS: process.env['YICHUANG_TEST_KAFKA'] ?? '' },
  readyMillisMax: 4 * READY_MILLIS_MAX,
};

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person would: a process of its own. */
export async function yichuang(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: root,
    env: plainEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, ...said() };
}

/**
 * The whole house as it runs on a bare machine, in a process of its own over a fresh data directory, that tests may kill
 * and start again. `end` leaves no process and no directory behind, whatever was killed before.
 */
export class TestHouse {
  readonly data = mkdtempSync(join(tmpdir(), 'yichuang-test-'));
  url = '';
  private child: ChildProcess | null = null;
  private tokens: TokenOf | null = null;
  private said: () => { stdout: string; stderr: string } = () => ({ stdout: '', stderr: '' });

  constructor(
    /** What every start is given; a spec may change it between two starts. */
    public args: readonly string[] = [],
    private readonly env: Readonly<Record<string, string>> = {},
    private readonly way: Way = inOneProcess,
  ) {}

  /** @param env for this start alone, beside what every start is given */
  async start(env: Readonly<Record<string, string>> = {}): Promise<this> {
    const { command, env: own, readyMillisMax } = this.way;
    const child = spawn(process.execPath, [...command, '--data', this.data, '--port', '0', ...this.args], {
      cwd: root,
      env: plainEnv({ YICHUANG_LANG: 'en', ...own, ...this.env, ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.url = '';
    this.said = collect(child);
    await until(
      () => /ready: (\S+)/.test(this.said().stdout) || child.exitCode !== null || child.signalCode !== null,
      readyMillisMax,
      () => `the house did not start: ${this.output()}`,
    );
    const ready = /ready: (\S+)/.exec(this.said().stdout);
    if (ready?.[1] === undefined) throw new Error(`the house did not start: ${this.output()}`);
    this.url = ready[1];
    return this;
  }

  /** Everything it printed, for a failing test to show. */
  output(): string {
    const { stdout, stderr } = this.said();
    return `${stdout}\n${stderr}`.slice(-8_000);
  }

  /** All of it. */
  log(): string {
    const { stdout, stderr } = this.said();
    return `${stdout}\n${stderr}`;
  }

  /** It died by itself. */
  died(): boolean {
    return this.child === null || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async cli(...args: readonly string[]): Promise<Ran> {
    return yichuang(args, { YICHUANG_SERVER: this.url, YICHUANG_LANG: 'en' });
  }

  /** As the account that fits what is asked for, where no header says who asks. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) {
      const token = await this.tokenOf(accountFor(init.method ?? 'GET', path));
      headers.set('authorization', `Bearer ${token}`);
    }
    return fetch(new URL(path, this.url), { ...init, headers });
  }

  /** Signs in at this house's own provider. It stays where it was over restarts, as a token names it. */
  async tokenOf(account: string): Promise<string> {
    this.tokens ??= demoTokens(signInDirectory(this.data), await issuerOf(this.url));
    return this.tokens(account);
  }

  /** kill -9 of Node alone: Postgres is left behind. */
  async kill(): Promise<void> {
    await this.signal('SIGKILL');
  }

  /** kill -9 of everything, Postgres with it. */
  async killAll(): Promise<void> {
    const pid = this.postmaster();
    if (pid !== null) tryKill(pid, 'SIGKILL');
    await this.signal('SIGKILL');
  }

  /** Ctrl-C. Answers the exit code. */
  async stop(): Promise<number | null> {
    return this.signal('SIGINT');
  }

  /**
   * What is thrown away needs no last checkpoint, which syncs thousands of files: one process is not asked to stop, nor is
   * Postgres.
   */
  async end(): Promise<void> {
    await this.signal(this.way === inOneProcess ? 'SIGKILL' : 'SIGINT');
    const pid = this.postmaster();
    if (pid !== null && tryKill(pid, 'SIGQUIT'))
      await until(
        () => !lives(pid),
        READY_MILLIS_MAX,
        () => 'Postgres does not end',
      );
    rmSync(this.data, { recursive: true, force: true });
  }

  /** A database of this house, as superuser. @throws Error while no Postgres serves it */
  databaseUrl(database = 'postgres'): string {
    const { superuser } = JSON.parse(readFileSync(join(this.data, 'secrets.json'), 'utf8')) as { superuser: string };
    const port =
      readFileSync(join(this.data, 'postgres', 'postmaster.pid'), 'utf8')
        .split('\n')[3]
        ?.trim() ?? '';
    return `postgres://postgres:${encodeURIComponent(superuser)}@127.0.0.1:${port}/${database}`;
  }

  private async signal(name: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (child === null) return null;
    this.child = null;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'close');
    child.kill(name);
    const [code] = (await ended) as [number | null];
    return code;
  }

  /** Process id of the Postgres that serves this house's data, or `null` when none lives. */
  postmaster(): number | null {
    try {
      const pid = Number(readFileSync(join(this.data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
      return Number.isInteger(pid) && lives(pid) ? pid : null;
    } catch {
      return null;
    }
  }
}

/** Waits for a condition, never for a time. @throws Error with `why()` when it does not come */
export async function until(
  condition: () => boolean | Promise<boolean>,
  millisMax = 30_000,
  why: () => string = () => 'the condition did not come',
): Promise<void> {
  const end = performance.now() + millisMax;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(why());
    await pause(20);
  }
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  return () => ({ stdout, stderr });
}

/** A child must not inherit the test runner's switches. */
function plainEnv(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, ...env };
}

function tryKill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process lives; a zombie does not. */
export function lives(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return !status.slice(status.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return tryKill(pid, 0 as unknown as NodeJS.Signals);
  }
}

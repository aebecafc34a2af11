import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demoTokens } from '@yichuang/host';
import { issuerOf, signInDirectory, type TokenOf } from '@yichuang/testing';
import { Drive } from './drive.js';
import { interruptible } from './interruption.js';
import type { Programs } from './machine.js';
import type { MeasuredHouse } from './measured-house.js';
import { hearOutput, withOutput } from './output.js';
import { isZombie } from './processes.js';

const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/dist\/$/, '');
const launcher = join(root, 'apps/yichuang/bin/yichuang.mjs');
/** Where others have the machine too, a start takes its time. */
const READY_MILLIS_MAX = 180_000;
const END_MILLIS_MAX = 60_000;
const LOOK_MILLIS = 50;

/** Starts a house, lets `work` drive it, and leaves nothing behind; what the house said last goes with an error. */
export async function withBenchHouse(work: (house: BenchHouse, drive: Drive) => Promise<void>): Promise<void> {
  const house = await BenchHouse.spawn();
  let drive: Drive | null = null;
  await interruptible(
    async () => {
      await house.ready();
      drive = await Drive.open(house);
      await work(house, drive);
    },
    async () => {
      await drive?.close();
      await house.end();
    },
  ).catch((error: unknown) => {
    throw withOutput(error, house.output());
  });
}

/** The whole house as a user starts it: one process and its Postgres, over a fresh directory that is gone afterwards. */
export class BenchHouse implements MeasuredHouse {
  readonly engine = 'embedded';
  readonly form = 'all services in one process';
  url = '';
  postmaster: number | null = null;
  private said: () => string = () => '';
  private child: ChildProcess | null = null;
  private tokens: TokenOf | null = null;

  private constructor(private readonly data: string) {}

  static async spawn(): Promise<BenchHouse> {
    const data = await mkdtemp(join(tmpdir(), 'yichuang-bench-'));
    await chmod(data, 0o700);
    const house = new BenchHouse(data);
    house.launch();
    return house;
  }

  /** @throws Error when it does not become ready; {@link output} says why */
  async ready(): Promise<void> {
    const until = performance.now() + READY_MILLIS_MAX;
    for (;;) {
      const url = /ready: (\S+)/.exec(this.said())?.[1];
      if (url !== undefined) {
        this.url = url;
        this.postmaster = await this.servingPostmaster();
        return;
      }
      if (!this.runs() || performance.now() > until) throw new Error('the house did not start');
      await pause(LOOK_MILLIS);
    }
  }

  /** After {@link stop}: the same directory again. Answers the milliseconds until it said it is ready. */
  async startAgain(): Promise<number> {
    const started = performance.now();
    this.launch();
    await this.ready();
    return performance.now() - started;
  }

  /** Ends the house at once and leaves its Postgres, for looking at what lies there while nothing moves. */
  async leavePostgres(): Promise<void> {
    await this.endChild('SIGKILL');
  }

  /** Ends the house and its Postgres; what they keep stays. */
  async stop(): Promise<void> {
    await this.endChild('SIGINT');
    const postmaster = await this.servingPostmaster();
    if (postmaster !== null) await endProcess(postmaster);
  }

  output(): string {
    return this.said();
  }

  /** Its provider stays where it is over restarts. */
  async tokenOf(account: string): Promise<string> {
    this.tokens ??= demoTokens(signInDirectory(this.data), await issuerOf(this.url));
    return this.tokens(account);
  }

  get programs(): Programs {
    return { house: [this.child?.pid ?? 0] };
  }

  async postgresUrl(database = 'postgres'): Promise<string> {
    const { superuser } = JSON.parse(await readFile(join(this.data, 'secrets.json'), 'utf8')) as { superuser: string };
    const port = (await readFile(join(this.data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3] ?? '';
    return `postgres://postgres:${encodeURIComponent(superuser)}@127.0.0.1:${port.trim()}/${database}`;
  }

  /** Leaves no process and no directory behind, however the house ended. */
  async end(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  private launch(): void {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    this.child = spawn(process.execPath, [launcher, 'start', '--data', this.data, '--port', '0'], {
      cwd: root,
      env: { ...env, YICHUANG_LANG: 'en' },
      // a group of its own: Ctrl-C reaches the bench, and the bench ends the house
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.said = hearOutput(this.child);
  }

  private async endChild(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child === null || !this.runs()) return;
    const closed = once(child, 'close');
    child.kill(signal);
    const killer = setTimeout(() => child.kill('SIGKILL'), END_MILLIS_MAX);
    await closed;
    clearTimeout(killer);
  }

  private runs(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  private async servingPostmaster(): Promise<number | null> {
    const text = await readFile(join(this.data, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(text.split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  }
}

async function endProcess(pid: number): Promise<void> {
  const until = performance.now() + END_MILLIS_MAX;
  for (let signal: NodeJS.Signals | 0 = 'SIGINT'; performance.now() < until; signal = 0) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await isZombie(pid)) return;
    await pause(LOOK_MILLIS);
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Raw } from '@yichuang/yichuang';
import { Agent, request } from 'undici';
import type { Guard } from './guard.js';

/** All services, which start together on two cores, beside whatever else runs there. */
const READY_MILLIS_MAX = 180_000;
/** A service gives up ending by itself after 20 s and says so. */
const STOP_MILLIS_MAX = 30_000;
const LOOK_MILLIS = 50;
/** One that is stopped takes the question and says nothing. */
const ANSWER_MILLIS_MAX = 5_000;
const AGAIN_FIRST_MILLIS = 100;
const AGAIN_MOST_MILLIS = 5_000;
/** Who lived this long did not end because he cannot start. */
const LIVED_MILLIS = 10_000;
/** What a failing service said last. */
const LAST_CHARACTERS = 2_000;

export interface ServiceProcessOptions {
  readonly name: string;
  readonly instance: number;
  readonly main: string;
  readonly settings: Raw;
  readonly logFile: string;
  readonly guard: Guard;
  /** Started again whenever it ends without being told to. */
  readonly restart: boolean;
}

/** One instance of a service: an operating-system process that may be killed and started again. */
export class ServiceProcess {
  private child: ChildProcess | null = null;
  private gone: Promise<unknown> = Promise.resolve();
  private wanted = false;
  private retired = false;
  private beganAt = 0;
  private again = 0;

  constructor(private readonly options: ServiceProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get instance(): number {
    return this.options.instance;
  }

  /** Of the living process; `null` when none lives. */
  get pid(): number | null {
    return this.lives() ? (this.child?.pid ?? null) : null;
  }

  /** `host:port` or a socket's path. */
  get address(): string {
    return this.options.settings['LISTEN'] ?? '';
  }

  get logFile(): string {
    return this.options.logFile;
  }

  /** Begins a process, where none lives, and waits until it is ready. @throws Error with what it said last */
  async start(): Promise<void> {
    this.begin();
    await this.ready();
  }

  /** Begins a process, where none lives. */
  begin(): void {
    if (this.retired) return;
    this.wanted = true;
    if (this.lives()) return;
    const { main, settings, logFile, guard } = this.options;
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'] ?? '', ...settings },
      stdio: ['ignore', log, log],
      // a group of its own: Ctrl-C reaches us, who end the services in good order
      detached: true,
    });
    closeSync(log);
    this.child = child;
    this.beganAt = performance.now();
    this.gone = once(child, 'exit').catch(() => undefined);
    if (child.pid !== undefined) guard.watch(child.pid);
    if (this.options.restart) void this.gone.then(() => this.supervise(child));
  }

  /** Waits for `/readyz`. @throws Error when it ends or does not become ready within `millisMax` */
  async ready(signal?: AbortSignal, millisMax = READY_MILLIS_MAX): Promise<void> {
    const until = performance.now() + millisMax;
    for (;;) {
      const answer = await this.ask('/readyz');
      if (answer?.status === 200) return;
      signal?.throwIfAborted();
      const ended = !this.lives() && (this.retired || !this.options.restart);
      if (ended) throw new Error(`${this.label} ended: ${this.lastWords()}`);
      if (performance.now() > until)
        throw new Error(`${this.label} does not become ready: ${answer?.text ?? 'no answer'} ${this.lastWords()}`);
      await pause(LOOK_MILLIS);
    }
  }

  /** What it answers there; `null` when it does not. */
  async status(path: string): Promise<number | null> {
    return (await this.ask(path))?.status ?? null;
  }

  private async ask(path: string): Promise<{ readonly status: number; readonly text: string } | null> {
    const socket = this.address.startsWith('/');
    const url = `http://${socket ? 'localhost' : this.address}${path}`;
    const way = this.way(socket);
    try {
      const { statusCode, body } = await request(url, { dispatcher: way, headersTimeout: ANSWER_MILLIS_MAX });
      return { status: statusCode, text: await body.text() };
    } catch {
      return null;
    } finally {
      await way.close().catch(() => undefined);
    }
  }

  /** Sends a signal; SIGKILL by default. Waits for the end where the signal brings it. A supervisor would start it again. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.options.restart) this.wanted = false;
    if (!this.lives()) return;
    this.child?.kill(signal);
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await this.gone;
  }

  /** Stops it for good, as the cluster ends: whoever is still at work on the cluster begins nothing any more. */
  async retire(): Promise<void> {
    this.retired = true;
    await this.stop();
  }

  /** As whoever runs it in earnest does: SIGTERM, and patience. */
  async stop(): Promise<void> {
    this.wanted = false;
    if (!this.lives()) return;
    this.child?.kill('SIGTERM');
    // one that was stopped hears it when it goes on
    this.child?.kill('SIGCONT');
    const killer = setTimeout(() => this.child?.kill('SIGKILL'), STOP_MILLIS_MAX);
    await this.gone;
    clearTimeout(killer);
  }

  private async supervise(ended: ChildProcess): Promise<void> {
    this.again = performance.now() - this.beganAt > LIVED_MILLIS ? 0 : this.again + 1;
    const millis = Math.min(AGAIN_MOST_MILLIS, AGAIN_FIRST_MILLIS * 2 ** this.again);
    await pause(millis, null, { ref: false });
    if (this.wanted && this.child === ended) this.begin();
  }

  private lives(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  private get label(): string {
    return `${this.name} ${String(this.instance)}`;
  }

  private lastWords(): string {
    return readFileSync(this.logFile, 'utf8').slice(-LAST_CHARACTERS).trim();
  }

  /** A connection for one question: the process behind it comes and goes. */
  private way(socket: boolean): Agent {
    const brief = { keepAliveTimeout: 1, keepAliveMaxTimeout: 1 };
    return new Agent(socket ? { ...brief, connect: { socketPath: this.address } } : brief);
  }
}

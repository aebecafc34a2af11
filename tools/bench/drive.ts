import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { accountFor, type Addressed, type TokenOf } from '@yichuang/testing';
import { Pool } from 'undici';
import { listen, type LiveEvent } from './live.js';

/** Events after which a case does nothing more by itself. */
export const stops = [
  'CaseCompleted',
  'ApplicationDeclined',
  'CaseRefused',
  'CaseWithdrawn',
  'OneTimeNoticeIssued',
] as const;

export interface Taken {
  readonly caseId: string;
  readonly position: string;
}

/** How a case stopped, and when this process heard of it (`performance.now()`). */
export interface Stopped {
  readonly type: string;
  readonly at: number;
}

/** A busy door says when to come back; this often it is worth it. */
const BUSY_TRIES_MAX = 300;
/** A case that has not stopped after this long is looked at and reported with its status. */
const PATIENCE_MILLIS = 120_000;

interface Waiter {
  readonly heard: (stopped: Stopped) => void;
  readonly failed: (error: Error) => void;
}

/** Hands applications in through the public door and hears of their ends through its live updates; nothing is polled. */
export class Drive {
  /** Ends heard before anybody asked for them: an event may overtake the answer to the application it is about. */
  private readonly unclaimed = new Map<string, Stopped>();
  private readonly waiters = new Map<string, Waiter>();
  private lost: Error | null = null;
  private live: { close(): Promise<void> } | null = null;

  private constructor(
    private readonly pool: Pool,
    private readonly tokenOf: TokenOf,
  ) {}

  static async open(house: Addressed, connections = 64): Promise<Drive> {
    const drive = new Drive(new Pool(house.url, { connections, pipelining: 1 }), (account) => house.tokenOf(account));
    drive.live = await listen(
      house,
      new Set(stops),
      (event) => {
        drive.hear(event);
      },
      (error) => {
        drive.loseAll(error);
      },
    );
    return drive;
  }

  /** One application, given as a form or as its JSON. Tried again with the same key while the door is busy. */
  async send(form: object | string, idempotencyKey: string = randomUUID()): Promise<Taken> {
    const body = typeof form === 'string' ? form : JSON.stringify(form);
    return this.call<Taken>('POST', '/api/v1/cases', { body, idempotencyKey });
  }

  /** The next stop of a case. @throws Error with the case's status when none is heard of in time */
  async stop(caseId: string, patienceMillis = PATIENCE_MILLIS): Promise<Stopped> {
    const known = this.unclaimed.get(caseId);
    if (known !== undefined) {
      this.unclaimed.delete(caseId);
      return known;
    }
    if (this.lost !== null) throw this.lost;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Stopped>((heard, failed) => {
        this.waiters.set(caseId, { heard, failed });
        timer = setTimeout(() => {
          failed(new Error(`case ${caseId} has not stopped after ${String(patienceMillis)} ms`));
        }, patienceMillis);
      });
    } catch (error) {
      throw await this.withStatus(caseId, error);
    } finally {
      clearTimeout(timer);
      this.waiters.delete(caseId);
    }
  }

  async get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path, {});
  }

  async close(): Promise<void> {
    await this.live?.close();
    await this.pool.destroy();
  }

  private hear({ caseId, type }: LiveEvent): void {
    const stopped = { type, at: performance.now() };
    const waiter = this.waiters.get(caseId);
    if (waiter === undefined) this.unclaimed.set(caseId, stopped);
    else waiter.heard(stopped);
  }

  private loseAll(error: Error): void {
    this.lost = error;
    for (const waiter of this.waiters.values()) waiter.failed(error);
  }

  private async withStatus(caseId: string, error: unknown): Promise<unknown> {
    const view = await this.get<{ status: string }>(`/api/v1/cases/${caseId}`).catch(() => null);
    if (view === null || !(error instanceof Error)) return error;
    return new Error(`${error.message}; it is ${view.status}`);
  }

  private async call<T>(
    method: 'GET' | 'POST',
    path: string,
    { body, idempotencyKey }: { readonly body?: string; readonly idempotencyKey?: string },
  ): Promise<T> {
    const token = await this.tokenOf(accountFor(method, path));
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    };
    for (let tries = 1; ; tries += 1) {
      const answer = await this.pool.request({ method, path, headers, ...(body === undefined ? {} : { body }) });
      const text = await answer.body.text();
      if (answer.statusCode < 300) return JSON.parse(text) as T;
      const busy = answer.statusCode === 429 || answer.statusCode === 503;
      if (!busy || tries >= BUSY_TRIES_MAX) {
        throw new Error(`${method} ${path} was answered ${String(answer.statusCode)}: ${text.slice(0, 1_000)}`);
      }
      await pause(Math.max(0.05, Number(answer.headers['retry-after'] ?? 1)) * 1_000);
    }
  }
}

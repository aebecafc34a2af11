import { ON_BEHALF_OF, type Identity } from '@yichuang/host';
import type { TokenOf } from '@yichuang/testing';
import { Pool } from 'undici';
import type { ToyEnd } from './ends.js';
import type { Hearing } from './hearing-ends.js';
import { toyApplication, toyCode, toySteps } from './toy-work.js';
import type { Toys } from './toys.js';

/** As many as are ever under way. */
const CONNECTIONS = 256;
const PATIENCE_MILLIS = 120_000;

interface Waiter {
  readonly over: (end: ToyEnd) => void;
  readonly failed: (error: Error) => void;
}

/** Hands toy cases in at the orchestrator's door and hears of their ends; nothing is polled. */
export class ToyDrive {
  /** Ends heard before their waiter stood there: a case may be over before the answer to its application is read. */
  private readonly unclaimed = new Map<string, ToyEnd>();
  private readonly waiters = new Map<string, Waiter>();
  private lost: Error | null = null;
  private hearing: Hearing | null = null;

  private constructor(
    private readonly door: Pool,
    private readonly identity: Identity,
    private readonly tokenOf: TokenOf,
  ) {}

  static async open({
    urls,
    identity,
    tokenOf,
    hear,
  }: Pick<Toys, 'urls' | 'identity' | 'tokenOf' | 'hear'>): Promise<ToyDrive> {
    const door = new Pool(urls['orchestrator'] ?? '', { connections: CONNECTIONS, pipelining: 1 });
    const drive = new ToyDrive(door, identity, tokenOf);
    drive.hearing = await hear({
      onEnd: (end) => {
        drive.heard(end);
      },
      onLost: (error) => {
        drive.loseAll(error);
      },
    });
    return drive;
  }

  /**
   * One case, from the application until its end is known here.
   *
   * @throws Error when it is turned down, does not end in time, or ends with other results than it should
   */
  async run(caseId: string): Promise<void> {
    const { statusCode, body } = await this.door.request({
      method: 'POST',
      path: `/desks/case/cases/${caseId}/submit`,
      headers: {
        authorization: `Bearer ${await this.identity.tokenFor('orchestrator')}`,
        [ON_BEHALF_OF]: await this.tokenOf('applicant-1'),
        'content-type': 'application/json',
        'idempotency-key': caseId,
      },
      body: JSON.stringify(toyApplication(caseId)),
    });
    const said = await body.text();
    if (statusCode !== 201) throw new Error(`case ${caseId} was answered ${String(statusCode)}: ${said}`);
    const { steps, code } = await this.end(caseId);
    if (steps === toySteps.length && code === toyCode(caseId)) return;
    throw new Error(`case ${caseId} ended with ${String(steps)} results and the code ${code}`);
  }

  async close(): Promise<void> {
    await this.hearing?.close();
    await this.door.destroy();
  }

  private end(caseId: string): Promise<ToyEnd> {
    const known = this.unclaimed.get(caseId);
    if (known !== undefined) {
      this.unclaimed.delete(caseId);
      return Promise.resolve(known);
    }
    return new Promise((resolve, reject) => {
      if (this.lost !== null) {
        reject(this.lost);
        return;
      }
      const settle = (): void => {
        clearTimeout(timer);
        this.waiters.delete(caseId);
      };
      const failed = (error: Error): void => {
        settle();
        reject(error);
      };
      const timer = setTimeout(() => {
        failed(new Error(`case ${caseId} has not ended after ${String(PATIENCE_MILLIS)} ms`));
      }, PATIENCE_MILLIS);
      this.waiters.set(caseId, {
        over: (end) => {
          settle();
          resolve(end);
        },
        failed,
      });
    });
  }

  private heard(end: ToyEnd): void {
    const waiter = this.waiters.get(end.caseId);
    if (waiter === undefined) this.unclaimed.set(end.caseId, end);
    else waiter.over(end);
  }

  private loseAll(error: Error): void {
    this.lost = error;
    for (const waiter of this.waiters.values()) waiter.failed(error);
  }
}

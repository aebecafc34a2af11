import { Client, Pool } from 'undici';
import { toyApplication, toyCode, toySteps } from './toy-work.js';
import type { ToyEnd } from './window.js';

/** As many as are ever under way. */
const CONNECTIONS = 256;
const PATIENCE_MILLIS = 120_000;

interface Waiter {
  readonly over: (end: ToyEnd) => void;
  readonly failed: (error: Error) => void;
}

/** Hands toy cases in at the orchestrator's door and hears of their ends at the window; nothing is polled. */
export class ToyDrive {
  /** Ends heard before their waiter stood there: a case may be over before the answer to its application is read. */
  private readonly unclaimed = new Map<string, ToyEnd>();
  private readonly waiters = new Map<string, Waiter>();
  private readonly ending = new AbortController();
  private lost: Error | null = null;

  private constructor(
    private readonly door: Pool,
    private readonly window: Client,
  ) {}

  static async open(doorUrl: string, windowUrl: string): Promise<ToyDrive> {
    const drive = new ToyDrive(
      new Pool(doorUrl, { connections: CONNECTIONS, pipelining: 1 }),
      new Client(windowUrl, { bodyTimeout: 0 }),
    );
    await drive.listen();
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
      headers: { 'content-type': 'application/json', 'idempotency-key': caseId },
      body: JSON.stringify(toyApplication(caseId)),
    });
    const said = await body.text();
    if (statusCode !== 201) throw new Error(`case ${caseId} was answered ${String(statusCode)}: ${said}`);
    const { steps, code } = await this.end(caseId);
    if (steps === toySteps.length && code === toyCode(caseId)) return;
    throw new Error(`case ${caseId} ended with ${String(steps)} results and the code ${code}`);
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.window.destroy();
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

  private async listen(): Promise<void> {
    const { statusCode, body } = await this.window.request({
      method: 'GET',
      path: '/ends',
      headers: { accept: 'text/event-stream' },
      signal: this.ending.signal,
    });
    if (statusCode !== 200) throw new Error(`the window answered ${String(statusCode)}`);
    void this.follow(body).then(
      () => {
        this.loseAll(new Error('the window closed'));
      },
      (error: unknown) => {
        this.loseAll(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  private async follow(body: AsyncIterable<Buffer>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.read(line);
    }
  }

  private read(line: string): void {
    if (!line.startsWith('data:')) return;
    for (const end of JSON.parse(line.slice('data:'.length)) as ToyEnd[]) this.hear(end);
  }

  private hear(end: ToyEnd): void {
    const waiter = this.waiters.get(end.caseId);
    if (waiter === undefined) this.unclaimed.set(end.caseId, end);
    else waiter.over(end);
  }

  private loseAll(error: Error): void {
    if (this.ending.signal.aborted) return;
    this.lost = error;
    for (const waiter of this.waiters.values()) waiter.failed(error);
  }
}

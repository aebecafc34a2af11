import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Addressed } from '@yichuang/testing';
import { Pool } from 'undici';

/** What became of everything that was sent. */
export interface Sent {
  /** Case ids, each once. */
  readonly accepted: ReadonlySet<string>;
  /** Answers 429, each of which said when to come back. */
  readonly refusals: number;
  /** Any other answer but 201 and 200: there should be none. */
  readonly faults: readonly string[];
}

/** Sends every form as fast as the door takes it, and comes back when it says so, until all are taken. */
export class Sender {
  readonly accepted = new Set<string>();
  refusals = 0;
  readonly faults: string[] = [];
  private readonly pool: Pool;

  constructor(
    private readonly house: Addressed,
    private readonly lanes: number,
  ) {
    this.pool = new Pool(house.url, { connections: lanes, pipelining: 1 });
  }

  async sendAll(forms: Iterable<string>, signal?: AbortSignal): Promise<Sent> {
    const left = forms[Symbol.iterator]();
    const lane = async (): Promise<void> => {
      for (let next = left.next(); next.done !== true; next = left.next()) await this.send(next.value, signal);
    };
    await Promise.all(Array.from({ length: this.lanes }, lane));
    return this;
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async send(body: string, signal?: AbortSignal): Promise<void> {
    const idempotencyKey = randomUUID();
    for (;;) {
      signal?.throwIfAborted();
      const headers = {
        authorization: `Bearer ${await this.house.tokenOf('applicant-1')}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      };
      const answer = await this.pool.request({ method: 'POST', path: '/api/v1/cases', headers, body });
      const text = await answer.body.text();
      if (answer.statusCode === 201 || answer.statusCode === 200) {
        this.accepted.add((JSON.parse(text) as { caseId: string }).caseId);
        return;
      }
      const after = Number(answer.headers['retry-after']);
      if (answer.statusCode === 429 && after > 0) this.refusals += 1;
      else this.faults.push(`${String(answer.statusCode)} ${text.slice(0, 300)}`);
      await pause((after > 0 ? after : 1) * 1_000, null, { ...(signal === undefined ? {} : { signal }) });
    }
  }
}

import { createHash } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import { NOTIFIER, type Actor } from '@yichuang/contracts';
import type { ClientOnBehalf } from '@yichuang/host';
import { LRUCache } from 'lru-cache';
import type { House } from '../house.js';
import { OPENING_PAUSES_MILLIS, OPENINGS_KNOWN_MAX, OPENINGS_WAITING_MAX } from '../limits.js';

/** Somebody was shown a document of a case. */
export interface Opening {
  readonly caseId: string;
  /** Its number, `licence` or `package`. */
  readonly document: string;
  readonly reader: Pick<Actor, 'id' | 'roles'>;
}

/**
 * Proof of service: has the notifier write down who opened which document. It knows whose the case is, and writes down each
 * reader once; here is only kept who need not be told of again. Nobody waits for it: what cannot be said is said again some
 * times, and what is lost then is said when the document is next opened.
 */
export class Openings implements OnApplicationShutdown {
  private readonly said = new LRUCache<string, true>({ max: OPENINGS_KNOWN_MAX });
  private readonly waiting = new Set<Promise<void>>();
  private readonly ending = new AbortController();

  constructor(
    private readonly failed: (error: unknown) => void,
    private readonly pausesMillis: readonly number[] = OPENING_PAUSES_MILLIS,
  ) {}

  /** @param house as the reader reaches it: it is his own word that he has read it */
  note({ services }: Pick<House, 'services'>, opening: Opening): void {
    const { caseId, document, reader } = opening;
    // by the reading of officers and auditors nothing is served
    if (!reader.roles.some((role) => role === 'applicant' || role === 'agent')) return;
    const key = createHash('sha256').update([caseId, document, reader.id].join('\n')).digest('hex');
    const notifier = services.get(NOTIFIER);
    if (notifier === undefined || this.said.has(key) || this.waiting.size >= OPENINGS_WAITING_MAX) return;
    this.said.set(key, true);
    const saying = this.say(notifier, opening, key)
      .catch((error: unknown) => {
        this.said.delete(key);
        this.failed(error);
      })
      .finally(() => this.waiting.delete(saying));
    this.waiting.add(saying);
  }

  /** All that was noted so far has been said, or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.waiting);
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.settled();
  }

  private async say(notifier: ClientOnBehalf, { caseId, document }: Opening, key: string): Promise<void> {
    const path = `/desks/notification/cases/${caseId}/read`;
    for (const pause of this.pausesMillis) {
      try {
        await notifier.post(path, { document }, { 'idempotency-key': key });
        return;
      } catch {
        await after(pause, undefined, { signal: this.ending.signal, ref: false });
      }
    }
    await notifier.post(path, { document }, { 'idempotency-key': key });
  }
}

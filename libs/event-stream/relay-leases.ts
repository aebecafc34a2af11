import { cursorMillis } from './limits.js';
import { RelayShards } from './relay-shards.js';
import type { Trouble } from './trouble.js';
import type { Outbox } from './types.js';

/** A relay's dealings with the store: leases renewed in time, cursors moved after the fact, shards given back. */
export class RelayLeases {
  readonly shards = new RelayShards();
  private readonly renewal: NodeJS.Timeout;
  /** One after another, so that no step reads what another is about to change. */
  private last: Promise<unknown> = Promise.resolve();
  private cursorTimer: NodeJS.Timeout | null = null;
  private givenBackUntil = 0;
  private closed = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly owner: string,
    private readonly millis: number,
    private readonly trouble: Trouble,
    private readonly onLeased: () => void,
  ) {
    // A third of the lease: two renewals may fail before it runs out.
    this.renewal = setInterval(() => {
      this.lease();
    }, millis / 3);
  }

  get givenBack(): boolean {
    return this.givenBackUntil > Date.now();
  }

  lease(): void {
    this.inTurn('the relay could not renew its lease', async () => {
      const asked = Date.now();
      if (this.closed || this.givenBack) return;
      this.shards.leased(await this.outbox.lease(this.owner, this.millis), asked + this.millis);
      // A move refused because another relay had moved on: what was published beyond it must not wait for the next event.
      if (this.shards.moves().size > 0) this.storeCursorsSoon();
      this.onLeased();
    });
  }

  /** Off the way of the next publication, and many moves at once: a crash before it only publishes the tail again. */
  storeCursorsSoon(): void {
    this.cursorTimer ??= setTimeout(() => {
      this.cursorTimer = null;
      this.inTurn('the relay could not store its cursors', () => this.storeCursors());
    }, cursorMillis);
  }

  /** Lets others try for the length of a lease. */
  giveBack(): void {
    this.givenBackUntil = Date.now() + this.millis;
    this.inTurn('the relay could not give its shards back', async () => {
      await this.storeCursors();
      this.shards.drop();
      await this.outbox.release(this.owner);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.renewal);
    if (this.cursorTimer !== null) clearTimeout(this.cursorTimer);
    this.giveBack();
    await this.last;
  }

  private async storeCursors(): Promise<void> {
    const moves = this.shards.moves();
    if (moves.size === 0) return;
    try {
      const all = this.shards.moved(moves, await this.outbox.advance(moves));
      // Somebody else moved one: the next lease tells where it is.
      if (!all) this.lease();
    } catch (error) {
      if (!this.closed) this.storeCursorsSoon();
      throw error;
    }
  }

  private inTurn(failure: string, work: () => Promise<void>): void {
    this.last = this.last.then(work).catch((error: unknown) => {
      this.trouble(failure, error);
    });
  }
}

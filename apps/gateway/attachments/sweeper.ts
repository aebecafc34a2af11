import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { OwnHouse } from '../house.js';
import { ORPHAN_MILLIS, SWEEP_MILLIS } from '../limits.js';
import type { AttachmentStore } from './store.js';

/** Takes away bytes that nothing tells of: of a gateway that died before it said so, and of drafts that are no more. */
export class Sweeper implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: AttachmentStore | null,
    private readonly own: Pick<OwnHouse, 'orchestrator'>,
    /** What it could not do now it does the next time. */
    private readonly failed: (error: unknown) => void,
  ) {}

  onModuleInit(): void {
    if (this.store === null) return;
    const { store } = this;
    this.timer = setInterval(() => {
      this.sweeping = this.sweeping.then(() => this.sweep(store)).catch(this.failed);
    }, SWEEP_MILLIS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.sweeping;
  }

  /** Answers how many were taken away. */
  async sweep(store: AttachmentStore, ageMillis = ORPHAN_MILLIS): Promise<number> {
    let removed = 0;
    for await (const { ownerId, ids } of store.olderThan(ageMillis)) {
      const { ids: known } = await this.own.orchestrator.get<{ ids: string[] }>(`/attachments/${ownerId}/known`);
      for (const id of ids.filter((one) => !known.includes(one))) {
        await store.remove({ ownerId, id });
        removed += 1;
      }
    }
    return removed;
  }
}

import type { Feed } from './feed.js';
import { POSITION_LOOK_MILLIS } from './limits.js';

interface Wait {
  readonly shard: number;
  readonly position: number;
  readonly resolve: (reached: boolean) => void;
}

/** Readers who wait for a write to show. */
export class PositionWaits {
  private readonly known = new Map<number, number>();
  private readonly waits = new Set<Wait>();
  private looking: NodeJS.Timeout | null = null;
  private asking = false;

  constructor(private readonly feed: Feed) {}

  reached(shard: number, position: number): void {
    if (position > (this.known.get(shard) ?? -1)) this.known.set(shard, position);
    for (const wait of this.waits) if (wait.shard === shard && wait.position <= position) this.settle(wait, true);
  }

  wait(shard: number, position: number, millis: number): Promise<boolean> {
    if (position <= (this.known.get(shard) ?? -1)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.settle(wait, false);
      }, millis);
      const wait: Wait = {
        shard,
        position,
        resolve: (reached) => {
          clearTimeout(timer);
          resolve(reached);
        },
      };
      this.waits.add(wait);
      void this.look();
    });
  }

  close(): void {
    for (const wait of this.waits) this.settle(wait, false);
  }

  private async look(): Promise<void> {
    if (this.asking || this.looking !== null) return;
    this.asking = true;
    try {
      for (const [shard, { publicPosition }] of await this.feed.heads()) this.reached(shard, publicPosition);
    } catch {
      // a database that is away reaches nothing; the waits end by themselves
    }
    this.asking = false;
    if (this.waits.size === 0) return;
    this.looking = setTimeout(() => {
      this.looking = null;
      void this.look();
    }, POSITION_LOOK_MILLIS);
  }

  private settle(wait: Wait, reached: boolean): void {
    if (this.waits.delete(wait)) wait.resolve(reached);
  }
}

import { packEveryMillis } from '../limits.js';
import type { Trouble } from '../trouble.js';
import { packLog, type Packing } from './pack-log.js';

export interface PackerOptions extends Packing {
  readonly everyMillis?: number;
}

/** Packs old records of one log now and then, for as long as the process has it open. */
export class Packer {
  private readonly ending = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | null = null;

  constructor(
    private readonly connectionString: string,
    private readonly options: PackerOptions,
    private readonly trouble: Trouble,
  ) {
    this.timer = setInterval(() => {
      this.running ??= this.pack();
    }, options.everyMillis ?? packEveryMillis);
    this.timer.unref();
  }

  /** Lets the pack in hand be finished. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    this.ending.abort();
    await this.running;
  }

  private async pack(): Promise<void> {
    try {
      await packLog({ ...this.options, connectionString: this.connectionString, signal: this.ending.signal });
    } catch (error) {
      this.trouble('old records cannot be packed', error);
    } finally {
      this.running = null;
    }
  }
}

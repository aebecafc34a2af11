import type { Admin } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import { backOffMillis } from '../back-off.js';
import * as limits from '../limits.js';
import type { Trouble } from '../trouble.js';
import { clientOf, retries } from './client.js';
import type { KafkaStreamOptions } from './options.js';

/** What is asked of the cluster beside records: topics, ends, groups. */
export class Control {
  private admin: Promise<Admin> | null = null;

  constructor(
    private readonly options: KafkaStreamOptions,
    private readonly trouble: Trouble,
  ) {}

  connect(): Promise<Admin> {
    const known = this.admin;
    if (known !== null) return known;
    const admin = clientOf(this.options, this.trouble).admin({ retry: retries });
    const connected = admin.connect().then(() => admin);
    this.admin = connected;
    connected.catch(() => {
      if (this.admin === connected) this.admin = null;
    });
    return connected;
  }

  /**
   * Asks, and where the brokers answer that a partition or a group is served elsewhere by now, asks again through a new
   * client: the library's own goes on asking the broker it knew, for minutes.
   */
  async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      const admin = await this.connect();
      try {
        return await question(admin);
      } catch (error) {
        if (!isPassing(error) || failures > limits.clientRetries) throw error;
        await pause(backOffMillis(failures));
        await this.renew(admin);
      }
    }
  }

  async close(): Promise<void> {
    const admin = await this.admin?.catch(() => null);
    this.admin = null;
    await admin?.disconnect();
  }

  private async renew(old: Admin): Promise<void> {
    if ((await this.admin) === old) this.admin = null;
    await old.disconnect().catch(() => undefined);
  }
}

/** An answer of a broker that another broker, or the same one a little later, would not give. */
function isPassing(error: unknown): boolean {
  return error instanceof Error && 'type' in error && 'retriable' in error && error.retriable === true;
}

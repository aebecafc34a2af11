import { warn } from '../trouble.js';
import type { StreamEngine } from '../types.js';
import { KafkaStream } from './engine.js';
import { Hub } from './hub.js';
import type { KafkaStreamOptions } from './options.js';

interface Joined {
  readonly hub: Hub;
  members: number;
}

/** Engines of one process on one cluster, whichever service opened them. */
const hubs = new Map<string, Joined>();

/**
 * Opens the stream on Apache Kafka. Resolves at once: a cluster that is away is waited for with back-off, `health()` says so,
 * and things begin when it comes. A topic with another number of partitions is refused where it is first used.
 */
export function openKafkaStream(options: KafkaStreamOptions): Promise<StreamEngine> {
  const trouble = options.trouble ?? warn;
  if (options.joined === false) {
    const hub = new Hub(options, trouble);
    return Promise.resolve(new KafkaStream(hub, options, () => hub.close(), trouble));
  }
  const key = keyOf(options);
  const joined = hubs.get(key) ?? { hub: new Hub(options, trouble), members: 0 };
  hubs.set(key, joined);
  joined.members += 1;
  return Promise.resolve(new KafkaStream(joined.hub, options, () => leave(key, joined), trouble));
}

/** What must be equal for two services to share connections. */
function keyOf({ brokers, partitions, tls, sasl }: KafkaStreamOptions): string {
  return JSON.stringify([brokers, partitions, tls, sasl]);
}

async function leave(key: string, joined: Joined): Promise<void> {
  joined.members -= 1;
  if (joined.members > 0) return;
  hubs.delete(key);
  await joined.hub.close();
}

import { pollMillis } from '../limits.js';
import { warn, type Trouble } from '../trouble.js';
import type { StreamEngine } from '../types.js';
import { EmbeddedStream } from './engine.js';
import { Hub } from './hub.js';
import type { PackerOptions } from './packer.js';
import { ensureSchema } from './schema.js';

export interface EmbeddedStreamOptions {
  /** The log's own database, which must exist; its tables are made if they are not there. */
  readonly connectionString: string;
  /** Partitions of every topic, equal to the stores' shards. Fixed when the log is made, checked at every opening. */
  readonly partitions: number;
  /** How often records of other processes are looked for, ms. */
  readonly pollMillis?: number;
  /** `false`: share neither commits nor memory with other engines of this process, as if this were a process of its own. */
  readonly joined?: boolean;
  /** How old records are packed; `false` to leave that to another process. Of engines that share, the first one's counts. */
  readonly packing?: PackerOptions | false;
  /** Told of lost connections, refused deliveries and stopped partitions. */
  readonly trouble?: Trouble;
}

interface Joined {
  readonly hub: Hub;
  members: number;
}

/** Engines of one process on one log, whichever service opened them. */
const hubs = new Map<string, Joined>();

/** @throws Error when the log has another number of partitions (both named), or cannot be reached */
export async function openEmbeddedStream(options: EmbeddedStreamOptions): Promise<StreamEngine> {
  await ensureSchema({ connectionString: options.connectionString, partitions: options.partitions });
  const trouble = options.trouble ?? warn;
  if (options.joined === false) {
    const hub = newHub(options, trouble);
    return new EmbeddedStream(hub, () => hub.close(), trouble);
  }
  const joined = hubs.get(options.connectionString) ?? { hub: newHub(options, trouble), members: 0 };
  hubs.set(options.connectionString, joined);
  joined.members += 1;
  return new EmbeddedStream(joined.hub, () => leave(options.connectionString, joined), trouble);
}

function newHub(options: EmbeddedStreamOptions, trouble: Trouble): Hub {
  const { connectionString, partitions, packing = {} } = options;
  return new Hub({ connectionString, partitions, pollMillis: options.pollMillis ?? pollMillis, packing, trouble });
}

async function leave(connectionString: string, joined: Joined): Promise<void> {
  joined.members -= 1;
  if (joined.members > 0) return;
  hubs.delete(connectionString);
  await joined.hub.close();
}

import pg from 'pg';
import { commitBytes, commitRecords } from '../limits.js';
import type { OutgoingRecord } from '../types.js';
import { publishGroup, type Group } from './publish.js';
import type { Topic } from './topic.js';
import type { Words } from './words.js';

type Batches = ReadonlyMap<number, readonly OutgoingRecord[]>;

interface Waiting {
  readonly topic: Topic;
  readonly batches: Batches;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Everything this process publishes goes through here: what waits while a commit is under way shares the next one. */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private running = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly words: Words,
  ) {}

  publish(topic: Topic, batches: Batches): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ topic, batches, resolve, reject });
      if (this.running) return;
      this.running = true;
      // Publishers woken by the same turn of the event loop are all heard before the commit starts.
      setImmediate(() => void this.drain());
    });
  }

  private async drain(): Promise<void> {
    for (let group = this.take(); group.length > 0; group = this.take()) await this.settle(group);
    this.running = false;
  }

  /** The first that waits and, up to the limits, all others of its topic. */
  private take(): Waiting[] {
    const topic = this.waiting[0]?.topic;
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    let records = 0;
    let bytes = 0;
    for (const each of this.waiting) {
      const fits = taken.length === 0 || (records < commitRecords && bytes < commitBytes);
      if (each.topic !== topic || !fits) {
        left.push(each);
        continue;
      }
      taken.push(each);
      for (const batch of each.batches.values()) {
        records += batch.length;
        bytes += batch.reduce((sum, record) => sum + record.body.length, 0);
      }
    }
    this.waiting = left;
    return taken;
  }

  private async settle(waiting: readonly Waiting[]): Promise<void> {
    try {
      await this.commit(waiting);
      for (const each of waiting) each.resolve();
    } catch (error) {
      if (waiting.length > 1 && isOneOnesFault(error)) for (const each of waiting) await this.settle([each]);
      else for (const each of waiting) each.reject(error);
    }
  }

  private async commit(waiting: readonly Waiting[]): Promise<void> {
    const topic = waiting[0]?.topic;
    if (topic === undefined) return;
    const group = join(waiting.map((each) => each.batches));
    await this.words.learn(wordsOf(group));
    topic.committed(group, await publishGroup(this.pool, topic.id, group, this.words));
  }
}

/** One list a partition, in the order of asking; partitions ascending, as their heads are locked. */
function join(all: readonly Batches[]): Group {
  const group = new Map<number, OutgoingRecord[]>();
  for (const batches of all) {
    for (const [partition, records] of batches) {
      const own = group.get(partition);
      if (own === undefined) group.set(partition, [...records]);
      else own.push(...records);
    }
  }
  return [...group].sort(([one], [other]) => one - other);
}

function* wordsOf(group: Group): Generator<string> {
  for (const [, records] of group) {
    for (const record of records) {
      yield record.source;
      yield record.type;
      yield record.audience;
    }
  }
}

/** Connection, rollback, resources, locks, operator and system: the machine's fault, which everybody shares. */
const machineClasses = new Set(['08', '40', '53', '55', '57', '58']);

function isOneOnesFault(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return !machineClasses.has((error.code ?? '').slice(0, 2));
  return error instanceof TypeError || error instanceof RangeError;
}

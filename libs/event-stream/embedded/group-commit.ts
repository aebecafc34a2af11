import pg from 'pg';
import { GroupSend, type Batches, type Group } from '../group-send.js';
import { commitBytes, commitRecords } from '../limits.js';
import { publishGroup } from './publish.js';
import type { Topic } from './topic.js';
import type { Words } from './words.js';

/** What this process publishes in commits that all share who wait at one time. */
export class GroupCommit {
  private readonly sends: GroupSend<Topic>;

  constructor(
    private readonly pool: pg.Pool,
    private readonly words: Words,
  ) {
    this.sends = new GroupSend({
      send: (topic, group) => this.commit(topic, group),
      isOneOnesFault,
      recordsMost: commitRecords,
      bytesMost: commitBytes,
    });
  }

  publish(topic: Topic, batches: Batches): Promise<void> {
    return this.sends.publish(topic, batches);
  }

  private async commit(topic: Topic, group: Group): Promise<void> {
    await this.words.learn(wordsOf(group));
    topic.committed(group, await publishGroup(this.pool, topic.id, group, this.words));
  }
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

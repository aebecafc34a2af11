import pg from 'pg';
import { connectMillis, readConnections, statementMillis } from '../limits.js';
import { messageOf, type Trouble } from '../trouble.js';
import { GroupCommit } from './group-commit.js';
import { Packer, type PackerOptions } from './packer.js';
import { Packs } from './packs.js';
import { readRecords, type Found, type Want } from './read.js';
import { findTopic, readEnds, type Topic } from './topic.js';
import { Words } from './words.js';

export interface HubOptions {
  readonly connectionString: string;
  readonly partitions: number;
  readonly pollMillis: number;
  /** `false`: old records stay as they are, unless another process packs them. */
  readonly packing: PackerOptions | false;
  readonly trouble: Trouble;
}

/**
 * One process's way to one log. Services of one process each open an engine of their own; the engines join the same hub,
 * so what they publish at the same instant shares a commit and what was committed reaches readers without a query.
 */
export class Hub {
  readonly partitions: number;
  private readonly writer: pg.Pool;
  private readonly reader: pg.Pool;
  private readonly words: Words;
  private readonly packs: Packs;
  private readonly packer: Packer | null;
  private readonly commits: GroupCommit;
  private readonly topics = new Map<string, Promise<Topic>>();
  private readonly poll: NodeJS.Timeout;
  private polling = false;
  private lastFault: string | null = null;

  constructor(private readonly options: HubOptions) {
    this.partitions = options.partitions;
    this.writer = this.pool('event-stream writer', 1);
    this.reader = this.pool('event-stream reader', readConnections);
    this.words = new Words(this.reader);
    this.packs = new Packs(this.reader, this.words);
    const { connectionString, packing, trouble } = options;
    this.packer = packing === false ? null : new Packer(connectionString, packing, trouble);
    this.commits = new GroupCommit(this.writer, this.words);
    this.poll = setInterval(() => void this.look(), options.pollMillis);
    this.poll.unref();
  }

  /** The topic, made on first use. */
  topic(name: string): Promise<Topic> {
    const known = this.topics.get(name);
    if (known !== undefined) return known;
    const found = findTopic(this.reader, name, this.partitions);
    this.topics.set(name, found);
    found.catch(() => this.topics.delete(name));
    return found;
  }

  publish: GroupCommit['publish'] = (topic, batches) => this.commits.publish(topic, batches);

  read(topic: Topic, wants: readonly Want[]): Promise<Found[]> {
    return readRecords({ pool: this.reader, words: this.words, packs: this.packs }, topic, wants);
  }

  /** The ends as the log has them now. */
  async ends(topic: Topic): Promise<readonly { readonly partition: number; readonly next: bigint }[]> {
    const ends = await readEnds(this.reader, topic.id);
    topic.seen(ends);
    return ends;
  }

  /** Records of the topic that lie in packs. */
  packed(topic: Topic): Promise<number> {
    return this.packs.recordsOf(topic);
  }

  async close(): Promise<void> {
    clearInterval(this.poll);
    await Promise.all([this.writer.end(), this.reader.end(), this.packer?.close()]);
  }

  /** What the last look at the log met with; `null` when it went well. */
  fault(): string | null {
    return this.lastFault;
  }

  /** For what other processes wrote; own records never wait for it. A topic nobody here reads is not asked about. */
  private async look(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    try {
      for (const found of this.topics.values()) {
        const topic = await found;
        if (topic.bells.size > 0) await this.ends(topic);
      }
      this.lastFault = null;
    } catch (error) {
      this.lastFault = `the log cannot be read: ${messageOf(error)}`;
      this.options.trouble('looking for new records', error);
    } finally {
      this.polling = false;
    }
  }

  private pool(name: string, max: number): pg.Pool {
    const pool = new pg.Pool({
      connectionString: this.options.connectionString,
      application_name: name,
      max,
      // A connection made anew costs more than the commit it is for.
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: connectMillis,
      keepAlive: true,
      statement_timeout: statementMillis,
      query_timeout: statementMillis + connectMillis,
      // The statements take arrays: planning them anew for each call gains nothing.
      options: '-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off',
    });
    // A connection lost while idle is replaced at the next use; without a listener it would end the process.
    pool.on('error', (error) => {
      this.options.trouble('a connection to the log was lost', error);
    });
    return pool;
  }
}

import { backOffMillis } from '../back-off.js';
import { Bell } from '../bell.js';
import * as limits from '../limits.js';
import type { Trouble } from '../trouble.js';
import { clientOf, memberRetries } from './client.js';
import type { Hub } from './hub.js';
import type { KafkaStreamOptions } from './options.js';
import { FinalCrash, Session } from './session.js';
import type { Stands } from './stands.js';
import { OtherPartitions } from './topics.js';

interface MembershipOptions {
  readonly stream: KafkaStreamOptions;
  readonly hub: Hub;
  readonly trouble: Trouble;
  readonly groupId: string;
  readonly topic: string;
  readonly stands: Stands;
  /** Whether the brokers are told the places. */
  readonly hints: boolean;
}

/** Keeps a consumer in its group: joins, begins anew after whatever ended it, leaves when told to. */
export class Membership {
  private session: Session | null = null;
  private failures = 0;
  private closed = false;
  /** While a delivery is stuck this member stays out of the group. */
  private out: Promise<void> | null = null;
  private joinedOnce = false;
  private readonly bell = new Bell();
  private readonly hinting: NodeJS.Timeout | undefined;
  private readonly told = new Map<number, bigint>();
  private readonly running: Promise<void>;

  constructor(private readonly options: MembershipOptions) {
    this.hinting = options.hints ? setInterval(() => void this.hint(), limits.hintMillis).unref() : undefined;
    this.options.hub.faults.set(this, `${options.groupId} has not joined its group`, 'not yet');
    this.running = this.run();
  }

  /** Whether the group has given this member its partitions, be it none, at least once. */
  get joined(): boolean {
    return this.joinedOnce;
  }

  /** Leaves the group until the promise resolves, so that its partitions go to others. */
  stayOut(until: Promise<void>): void {
    this.out = until;
    this.options.hub.faults.set(this, `${this.options.groupId} has left its group`, 'a delivery does not end');
    void this.session?.close();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.hinting);
    await this.hint();
    await this.session?.close();
    this.bell.ring();
    await this.running;
    this.options.hub.faults.clear(this);
  }

  private async run(): Promise<void> {
    const { hub, topic, groupId, trouble, stream } = this.options;
    while (!this.closed) {
      try {
        await this.attend();
      } catch (error) {
        hub.faults.set(this, `${groupId} cannot follow ${topic}`, error);
        trouble(`${groupId} cannot follow ${topic}`, error);
        if (error instanceof FinalCrash || error instanceof OtherPartitions) {
          stream.onFatal(error);
          return;
        }
        this.failures += 1;
        await this.bell.waitOut(backOffMillis(this.failures), () => this.closed);
      }
    }
  }

  /** One session, from joining to its end. */
  private async attend(): Promise<void> {
    await this.out;
    this.out = null;
    const { hub, topic, groupId, stream, stands } = this.options;
    await hub.topic(topic);
    if (this.isClosed()) return;
    const session: Session = new Session({
      client: clientOf(
        stream,
        (what, reason) => {
          this.suspect(what, reason);
        },
        memberRetries,
      ),
      groupId,
      topic,
      partitions: stream.partitions,
      sessionMillis: stream.sessionMillis ?? limits.sessionMillis,
      fetchMillis: stream.fetchMillis ?? limits.fetchMillis,
      heard: () => {
        if (this.joinedOnce) hub.faults.clear(this);
      },
      assigned: (partitions) => {
        this.failures = 0;
        this.joinedOnce = true;
        hub.faults.clear(this);
        this.told.clear();
        stands.assigned(partitions, session);
      },
      fetched: (batch) => stands.fetched(batch),
      room: (partition) => stands.room(partition),
    });
    this.session = session;
    await session.run();
  }

  /** The client tries for a while before it gives up; what it meets meanwhile is told as it comes. */
  private suspect(what: string, reason: unknown): void {
    const { hub, groupId, topic, trouble } = this.options;
    if (!this.closed) hub.faults.set(this, `${groupId} cannot follow ${topic}`, reason);
    trouble(what, reason);
  }

  private isClosed(): boolean {
    return this.closed;
  }

  private async hint(): Promise<void> {
    if (!this.options.hints) return;
    const placed = this.options.stands.list().filter(({ placed, stopped }) => placed && stopped === null);
    const moved = placed.filter(({ partition, place }) => this.told.get(partition) !== place);
    const places = new Map(moved.map(({ partition, place }) => [partition, place]));
    for (const [partition, place] of places) this.told.set(partition, place);
    await this.session?.hint(places);
  }
}

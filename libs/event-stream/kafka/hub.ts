import type { Producer } from 'kafkajs';
import { backOffMillis } from '../back-off.js';
import { Bell } from '../bell.js';
import { GroupSend, type Batches } from '../group-send.js';
import * as limits from '../limits.js';
import type { Trouble } from '../trouble.js';
import { clientOf, oneAttempt } from './client.js';
import { Control } from './control.js';
import { Faults } from './faults.js';
import type { KafkaStreamOptions } from './options.js';
import { chosenPartition, isOneOnesFault, sendGroup } from './producing.js';
import { endsOf, ensureTopic, type Ends } from './topics.js';

/** One process's way to one cluster: the services of a process share its connections and its sends. */
export class Hub {
  readonly partitions: number;
  readonly faults = new Faults();
  private readonly control: Control;
  private readonly producer: Producer;
  private readonly sends: GroupSend<string>;
  private readonly topics = new Map<string, Promise<void>>();
  private readonly bell = new Bell();
  private connecting: Promise<void> | null = null;
  private connected = false;
  private closed = false;
  private readonly reaching: Promise<void>;

  constructor(
    private readonly options: KafkaStreamOptions,
    private readonly trouble: Trouble,
  ) {
    this.partitions = options.partitions;
    this.control = new Control(options, trouble);
    this.producer = clientOf(options, trouble).producer({
      createPartitioner: chosenPartition,
      allowAutoTopicCreation: false,
      retry: oneAttempt,
    });
    this.sends = new GroupSend({
      send: (topic, group) => sendGroup(this.producer, topic, group),
      isOneOnesFault,
      recordsMost: limits.sendRecords,
      bytesMost: limits.commitBytes,
    });
    this.reaching = this.reach();
  }

  /** The topic, made on first use. @throws OtherPartitions; whatever the client throws when the cluster is away */
  topic(name: string): Promise<void> {
    const known = this.topics.get(name);
    if (known !== undefined) return known;
    const wanted = { partitions: this.partitions, brokers: this.options.brokers.length };
    const ensured = this.connect().then(() => this.control.ask((admin) => ensureTopic(admin, name, wanted)));
    this.topics.set(name, ensured);
    ensured.catch(() => this.topics.delete(name));
    return ensured;
  }

  async publish(topic: string, batches: Batches): Promise<void> {
    await this.topic(topic);
    await this.sends.publish(topic, batches);
  }

  async ends(topic: string): Promise<readonly Ends[]> {
    await this.topic(topic);
    return this.control.ask((admin) => endsOf(admin, topic));
  }

  /** A group of its own that nobody will join again. */
  async forgetGroup(groupId: string): Promise<void> {
    await this.control.ask((admin) => admin.deleteGroups([groupId]));
  }

  async close(): Promise<void> {
    this.closed = true;
    this.bell.ring();
    await this.reaching;
    await Promise.all([this.producer.disconnect(), this.control.close()]);
  }

  /** The clients find their way back by themselves once they have been connected. */
  private async connect(): Promise<void> {
    if (this.connected) return;
    this.connecting ??= Promise.all([this.control.connect(), this.producer.connect()])
      .then(() => {
        this.connected = true;
        this.faults.clear(this);
      })
      .finally(() => {
        this.connecting = null;
      });
    await this.connecting;
  }

  /** Opening waits for nobody: what is asked for fails until the cluster is there, and says why. */
  private async reach(): Promise<void> {
    const cluster = `Kafka at ${this.options.brokers.join(', ')} cannot be reached`;
    this.faults.set(this, cluster, 'not connected yet');
    for (let failures = 1; !this.closed && !this.connected; failures += 1) {
      try {
        await this.connect();
      } catch (error) {
        this.faults.set(this, cluster, error);
        this.trouble(cluster, error);
        await this.bell.waitOut(backOffMillis(failures), () => this.closed);
      }
    }
  }
}

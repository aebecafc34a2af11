import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes, Kafka as Client, logLevel, Partitioners, type Admin, type Producer } from 'kafkajs';
import { startKafka, type Kafka, type KafkaNode } from './kafka.js';

const topic = 'three-brokers';

/** On a machine that does much else besides. */
const LONG_MILLIS = 180_000;

describe('three brokers', () => {
  let kafka: Kafka;
  let admin: Admin;
  let producer: Producer;

  beforeAll(async () => {
    kafka = await startKafka({ brokers: 3, own: true });
    const client = new Client({ brokers: [...kafka.brokers], clientId: 'spec', logLevel: logLevel.NOTHING });
    admin = client.admin();
    producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner, retry: { retries: 20 } });
    await Promise.all([admin.connect(), producer.connect()]);
    await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true });
  }, LONG_MILLIS);

  afterAll(async () => {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
    await kafka.stop();
  });

  const send = (value: string): Promise<unknown> =>
    producer.send({
      topic,
      acks: -1,
      messages: [0, 1, 2].map((partition) => ({ partition, value })),
    });

  const written = async (): Promise<string[]> =>
    (await admin.fetchTopicOffsets(topic)).sort((a, b) => a.partition - b.partition).map(({ high }) => high);

  const inSync = async (): Promise<number[]> => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics.flatMap(({ partitions }) => partitions.map(({ isr }) => isr.length));
  };

  it('keep three copies of everything, two of which must be written before anything counts', async () => {
    expect(await inSync()).toEqual([3, 3, 3]);
    const resource = { type: ConfigResourceTypes.TOPIC, name: topic, configNames: ['min.insync.replicas'] };
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
    expect(resources[0]?.configEntries.map(({ configValue }) => configValue)).toEqual(['2']);
  });

  it(
    'acknowledge writes to all partitions while one of them is killed, and take it back as the same',
    async () => {
      const victim = kafka.nodes[1]!;
      const before = { id: victim.id, address: victim.address, pid: victim.pid };
      await send('before');
      await victim.kill();
      await expect(ask(victim)).rejects.toThrow();
      await send('while one is away');
      await victim.start();
      expect({ id: victim.id, address: victim.address }).toEqual({ id: before.id, address: before.address });
      expect(victim.pid).not.toBe(before.pid);
      await until(async () => (await inSync()).every((copies) => copies === 3));
      await send('after');
      expect(await written()).toEqual(['3', '3', '3']);
    },
    LONG_MILLIS,
  );
});

async function ask({ address }: KafkaNode): Promise<void> {
  const client = new Client({ brokers: [address], logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  const admin = client.admin();
  try {
    await admin.connect();
  } finally {
    await admin.disconnect();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}

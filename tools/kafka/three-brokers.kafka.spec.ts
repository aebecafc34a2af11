import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka as Client, logLevel, Partitioners, type Admin, type Producer } from 'kafkajs';
import { startKafka, type Kafka, type KafkaNode } from './kafka.js';

const topic = 'three-brokers';

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
  });

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

  it('keep three copies of everything', async () => {
    expect(await inSync()).toEqual([3, 3, 3]);
  });

  it('acknowledge writes to all partitions while one of them is killed, and take it back as the same', async () => {
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
  });

  it('refuse to acknowledge when only one copy would be written', async () => {
    const [first, second, third] = kafka.nodes;
    await Promise.all([second!.kill(), third!.kill()]);
    const impatient = new Client({ brokers: [first!.address], logLevel: logLevel.NOTHING, retry: { retries: 1 } });
    const lonely = impatient.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    try {
      await lonely.connect();
      await expect(
        lonely.send({ topic, acks: -1, timeout: 2_000, messages: [{ partition: 0, value: 'alone' }] }),
      ).rejects.toThrow();
    } finally {
      await lonely.disconnect();
      await Promise.all([second!.start(), third!.start()]);
    }
  });
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

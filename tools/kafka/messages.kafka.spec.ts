import { describe, expect, it } from '@jest/globals';
import { Kafka as Client, logLevel, Partitioners } from 'kafkajs';
import { randomUUID } from 'node:crypto';

describe('the Kafka of a test run', () => {
  it('takes a message in and gives it out again', async () => {
    const brokers = (process.env['YICHUANG_TEST_KAFKA'] ?? '').split(',');
    const client = new Client({ brokers, clientId: 'spec', logLevel: logLevel.NOTHING });
    const topic = `spec-${randomUUID()}`;
    const admin = client.admin();
    const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    const consumer = client.consumer({ groupId: topic });
    try {
      await admin.connect();
      await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
      await producer.connect();
      await producer.send({ topic, acks: -1, messages: [{ partition: 1, key: 'a', value: 'hello' }] });
      await consumer.subscribe({ topic, fromBeginning: true });
      const heard = await new Promise<string>((resolve, reject) => {
        consumer
          .run({
            eachMessage: ({ partition, message }) => {
              resolve(`${String(partition)} ${String(message.key)} ${String(message.value)}`);
              return Promise.resolve();
            },
          })
          .catch(reject);
      });
      expect(heard).toBe('1 a hello');
    } finally {
      await Promise.all([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
    }
  });
});

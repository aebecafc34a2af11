import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '@yichuang/testing';
import { Kafka, logLevel } from 'kafkajs';
import { startKafka, type Kafka as Brokers } from '../kafka/kafka.js';
import { Wire } from './wire.js';

const wires: Wire[] = [];
let brokers: Brokers;

beforeAll(async () => {
  brokers = await startKafka({
    through: async (address) => {
      const wire = await Wire.to(address);
      wires.push(wire);
      return wire.address;
    },
  });
}, 120_000);
afterAll(async () => {
  await brokers.stop();
  await Promise.all(wires.map((wire) => wire.close()));
});

const clientOf = (clientId: string) =>
  new Kafka({ clientId, brokers: [...brokers.brokers], logLevel: logLevel.NOTHING, retry: { retries: 1 } });

describe('the wire to a real broker', () => {
  it('is the only way clients know, and can be cut for one of them', async () => {
    const [tax, seal] = [clientOf('tax').producer(), clientOf('seal').admin()];
    await Promise.all([tax.connect(), seal.connect()]);
    await seal.createTopics({ topics: [{ topic: 'cut', numPartitions: 1 }] });
    await tax.send({ topic: 'cut', messages: [{ value: 'before' }] });
    wires[0]?.cut('tax');
    await expect(tax.send({ topic: 'cut', messages: [{ value: 'meanwhile' }] })).rejects.toThrow();
    expect(await seal.fetchTopicOffsets('cut')).toMatchObject([{ offset: '1' }]);
    wires[0]?.mend('tax');
    await until(() =>
      tax.send({ topic: 'cut', messages: [{ value: 'after' }] }).then(
        () => true,
        () => false,
      ),
    );
    await Promise.all([tax.disconnect(), seal.disconnect()]);
  }, 60_000);
});

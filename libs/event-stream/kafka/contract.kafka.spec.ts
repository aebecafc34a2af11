import { describeStreamContract } from '../suite/contract.js';
import type { StreamUnderTest } from '../suite/under-test.js';
import { newDatabase } from '../embedded/test-database.js';
import { openKafkaStream } from './open.js';
import { breakableSockets, testBrokers } from './test-cluster.js';

describeStreamContract('Kafka, services in one process', () => make(true));
describeStreamContract('Kafka, each service a process of its own', () => make(false));

async function make(joined: boolean): Promise<StreamUnderTest> {
  const consumers = await newDatabase();
  const sockets = breakableSockets();
  const open = () =>
    openKafkaStream({
      brokers: testBrokers(),
      clientId: 'contract',
      partitions: 4,
      joined,
      fetchMillis: 50,
      stuckMillis: 2_000,
      socketFactory: sockets.factory,
      trouble: () => undefined,
      onFatal: (error) => {
        throw error;
      },
    });
  const engine = await open();
  return {
    engine,
    another: open,
    interrupt: () => {
      sockets.breakAll();
      return Promise.resolve();
    },
    consumerDatabase: consumers.url,
    close: async () => {
      await engine.close();
      await consumers.drop();
    },
  };
}

import { describeStreamContract } from '../suite/contract.js';
import type { StreamUnderTest } from '../suite/under-test.js';
import { newDatabase } from '../embedded/test-database.js';
import { openForTest, testSockets } from './test-cluster.js';

describeStreamContract('Kafka, services in one process', () => make(true));
describeStreamContract('Kafka, each service a process of its own', () => make(false));

async function make(joined: boolean): Promise<StreamUnderTest> {
  const consumers = await newDatabase();
  const sockets = testSockets();
  const open = () => openForTest({ joined, stuckMillis: 2_000, socketFactory: sockets.factory });
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

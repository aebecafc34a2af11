import { describeStreamContract } from '../suite/contract.js';
import type { StreamUnderTest } from '../suite/under-test.js';
import { openEmbeddedStream } from './open.js';
import { newDatabase } from './test-database.js';

describeStreamContract('the embedded engine, services in one process', () => make(true));
describeStreamContract('the embedded engine, each service a process of its own', () => make(false));

async function make(joined: boolean): Promise<StreamUnderTest> {
  const [log, consumers] = await Promise.all([newDatabase(), newDatabase()]);
  const open = () =>
    openEmbeddedStream({ connectionString: log.url, partitions: 4, joined, pollMillis: 20, trouble: () => undefined });
  const engine = await open();
  return {
    engine,
    another: open,
    interrupt: () => log.breakConnections(),
    consumerDatabase: consumers.url,
    close: async () => {
      await engine.close();
      await Promise.all([log.drop(), consumers.drop()]);
    },
  };
}

import { afterAll, beforeAll } from '@jest/globals';
import { describeStreamContract } from '../suite/contract.js';
import type { StreamUnderTest } from '../suite/under-test.js';
import { openEmbeddedStream } from './open.js';
import { breakConnections, TestServer } from './test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

describeStreamContract('the embedded engine, services in one process', () => make(true));
describeStreamContract('the embedded engine, each service a process of its own', () => make(false));

async function make(joined: boolean): Promise<StreamUnderTest> {
  const log = await server.database();
  const open = () =>
    openEmbeddedStream({ connectionString: log, partitions: 4, joined, pollMillis: 20, trouble: () => undefined });
  const engine = await open();
  return {
    engine,
    another: open,
    interrupt: () => breakConnections(log),
    consumerDatabase: await server.database(),
    close: () => engine.close(),
  };
}

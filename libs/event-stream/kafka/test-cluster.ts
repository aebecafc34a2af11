import { Kafka, logLevel, type Admin, type ISocketFactory } from 'kafkajs';
import net, { type Socket } from 'node:net';
import type { StreamEngine } from '../types.js';
import { connect } from './client.js';
import { openKafkaStream } from './open.js';
import type { KafkaStreamOptions } from './options.js';

export const testPartitions = 4;

/** The brokers of this test run, started once for all specs. */
export function testBrokers(): string[] {
  const named = process.env['YICHUANG_TEST_KAFKA'];
  if (named === undefined) throw new Error('YICHUANG_TEST_KAFKA is set where the tests of a run are prepared');
  return named.split(',');
}

/** An engine as a process of its own would have it, with short times. What is fatal fails the test that did not ask for it. */
export async function openForTest(more: Partial<KafkaStreamOptions> = {}): Promise<StreamEngine> {
  const engine = await openKafkaStream({
    brokers: testBrokers(),
    clientId: 'spec',
    partitions: testPartitions,
    joined: false,
    fetchMillis: 50,
    trouble: () => undefined,
    onFatal: (error) => {
      throw error;
    },
    ...more,
  });
  opened.add(engine);
  return engine;
}

const opened = new Set<StreamEngine>();

/** After the last test of a spec: a test that failed has left its engines open. */
export async function closeAll(): Promise<void> {
  await Promise.all([...opened].map((engine) => engine.close()));
}

/** The client library as it is, for what it does by itself. */
export function bareClient(): Kafka {
  const retry = { initialRetryTime: 20, maxRetryTime: 100, retries: 3 };
  return new Kafka({ brokers: testBrokers(), clientId: 'bare', logLevel: logLevel.NOTHING, retry });
}

export async function withAdmin<T>(use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = bareClient().admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

export interface TestSockets {
  readonly factory: ISocketFactory;
  /** Breaks what is connected, without grace. */
  breakAll(): void;
  /** For how long nothing has been connected, nor tried to. */
  quietMillis(): number;
  /** Whether new connections can be made. */
  away: boolean;
  /** What is done to bytes on their way in. */
  spoil: ((bytes: Buffer) => void) | null;
}

/** The product's own connections, and ways to do them harm. */
export function testSockets(): TestSockets {
  const open = new Set<Socket>();
  let lastClosed = performance.now();
  const sockets: TestSockets = {
    quietMillis: () => (open.size > 0 ? 0 : performance.now() - lastClosed),
    away: false,
    spoil: null,
    factory: (wish) => {
      const socket = sockets.away ? net.connect({ host: '127.0.0.1', port: 1 }) : connect(wish);
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        lastClosed = performance.now();
      });
      socket.on('data', (bytes: Buffer) => sockets.spoil?.(bytes));
      return socket;
    },
    breakAll: () => {
      for (const socket of open) socket.destroy(new Error('the connection was broken'));
    },
  };
  return sockets;
}

import type { ISocketFactory } from 'kafkajs';
import type { Socket } from 'node:net';
import { connect } from './client.js';

/** The brokers of this test run, started once for all specs. */
export function testBrokers(): string[] {
  const named = process.env['YICHUANG_TEST_KAFKA'];
  if (named === undefined) throw new Error('YICHUANG_TEST_KAFKA is set where the tests of a run are prepared');
  return named.split(',');
}

/** The product's own connections, and a way to break them all without grace. */
export function breakableSockets(): { readonly factory: ISocketFactory; breakAll(): number } {
  const open = new Set<Socket>();
  return {
    factory: (wish) => {
      const socket = connect(wish);
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket;
    },
    breakAll: () => {
      const broken = open.size;
      for (const socket of open) socket.destroy(new Error('the connection was broken'));
      return broken;
    },
  };
}

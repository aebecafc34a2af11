import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from '@yichuang/kernel';
import { Failure } from '../failure.js';

/**
 * Asked before any service runs, so that a taken port is one clear line and leaves nothing half started.
 *
 * @param option by which it was asked for
 * @throws Failure saying what to do
 */
export async function requireFreePort(port: number, option = '--port'): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'failed';
    const given = String(port);
    throw new Failure(
      text(
        `端口 ${given} 无法使用（${reason}）：请用 ${option} 另选一个，0 为任选`,
        `port ${given} cannot be used (${reason}): choose another with ${option}, 0 for any`,
      ),
    );
  }
  server.close();
  await once(server, 'close');
}

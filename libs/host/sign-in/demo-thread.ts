import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DemoProvider, DemoProviderOptions } from './demo-provider.js';

/**
 * The demo provider in a thread of its own. Its library keeps an `AsyncLocalStorage`, and the first use of one makes every
 * promise of a thread dearer on Node before 24: here that is nobody's but its own.
 *
 * @throws Error as `startDemoProvider` does; whatever fails in the thread later ends the process, as it would within it
 */
export async function startDemoThread(options: DemoProviderOptions): Promise<Pick<DemoProvider, 'issuer' | 'close'>> {
  const thread = new Worker(new URL('./demo-thread-main.js', import.meta.url), { workerData: options });
  const [issuer] = (await once(thread, 'message')) as [string];
  return {
    issuer,
    async close() {
      const ended = once(thread, 'exit');
      thread.postMessage('close');
      await ended;
    },
  };
}

import { expect, it } from '@jest/globals';
import { untilServing } from './serving.js';

/** Port 1 of this machine: nobody listens there. */
const NOBODY = '127.0.0.1:1';

it('says why it waits no longer, not only that it was cut short', async () => {
  const waiting = new AbortController();
  const serving = untilServing(NOBODY, [1], waiting.signal);
  setImmediate(() => {
    waiting.abort(new Error('broker 1 does not serve'));
  });
  await expect(serving).rejects.toThrow('broker 1 does not serve');
});

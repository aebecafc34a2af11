import { describe, expect, it } from '@jest/globals';
import { interruptible, Interrupted } from './interruption.js';

const forEver = (): Promise<never> => new Promise(() => undefined);

describe('work that may be interrupted', () => {
  it('is cut short from the inside out: what the inner one uses ends after it', async () => {
    const order: string[] = [];
    const cleaned = (name: string) => async (): Promise<void> => {
      order.push(`${name} begins`);
      await new Promise(setImmediate);
      order.push(`${name} ends`);
    };
    const work = interruptible(() => interruptible(forEver, cleaned('inner')), cleaned('outer'));
    process.emit('SIGHUP');
    process.emit('SIGHUP');
    await expect(work).rejects.toThrow(Interrupted);
    expect(order).toEqual(['inner begins', 'inner ends', 'outer begins', 'outer ends']);
  });

  it('cleans up at the end and after a failure, and listens to no signal afterwards', async () => {
    const before = process.listenerCount('SIGHUP');
    let cleaned = 0;
    const clean = (): Promise<void> => {
      cleaned += 1;
      return Promise.resolve();
    };
    await expect(interruptible(() => Promise.resolve(1), clean)).resolves.toBe(1);
    await expect(interruptible(() => Promise.reject(new Error('failed')), clean)).rejects.toThrow('failed');
    expect(cleaned).toBe(2);
    expect(process.listenerCount('SIGHUP')).toBe(before);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { QueuedCase, QueueItem, ServiceClient } from '@yichuang/host';
import { deskOf } from './desk-of.js';

const waitingAt = (...desks: readonly string[]) => desks.map((desk) => ({ desk }) as QueueItem);
const at = (found: Partial<QueuedCase>): Pick<ServiceClient, 'get'> => ({
  get: <T>() => Promise.resolve({ items: [], desks: ['name', 'registration'], acted: [], ...found } as T),
});

describe('the desk of an act that names none', () => {
  it('is the one at which the case waits', async () => {
    expect(await deskOf(at({ items: waitingAt('name'), acted: ['registration'] }), 'c1')).toBe('name');
  });

  it('is where officers have acted, for whoever says again what is done', async () => {
    expect(await deskOf(at({ acted: ['registration'] }), 'c1')).toBe('registration');
  });

  it('is the only one there is, where nobody has acted', async () => {
    expect(await deskOf(at({ desks: ['order'] }), 'c1')).toBe('order');
  });

  it('must be named where it could be several', async () => {
    for (const found of [{}, { items: waitingAt('name', 'registration') }, { acted: ['name', 'registration'] }])
      await expect(deskOf(at(found), 'c1')).rejects.toMatchObject({
        status: 409,
        code: 'WHICH_DESK',
        text: { en: expect.stringContaining('name, registration') as unknown },
      });
  });
});

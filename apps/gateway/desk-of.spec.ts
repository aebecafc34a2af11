import { describe, expect, it } from '@jest/globals';
import type { QueuedCase, QueueItem, ServiceClient } from '@yichuang/host';
import { deskOf } from './desk-of.js';

const waitingAt = (...desks: readonly string[]) => desks.map((desk) => ({ desk }) as QueueItem);
const at = (found: Partial<QueuedCase>): Pick<ServiceClient, 'get'> => ({
  get: <T>() => Promise.resolve({ items: [], desks: ['name', 'registration'], acted: [], asked: false, ...found } as T),
});

describe('the desk of an act that names none', () => {
  it('is the one at which the case waits', async () => {
    expect(await deskOf(at({ items: waitingAt('name'), acted: ['registration'] }), 'c1', 'decide')).toBe('name');
  });

  it('is where officers have acted, for whoever says again what is done', async () => {
    expect(await deskOf(at({ acted: ['registration'] }), 'c1', 'decide')).toBe('registration');
  });

  it('is the only one there is, where nobody has acted', async () => {
    expect(await deskOf(at({ desks: ['order'] }), 'c1', 'decide')).toBe('order');
  });

  it('is that of questions where the department was asked, and nothing else waits to be taken in hand or let go', async () => {
    for (const act of ['claim', 'release', 'hand-over', 'assign'] as const)
      expect(await deskOf(at({ asked: true, acted: ['name'] }), 'c1', act)).toBe('consultation');
    expect(await deskOf(at({ asked: true, acted: ['name'] }), 'c1', 'override')).toBe('name');
    await expect(deskOf(at({ asked: true, items: waitingAt('name') }), 'c1', 'claim')).rejects.toMatchObject({
      code: 'WHICH_DESK',
      text: { en: expect.stringContaining('name, consultation') as unknown },
    });
  });

  it('must be named where it could be several', async () => {
    for (const found of [{}, { items: waitingAt('name', 'registration') }, { acted: ['name', 'registration'] }])
      await expect(deskOf(at(found), 'c1', 'decide')).rejects.toMatchObject({
        status: 409,
        code: 'WHICH_DESK',
        text: { en: expect.stringContaining('name, registration') as unknown },
      });
  });
});

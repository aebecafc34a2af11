import { describe, expect, it } from '@jest/globals';
import type { ServiceClient } from '@yichuang/host';
import { Parked } from './parked.js';

type Answer = () => Promise<unknown>;

const parkedOf = (services: Readonly<Record<string, Answer>>) =>
  new Parked({
    services: new Map(
      Object.entries(services).map(([name, answer]) => [name, { get: answer } as unknown as ServiceClient]),
    ),
  });

const at = Date.UTC(2026, 10, 23, 1);

describe('what is parked', () => {
  it('is told by every service, with since when and why', async () => {
    const parked = parkedOf({
      tax: async () => [{ caseId: 'c1', parkedAt: at, reason: 'TypeError' }],
      seal: async () => [{ caseId: 'c1', parkedAt: at, reason: 'EffectUsedUp' }],
    });
    expect(await parked.of('c1')).toEqual([
      { department: 'tax', since: '2026-11-23T09:00:00+08:00', reason: 'TypeError' },
      { department: 'seal', since: '2026-11-23T09:00:00+08:00', reason: 'EffectUsedUp' },
    ]);
    expect(await parked.of('c2')).toEqual([]);
  });

  it('does not keep a case from being read while a service is away', async () => {
    const parked = parkedOf({
      tax: () => Promise.reject(new Error('away')),
      seal: async () => [{ caseId: 'c1', parkedAt: at, reason: 'TypeError' }],
    });
    expect(await parked.of('c1')).toHaveLength(1);
  });

  it('is asked for once by many who read at one moment', async () => {
    let asked = 0;
    const parked = parkedOf({
      tax: async () => {
        asked += 1;
        return [];
      },
    });
    await Promise.all(Array.from({ length: 50 }, () => parked.of('c1')));
    expect(asked).toBe(1);
  });
});

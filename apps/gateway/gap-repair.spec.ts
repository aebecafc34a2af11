import { describe, expect, it } from '@jest/globals';
import type { ServiceClient } from '@yichuang/host';
import { GapRepair, holesOf, type Stopped } from './gap-repair.js';
import type { House } from './house.js';

const gap = (consumer: string, seen: number, more: Partial<Stopped> = {}): Stopped => ({
  consumer,
  topic: 'company-opening',
  partition: 3,
  offset: '40',
  reason: 'a gap',
  gap: { source: 'tax', shard: 3, position: 12, follows: 11, seen },
  stoppedAt: 0,
  repaired: false,
  ...more,
});

/** A house whose services remember what they were asked, in order. */
function houseOf(stopped: readonly Stopped[], republish: () => Promise<unknown>) {
  const asked: string[] = [];
  const client = (name: string): ServiceClient =>
    ({
      get: () => Promise.resolve(stopped.filter(({ consumer }) => consumer === name)),
      post: (path: string, body: object) => {
        asked.push(`${name}${path} ${JSON.stringify(body)}`);
        return path === '/stream/republish' ? republish() : Promise.resolve({ partitions: 1 });
      },
    }) as unknown as ServiceClient;
  const services = new Map(['tax', 'orchestrator', 'seal'].map((name) => [name, client(name)]));
  const everywhere = async (ask: (one: ServiceClient, name: string) => Promise<unknown>) =>
    Promise.all([...services].map(async ([name, one]) => [name, await ask(one, name)] as const));
  return { asked, house: { services, everywhere } as unknown as House };
}

describe('repairing a gap', () => {
  it('has the producer say it again, from the least anybody saw, and only then lets those who stopped go on', async () => {
    const { asked, house } = houseOf([gap('orchestrator', 9), gap('seal', 7)], async () => ({ before: '77' }));
    expect(await new GapRepair(house).repair({})).toEqual([
      { source: 'tax', shard: 3, after: 7, before: '77', consumers: ['orchestrator', 'seal'] },
    ]);
    expect(asked).toEqual([
      'tax/stream/republish {"shard":3,"after":7,"upTo":12}',
      'orchestrator/stream/pass {"source":"tax","shard":3,"before":"77"}',
      'seal/stream/pass {"source":"tax","shard":3,"before":"77"}',
    ]);
  });

  it('lets nobody go on when the producer could not say it again', async () => {
    const { asked, house } = houseOf([gap('orchestrator', 9)], () => Promise.reject(new Error('away')));
    await expect(new GapRepair(house).repair({})).rejects.toThrow('away');
    expect(asked).toHaveLength(1);
  });

  it('leaves alone what is repaired already, what is no gap, and what nobody asked for', () => {
    const stopped = [
      gap('orchestrator', 9, { repaired: true }),
      gap('orchestrator', 9, { gap: null }),
      gap('seal', 9),
      gap('seal', 2, { partition: 5, gap: { source: 'tax', shard: 5, position: 8, follows: 6, seen: 2 } }),
    ];
    expect(holesOf(stopped, { service: 'orchestrator' })).toEqual([]);
    expect(holesOf(stopped, { service: 'seal', partition: 5 })).toEqual([
      { source: 'tax', shard: 5, after: 2, upTo: 8, consumers: ['seal'] },
    ]);
    expect(holesOf(stopped, {})).toHaveLength(2);
  });
});

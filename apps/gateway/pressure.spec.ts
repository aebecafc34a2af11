import { describe, expect, it } from '@jest/globals';
import { InHand } from './in-hand.js';
import { Pressure } from './pressure.js';

/** A house of one department that hears the topic and one that only publishes. */
class ToyHouse {
  end = 0n;
  heard = 0n;
  unpublished = 0;
  away = false;
  readonly pressure: Pressure;

  constructor() {
    const tax = () =>
      this.away
        ? Promise.reject(new Error('away'))
        : Promise.resolve({ heard: String(this.heard), unpublished: 0 } as never);
    const door = () => Promise.resolve({ heard: null, unpublished: this.unpublished } as never);
    const services = new Map([
      ['tax', { get: tax }],
      ['door', { get: door }],
    ]);
    const ends = async () => [
      { partition: 0, next: this.end },
      { partition: 1, next: 0n },
    ];
    this.pressure = new Pressure(services, { ends }, 'topic');
  }

  async look(): Promise<number> {
    await this.pressure.look();
    return Math.max(...this.pressure.all().values());
  }
}

describe('the pressure on the house', () => {
  it('is what the slowest service has not heard', async () => {
    const house = new ToyHouse();
    expect(await house.look()).toBe(0);
    house.end = 700n;
    house.heard = 200n;
    expect(await house.look()).toBe(500);
    house.heard = 700n;
    expect(await house.look()).toBe(0);
  });

  it('grows behind a service that is away: it stands where it stood', async () => {
    const house = new ToyHouse();
    house.end = 10n;
    house.heard = 10n;
    await house.look();
    house.away = true;
    house.end = 90n;
    expect(await house.look()).toBe(80);
  });

  it('counts what is committed and could not be published', async () => {
    const house = new ToyHouse();
    await house.look();
    house.unpublished = 60;
    expect(await house.look()).toBe(60);
  });

  it('is none of a service that begins with an old topic, and only once it falls behind anew', async () => {
    const house = new ToyHouse();
    house.end = 1_000_000n;
    expect(await house.look()).toBe(0);
    house.heard = 900_000n;
    expect(await house.look()).toBe(0);
    house.end = 1_000_040n;
    expect(await house.look()).toBe(40);
  });

  it('is not asked for more often than it is worth', async () => {
    const house = new ToyHouse();
    await house.look();
    house.end = 5n;
    for (let times = 0; times < 100; times += 1) expect(house.pressure.behind()).toBe(0);
  });
});

describe('requests in hand', () => {
  it('are bounded in number and in bytes, and given back once', () => {
    const inHand = new InHand({ requestsMax: 2, bytesMax: 9 * 1024 * 1024 });
    const first = inHand.take('10');
    expect(inHand.take('999999999')).toBeNull();
    const second = inHand.take(undefined);
    expect(second).not.toBeNull();
    expect(inHand.take('1')).toBeNull();
    first?.();
    first?.();
    expect(inHand.requests).toBe(1);
    // one that says nothing of its size is taken for the largest
    expect(inHand.take('2000000')).toBeNull();
    expect(inHand.take('nonsense')).toBeNull();
    second?.();
    expect([inHand.requests, inHand.bytes]).toEqual([0, 0]);
  });
});

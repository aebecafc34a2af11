import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsumerStore, type Forgone } from './consumer-store.js';
import { events, eventually, Gate, newTopic, type Suite } from './under-test.js';

/**
 * Each part of the protocol is needed: the same mishap, told twice, is harmless with it and does harm without it. Were an
 * engine to hide the mishap, the naive consumer would pass, and the test of the careful one would show nothing.
 */
export function describeNaiveForms(suite: Suite): void {
  describe('each part of the protocol, kept and forgone', () => {
    let store: ConsumerStore;
    beforeAll(async () => {
      store = await ConsumerStore.open(suite.it.consumerDatabase);
    });
    afterAll(() => store.close());

    it('needs the watermark: without it what was published again is done again', async () => {
      const publishedAgain = async (forgoing: readonly Forgone[]): Promise<number[]> => {
        const topic = newTopic();
        await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 3)]]));
        await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 2, 4)]]));
        const subscription = await suite.it.engine.subscribe(store.instance('seal', topic, { forgoing }));
        await subscription.caughtUp();
        await subscription.close();
        return store.effects('seal', topic, 'tax', 0);
      };
      expect(await publishedAgain([])).toEqual([1, 2, 3, 4]);
      expect(await publishedAgain(['watermark'])).toEqual([1, 2, 3, 2, 3, 4]);
    });

    it('needs `follows`: without it a record that never came is skipped in silence', async () => {
      const oneMissing = async (forgoing: readonly Forgone[]): Promise<{ done: number[]; stopped: number }> => {
        const topic = newTopic();
        await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
        const subscription = await suite.it.engine.subscribe(store.instance('seal', topic, { forgoing }));
        await subscription.caughtUp();
        await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 4, 5)]]));
        await subscription.caughtUp();
        const stopped = subscription.stopped().length;
        await subscription.close();
        return { done: await store.effects('seal', topic, 'tax', 0), stopped };
      };
      expect(await oneMissing([])).toEqual({ done: [1, 2], stopped: 1 });
      expect(await oneMissing(['follows'])).toEqual({ done: [1, 2, 4, 5], stopped: 0 });
    });

    it('needs the place compared in the transaction: without it a zombie does its work again and moves the place back', async () => {
      const zombie = async (forgoing: readonly Forgone[]): Promise<{ done: number[]; place: bigint | undefined }> => {
        const topic = newTopic();
        const gate = new Gate();
        let woken = 0;
        const beforeCommit = (): Promise<void> => {
          woken += 1;
          return Promise.resolve();
        };
        const frozen = await suite.it.another();
        await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
        const first = await frozen.subscribe(
          store.instance('seal', topic, { forgoing, beforeBegin: gate.pass, beforeCommit }),
        );
        await eventually('the first instance holds records', () => gate.arrived > 0);
        const heir = await suite.it.engine.subscribe(store.instance('seal', topic));
        await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 3, 4)]]));
        await heir.caughtUp();
        await heir.close();
        gate.release();
        await eventually('the first instance has woken', () => woken > 0);
        // Closing lets the delivery in flight end; that one began before the heir, and it is the zombie's.
        await first.close();
        await frozen.close();
        return {
          done: await store.effects('seal', topic, 'tax', 0),
          place: (await store.places('seal', topic, [0]))[0],
        };
      };
      expect(await zombie([])).toEqual({ done: [1, 2, 3, 4], place: 4n });
      const naive = await zombie(['place', 'watermark', 'follows']);
      expect(naive.done.slice(0, 6)).toEqual([1, 2, 3, 4, 1, 2]);
    });

    it('needs one transaction for effects and place: without it a death in between does the effects twice', async () => {
      const deathInBetween = async (forgoing: readonly Forgone[]): Promise<number[]> => {
        const topic = newTopic();
        let deaths = 0;
        const beforeCommit = (): Promise<void> => {
          deaths += 1;
          return deaths === 1 ? Promise.reject(new Error('killed before the commit')) : Promise.resolve();
        };
        await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 3)]]));
        const subscription = await suite.it.engine.subscribe(store.instance('seal', topic, { forgoing, beforeCommit }));
        await subscription.caughtUp();
        await subscription.close();
        return store.effects('seal', topic, 'tax', 0);
      };
      expect(await deathInBetween(['watermark'])).toEqual([1, 2, 3]);
      expect(await deathInBetween(['watermark', 'transaction'])).toEqual([1, 2, 3, 1, 2, 3]);
    });
  });
}

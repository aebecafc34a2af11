import { afterEach, describe, expect, it } from '@jest/globals';
import { startRelay, type Relay } from '../relay.js';
import type { StreamEngine } from '../types.js';
import { MemoryOutbox } from './memory-outbox.js';
import { collect, eventually, Gate, newTopic, type Suite } from './under-test.js';

type Publish = StreamEngine['publish'];

/** The engine under test with another way of publishing, for mishaps on the way to it. */
function publishing(engine: StreamEngine, publish: Publish): StreamEngine {
  return Object.assign(Object.create(engine) as StreamEngine, { publish });
}

const quiet = (): void => undefined;

/** What a relay owes: order, one send in flight, cursors after the fact, and shards that never stay without a relay. */
export function describeRelayDuty(suite: Suite): void {
  describe('a relay’s duty', () => {
    const relays: Relay[] = [];
    afterEach(() => Promise.all(relays.splice(0).map((relay) => relay.close())));
    const relayOf = (
      outbox: MemoryOutbox,
      topic: string,
      owner: string,
      more: { engine?: StreamEngine; leaseMillis?: number; troubleMillis?: number } = {},
    ): Relay => {
      const relay = startRelay({
        outbox,
        engine: suite.it.engine,
        topic,
        owner,
        trouble: quiet,
        pollMillis: 20,
        ...more,
      });
      relays.push(relay);
      return relay;
    };

    const positions = async (topic: string, shard: number, count: number): Promise<number[]> => {
      const { subscription, records } = await collect(suite.it.engine, topic);
      await eventually('the records arrive', () => records(shard).length >= count);
      await subscription.close();
      return records(shard).map(({ position }) => position);
    };

    it('has one send in flight and moves the cursor only when what it stands for is published', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 1);
      const gate = new Gate();
      let [inFlight, most] = [0, 0];
      const engine = publishing(suite.it.engine, async (to, batches) => {
        most = Math.max(most, (inFlight += 1));
        await gate.pass();
        await suite.it.engine.publish(to, batches);
        inFlight -= 1;
      });
      const relay = relayOf(outbox, topic, 'one', { engine });
      outbox.append(0);
      await eventually('the first send is under way', () => gate.arrived === 1);
      outbox.append(0);
      outbox.append(0);
      const leases = outbox.log.length;
      await outbox.lease('one', 10_000);
      await eventually('time passes', () => outbox.log.length > leases);
      expect([gate.arrived, outbox.cursors.get(0)]).toEqual([1, undefined]);
      gate.release();
      await eventually('the cursor has moved', () => outbox.cursors.get(0) === 3);
      expect(most).toBe(1);
      await relay.close();
      expect(await positions(topic, 0, 3)).toEqual([1, 2, 3]);
    });

    it('finds what another process appended without being told', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 2);
      const relay = relayOf(outbox, topic, 'one');
      outbox.append(1);
      await eventually('the told one is published', () => outbox.cursors.get(1) === 1);
      outbox.append(1, false);
      await eventually('the untold one is published', () => outbox.cursors.get(1) === 2);
      await relay.close();
    });

    it('leaves leased shards to who holds them, and takes them over when a dead relay’s lease has run out', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 2);
      outbox.leases.set(0, { owner: 'dead', until: Date.now() + 400 });
      outbox.append(0);
      outbox.append(1);
      const relay = relayOf(outbox, topic, 'one', { leaseMillis: 60 });
      await eventually('the free shard is published', () => outbox.cursors.get(1) === 1);
      expect(relay.health().shards).toEqual([1]);
      await eventually('the dead one’s shard is published', () => outbox.cursors.get(0) === 1);
      expect(relay.health().shards).toEqual([0, 1]);
      await relay.close();
      expect(outbox.leases.size).toBe(0);
    });

    it('gives its shards back when it cannot publish for too long, says so in a sentence, and another goes on', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 1);
      const broken = publishing(suite.it.engine, () => Promise.reject(new Error('no way to the stream')));
      const cut = relayOf(outbox, topic, 'cut', { engine: broken, leaseMillis: 30_000, troubleMillis: 100 });
      expect(cut.health().fault).toBeNull();
      outbox.append(0);
      await eventually('the first attempt has failed', () => cut.health().state === 'retrying');
      expect(cut.health().fault).toMatch(/^nothing could be published to \S+ for \d+\.\d s: no way to the stream$/);
      await eventually('it has given its shards back', () => cut.health().state === 'failing');
      const well = relayOf(outbox, topic, 'well');
      await eventually('the other has published', () => outbox.cursors.get(0) === 1);
      expect(well.health()).toMatchObject({ state: 'publishing', fault: null, shards: [0] });
      await Promise.all([cut.close(), well.close()]);
      expect(await positions(topic, 0, 1)).toEqual([1]);
    });

    it('is well again when another holds all shards: what it could not publish is no trouble of its own any more', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 1);
      const broken = publishing(suite.it.engine, () => Promise.reject(new Error('no way to the stream')));
      const cut = relayOf(outbox, topic, 'cut', { engine: broken, leaseMillis: 300, troubleMillis: 100 });
      outbox.append(0);
      await eventually('it has given its shards back', () => cut.health().state === 'failing');
      expect(cut.health().fault).not.toBeNull();
      const well = relayOf(outbox, topic, 'well');
      await eventually('the other has published', () => outbox.cursors.get(0) === 1);
      await eventually('the cut one has nothing left to fail at', () => cut.health().fault === null);
      expect(cut.health()).toMatchObject({ state: 'publishing', shards: [] });
      await Promise.all([cut.close(), well.close()]);
    });

    it('publishes again from where an operator has put the cursor back', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 1);
      const relay = relayOf(outbox, topic, 'one', { leaseMillis: 60 });
      for (let count = 0; count < 4; count += 1) outbox.append(0);
      await eventually('all is published', () => outbox.cursors.get(0) === 4);
      outbox.cursors.set(0, 1);
      await eventually('the tail is published again', () => outbox.cursors.get(0) === 4);
      await relay.close();
      expect(await positions(topic, 0, 7)).toEqual([1, 2, 3, 4, 2, 3, 4]);
    });

    it('never puts back a cursor that another relay has moved on, and goes on from there', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 1);
      const gate = new Gate();
      const engine = publishing(suite.it.engine, async (to, batches) => {
        await suite.it.engine.publish(to, batches);
        await gate.pass();
      });
      for (let count = 0; count < 3; count += 1) outbox.append(0);
      const slow = relayOf(outbox, topic, 'slow', { engine });
      await eventually('the slow one has published', () => gate.arrived === 1);
      // Another relay published the same and more meanwhile, and moved the cursor.
      for (let count = 0; count < 3; count += 1) outbox.append(0, false);
      outbox.cursors.set(0, 6);
      gate.release();
      outbox.append(0);
      await eventually('the slow one has gone on', () => outbox.cursors.get(0) === 7);
      await slow.close();
      const moves = outbox.log.filter((line) => line.startsWith('cursor'));
      expect(moves.at(-1)).toBe('cursor 0 7');
      expect(moves).not.toContain('cursor 0 3');
    });
  });
}

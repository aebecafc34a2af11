import { describe, expect, it } from '@jest/globals';
import { GroupSend, type Group } from './group-send.js';
import { event, events, eventually, Gate } from './suite/under-test.js';
import type { OutgoingRecord } from './types.js';

interface Sent {
  readonly topic: string;
  readonly positions: readonly (readonly [partition: number, positions: readonly number[]])[];
}

function recording(fails: (group: Group) => Error | null = () => null, gate: Gate | null = null) {
  const sent: Sent[] = [];
  let [inFlight, most] = [0, 0];
  const sends = new GroupSend<string>({
    send: async (topic, group) => {
      most = Math.max(most, (inFlight += 1));
      sent.push({ topic, positions: group.map(([partition, records]) => [partition, records.map(positionOf)]) });
      await gate?.pass();
      inFlight -= 1;
      const failure = fails(group);
      if (failure !== null) throw failure;
    },
    isOneOnesFault: (error) => error instanceof RangeError,
    recordsMost: 10,
    bytesMost: 1_000,
  });
  return { sends, sent, mostInFlight: () => most };
}

const positionOf = ({ position }: OutgoingRecord): number => position;
const one = (shard: number, position: number): Map<number, OutgoingRecord[]> =>
  new Map([[shard, [event('tax', shard, position)]]]);

describe('publications of one process', () => {
  it('share a send when they come in one turn of the event loop, partitions ascending and each in the order of asking', async () => {
    const { sends, sent } = recording();
    await Promise.all([sends.publish('t', one(2, 1)), sends.publish('t', one(0, 1)), sends.publish('t', one(2, 2))]);
    expect(sent).toEqual([
      {
        topic: 't',
        positions: [
          [0, [1]],
          [2, [1, 2]],
        ],
      },
    ]);
  });

  it('have one send in flight: what comes meanwhile shares the next', async () => {
    const gate = new Gate();
    const { sends, sent, mostInFlight } = recording(() => null, gate);
    const all = [sends.publish('t', one(0, 1))];
    await eventually('the first is under way', () => gate.arrived === 1);
    all.push(...[2, 3, 4].map((position) => sends.publish('t', one(0, position))));
    gate.release();
    await Promise.all(all);
    expect(sent.map(({ positions }) => positions)).toEqual([[[0, [1]]], [[0, [2, 3, 4]]]]);
    expect(mostInFlight()).toBe(1);
  });

  it('go apart by topic and by size', async () => {
    const { sends, sent } = recording();
    await Promise.all([
      sends.publish('t', new Map([[0, events('tax', 0, 1, 10)]])),
      sends.publish('other', one(1, 1)),
      sends.publish('t', one(0, 11)),
    ]);
    expect(sent.map(({ topic, positions }) => [topic, positions.length])).toEqual([
      ['t', 1],
      ['other', 1],
      ['t', 1],
    ]);
  });

  it('do not fail by another’s fault: each is then sent by itself', async () => {
    const bad = (group: Group): Error | null =>
      group.some(([, records]) => records.some(({ position }) => position === 13))
        ? new RangeError('13 is refused')
        : null;
    const { sends } = recording(bad);
    const outcomes = await Promise.allSettled([1, 13, 2].map((position) => sends.publish('t', one(0, position))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fail together when the way to the log is broken, and are not sent again here', async () => {
    const { sends, sent } = recording(() => new Error('no connection'));
    const outcomes = await Promise.allSettled([1, 2].map((position) => sends.publish('t', one(0, position))));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(sent).toHaveLength(1);
  });
});

// A producer in a process of its own, for tests that kill it: publishes positions from … to of one source into partitions
// 0 and 1, one publication in flight, as a relay does, and prints each position that the stream has acknowledged.
import { openEmbeddedStream } from '../../../dist/libs/event-stream/index.js';

const [connectionString, topic, from, to] = process.argv.slice(2);
const engine = await openEmbeddedStream({ connectionString, partitions: 4 });
const event = (shard, position) => ({
  key: `case-${shard}-${position}`,
  source: 'tax',
  shard,
  position,
  follows: position - 1,
  type: 'something-happened',
  audience: '*',
  at: 1_767_225_600_000 + position,
  body: Buffer.from('{}'),
});
for (let position = Number(from); position <= Number(to); position += 1) {
  await engine.publish(topic, new Map([0, 1].map((shard) => [shard, [event(shard, position)]])));
  console.log(position);
}
await engine.close();

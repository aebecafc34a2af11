import { text } from '@yichuang/kernel';
import { setTimeout as pause } from 'node:timers/promises';
import { clientOf, type Client } from '../client.js';
import { Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { print } from './print.js';

interface Stopped {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly reason: string;
  readonly gap: {
    readonly source: string;
    readonly shard: number;
    readonly follows: number;
    readonly seen: number;
  } | null;
  readonly stoppedAt: string;
  readonly repaired: boolean;
}

interface Repair {
  readonly source: string;
  readonly shard: number;
  readonly after: number;
  readonly consumers: readonly string[];
}

/** A gap may hide the next one; there are no more than shards and services. */
const ROUNDS_MAX = 1_000;
/** Who stopped looks every second whether he may go on. */
const LOOK_MILLIS = 200;
const PATIENCE_MILLIS = 60_000;

export async function gaps(options: Options, language: Language): Promise<void> {
  for (const one of await clientOf(options).get<Stopped[]>('/api/v1/stream/gaps')) {
    print(options['json'] === true ? JSON.stringify(one) : lineOf(one, language));
  }
}

/** Repairs until nothing of what was asked for stands still. @throws Failure when something does not go on */
export async function repair(service: string | undefined, options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  const wish = { ...(service === undefined ? {} : { service }), ...partitionOf(options['partition']) };
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const done = await client.post<Repair[]>('/api/v1/stream/repair', wish);
    for (const one of done) print(options['json'] === true ? JSON.stringify(one) : repaired(one, language));
    const left = await underWay(client, wish);
    if (left === 'none') return;
  }
}

function partitionOf(written: Options[string]): { partition?: number } {
  if (written === undefined) return {};
  if (/^\d{1,6}$/.test(String(written))) return { partition: Number(written) };
  throw new Failure(text('--partition 应为分区号', '--partition is the number of a partition'));
}

/** Waits until those who may go on have gone on. `more`: something stands still that was not repaired yet. */
async function underWay(client: Client, wish: { service?: string; partition?: number }): Promise<'none' | 'more'> {
  const until = performance.now() + PATIENCE_MILLIS;
  for (;;) {
    const all = await client.get<Stopped[]>('/api/v1/stream/gaps');
    const own = all.filter(
      ({ consumer, partition, gap }) =>
        gap !== null &&
        (wish.service === undefined || wish.service === consumer) &&
        (wish.partition === undefined || wish.partition === partition),
    );
    if (own.length === 0) return 'none';
    if (own.every((one) => !one.repaired)) return 'more';
    if (performance.now() > until) {
      throw new Failure(
        text('已补发，但仍未继续：请查看服务日志', 'published again, but it does not go on: see the log'),
      );
    }
    await pause(LOOK_MILLIS);
  }
}

function lineOf(
  { consumer, topic, partition, gap, reason, stoppedAt, repaired: mended }: Stopped,
  language: Language,
): string {
  const what =
    gap === null
      ? reason
      : text(
          `${gap.source} 分片 ${String(gap.shard)}：应先有 ${String(gap.follows)}，只见到 ${String(gap.seen)}`,
          `${gap.source} shard ${String(gap.shard)}: expected ${String(gap.follows)} first, seen ${String(gap.seen)}`,
        )[language];
  const state = mended ? [text('已修复，正在继续', 'repaired, going on')[language]] : [];
  return [stoppedAt, consumer, topic, String(partition), what, ...state].join('  ');
}

const repaired = ({ source, shard, after, consumers }: Repair, language: Language): string =>
  text(
    `${source} 分片 ${String(shard)} 已自 ${String(after)} 之后重新发布，${consumers.join('、')} 继续`,
    `${source} shard ${String(shard)}: published again after ${String(after)}; ${consumers.join(', ')} may go on`,
  )[language];

import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { Asks } from './asks.js';
import { TryLater, type EventStore, type StoppedPartition } from '@yichuang/event-store';
import type { StreamEngine } from '@yichuang/event-stream';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Department } from './department.js';
import type { DeskWork } from './desk-handler.js';
import { faultsOfZod } from './faults.js';
import { REPUBLISH_LOOK_MILLIS, REPUBLISH_PATIENCE_MILLIS } from './limits.js';
import { badInput } from './problem.js';
import type { Settings } from './settings.js';
import { DEPARTMENT, SETTINGS, STORE, STREAM } from './tokens.js';

const position = z.int().nonnegative();
const shard = z.int().nonnegative();
const republication = z.strictObject({ shard, after: position, upTo: position });
const passing = z.strictObject({ source: z.string().min(1).max(100), shard, before: z.string().regex(/^\d{1,19}$/) });

/**
 * Both sides of repairing a gap. The producer publishes again and says where in the log all of it lies; only then the
 * consumer passes over what it could not take. See docs/decisions/0020-repairing-a-gap.md.
 */
@Controller('stream')
export class StreamController {
  constructor(
    @Inject(STORE) private readonly store: EventStore<DeskWork, unknown>,
    @Inject(STREAM) private readonly engine: StreamEngine,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(DEPARTMENT) private readonly department: Department,
  ) {}

  /** Partitions at which this service stopped, on whichever instance. */
  @Asks('stream.read')
  @Get('stops')
  async stops(): Promise<readonly StoppedPartition[]> {
    return this.store.stops.list();
  }

  /** How far this service has heard, as a sum of offsets over its partitions, and how much of its own is unpublished. */
  @Asks('nobody')
  @Get('pressure')
  async pressure(): Promise<{ readonly heard: string | null; readonly unpublished: number }> {
    const unpublished = await this.store.outbox.unpublished();
    if (this.department.hears.length === 0) return { heard: null, unpublished };
    const partitions = Array.from({ length: this.settings.SHARDS }, (_, partition) => partition);
    const places = await this.store.placeOf(this.department.name, this.settings.TOPIC, partitions);
    return { heard: String(places.reduce((sum, place) => sum + place, 0n)), unpublished };
  }

  /**
   * As the producer: everything public after a position, again.
   *
   * @returns the offset before which all of it lies, up to the position asked for
   * @throws TryLater when the relay has not come so far in time; asking again begins anew
   */
  @Asks('stream.repair')
  @Post('republish')
  async republish(@Body() body: unknown): Promise<{ readonly before: string }> {
    const { shard: own, after, upTo } = read(republication, body);
    const { outbox } = this.store;
    await outbox.rewind(own, after);
    const until = performance.now() + REPUBLISH_PATIENCE_MILLIS;
    while ((await outbox.cursor(own)) < upTo) {
      if (performance.now() > until) throw new TryLater(`shard ${String(own)} was not published again in time`);
      await pause(REPUBLISH_LOOK_MILLIS);
    }
    const ends = await this.engine.ends(this.settings.TOPIC);
    const end = ends.find(({ partition }) => partition === own);
    if (end === undefined) throw new TryLater(`the stream does not say where partition ${String(own)} ends`);
    return { before: String(end.next) };
  }

  /** As the consumer: go on past the gap, for what is missing lies before that offset. */
  @Asks('stream.repair')
  @Post('pass')
  async pass(@Body() body: unknown): Promise<{ readonly partitions: number }> {
    const { source, shard: theirs, before } = read(passing, body);
    const passed = await this.store.stops.pass(this.settings.TOPIC, { source, shard: theirs }, BigInt(before));
    return { partitions: passed };
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
  return parsed.data;
}

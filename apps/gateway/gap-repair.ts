import type { House } from './house.js';
import { namedService } from './named-service.js';

/** A partition at which a service stopped, as the service tells it. */
export interface Stopped {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly reason: string;
  readonly gap: {
    readonly source: string;
    readonly shard: number;
    readonly position: number;
    readonly follows: number;
    readonly seen: number;
  } | null;
  /** Epoch ms. */
  readonly stoppedAt: number;
  readonly repaired: boolean;
}

/** Which of them to repair; all when nothing is said. */
export interface Wish {
  readonly service?: string | undefined;
  readonly partition?: number | undefined;
}

export interface Repair {
  readonly source: string;
  readonly shard: number;
  /** Everything public after this position was published again … */
  readonly after: number;
  /** … and lies in the log before this offset. */
  readonly before: string;
  readonly consumers: readonly string[];
}

/** What one producer has to say again, and who waits for it. */
interface Hole {
  readonly source: string;
  readonly shard: number;
  readonly after: number;
  readonly upTo: number;
  readonly consumers: readonly string[];
}

/**
 * Has what is missing published again, and then, only then, lets those who stopped go on. In this order nothing is skipped:
 * who passes over a record finds it again behind, after the ones that were missing. Doing it twice does no harm.
 */
export class GapRepair {
  constructor(private readonly house: Pick<House, 'services' | 'everywhere'>) {}

  async stopped(): Promise<readonly Stopped[]> {
    const all = await this.house.everywhere((client) => client.get<Stopped[]>('/stream/stops'));
    return all.flatMap(([, own]) => own);
  }

  /** @throws Problem 404 for a gap in what a service says that is not of this house; TryLater while one of them is away */
  async repair(wish: Wish): Promise<readonly Repair[]> {
    const done: Repair[] = [];
    for (const hole of holesOf(await this.stopped(), wish)) done.push(await this.close(hole));
    return done;
  }

  private async close({ source, shard, after, upTo, consumers }: Hole): Promise<Repair> {
    const producer = namedService(this.house, source);
    const { before } = await producer.post<{ before: string }>('/stream/republish', { shard, after, upTo }, {}, 'long');
    for (const consumer of consumers)
      await namedService(this.house, consumer).post('/stream/pass', { source, shard, before });
    return { source, shard, after, before, consumers };
  }
}

/** One republication serves all who miss something of one shard: from the least that any of them has seen. */
export function holesOf(stopped: readonly Stopped[], { service, partition }: Wish): readonly Hole[] {
  const holes = new Map<string, Hole>();
  for (const { consumer, partition: own, gap, repaired } of stopped) {
    if (gap === null || repaired) continue;
    if ((service !== undefined && consumer !== service) || (partition !== undefined && own !== partition)) continue;
    const { source, shard, position, seen } = gap;
    const key = `${source} ${String(shard)}`;
    const known = holes.get(key) ?? { source, shard, after: seen, upTo: position, consumers: [] };
    holes.set(key, {
      ...known,
      after: Math.min(known.after, seen),
      upTo: Math.max(known.upTo, position),
      consumers: [...new Set([...known.consumers, consumer])],
    });
  }
  return [...holes.values()];
}

import type { ServiceClient, StreamEngine } from '@yichuang/host';
import { PRESSURE_FRESH_MILLIS } from './limits.js';

/** What a service says of itself at `/stream/pressure`. */
interface Said {
  /** Sum of offsets over its partitions; `null`: it hears nothing. */
  readonly heard: string | null;
  readonly unpublished: number;
}

/** What is known of one service. One that is away stands where it last stood, and falls behind. */
interface Known {
  said: Said | null;
  asking: boolean;
  /** The least it was ever behind: whoever begins with an old topic, and catches up, holds nobody up. */
  floor: number;
}

/**
 * How much more is on its way through the house than is worked off, in records behind the end of the topic: whatever is slow,
 * a stopped service, a slow database, a source outside that is not there, shows as a service that falls behind. The figure
 * costs one short question a service now and then, and only while somebody hands cases in.
 */
export class Pressure {
  private readonly known = new Map<string, Known>();
  private end: bigint | null = null;
  private askingEnd = false;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly services: ReadonlyMap<string, Pick<ServiceClient, 'get'>>,
    private readonly engine: Pick<StreamEngine, 'ends'>,
    private readonly topic: string,
  ) {}

  /** Records by which the slowest service is behind, as far as is known; asks anew when that is old, and does not wait. */
  behind(): number {
    if (performance.now() - this.askedAt > PRESSURE_FRESH_MILLIS) void this.look();
    return Math.max(0, ...this.all().values());
  }

  /** By service. */
  all(): ReadonlyMap<string, number> {
    return new Map([...this.known].map(([name, known]) => [name, this.behindOf(known) - known.floor]));
  }

  /** Asks everybody once; whoever does not answer keeps nobody else waiting. */
  async look(): Promise<void> {
    this.askedAt = performance.now();
    await Promise.all([this.lookAtEnd(), ...[...this.services].map(([name, client]) => this.lookAt(name, client))]);
  }

  private async lookAtEnd(): Promise<void> {
    if (this.askingEnd) return;
    this.askingEnd = true;
    try {
      const ends = await this.engine.ends(this.topic);
      this.end = ends.reduce((sum, { next }) => sum + next, 0n);
    } catch {
      // a stream that is away does not grow either
    } finally {
      this.askingEnd = false;
    }
  }

  private async lookAt(name: string, client: Pick<ServiceClient, 'get'>): Promise<void> {
    const known = this.known.get(name) ?? { said: null, asking: false, floor: Number.POSITIVE_INFINITY };
    this.known.set(name, known);
    if (known.asking) return;
    known.asking = true;
    try {
      known.said = await client.get<Said>('/stream/pressure');
      if (this.end !== null) known.floor = Math.min(known.floor, this.behindOf(known));
    } catch {
      // away: it stands where it stood, and the end goes on
    } finally {
      known.asking = false;
    }
  }

  private behindOf({ said }: Known): number {
    if (said === null) return 0;
    const unheard = said.heard === null || this.end === null ? 0 : Number(this.end - BigInt(said.heard));
    return Math.max(0, unheard) + said.unpublished;
  }
}

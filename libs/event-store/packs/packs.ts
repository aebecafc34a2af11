import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { Statement } from '../session.js';
import type { StoredEvent } from '../types.js';
import { eventsOf } from './plain.js';
import { PACKS_KEPT, PACKS_KEPT_MILLIS } from '../limits.js';

const decompress = promisify(brotliDecompress);

/** Asks a database one statement, in or outside of a transaction, and answers its rows. */
export type Ask = (statement: Statement) => Promise<readonly unknown[]>;

/** What is in a pack is not what was put there: restore it from a copy of the database. Nothing of it is passed on. */
export class DamagedPack extends Error {
  override readonly name = 'DamagedPack';
  constructor(
    readonly shard: number,
    readonly first: number,
    readonly last: number,
  ) {
    super(`the pack of positions ${String(first)} to ${String(last)} of shard ${String(shard)} is damaged`);
  }
}

/** A run of events, oldest first: positions `first` to `last` of its shard. */
export interface OpenPack {
  readonly shard: number;
  readonly first: number;
  readonly last: number;
  readonly events: readonly StoredEvent[];
}

/** A pack as its row says it. */
export interface PackRow {
  readonly shard: number;
  readonly first: string;
  readonly last: string;
  readonly digest: Buffer;
  readonly plain: number;
  readonly body: Buffer;
}

const columns = 'p.shard, p.first, p.last, p.digest, p.plain, p.body';

/**
 * Reads what stands in packs. Events move from rows into packs and never back: so whoever wants both asks the rows first, and
 * then the packs for what the rows lacked. What moved in between is found in the later place.
 */
export class Packs {
  private readonly open = new LRUCache<string, OpenPack>({ max: PACKS_KEPT, ttl: PACKS_KEPT_MILLIS });

  /** @param ask where readers ask; a turn brings its own session */
  constructor(private readonly ask: Ask) {}

  /** The pack that holds what comes after a position of a shard; `null` when that stands in rows. @throws DamagedPack */
  async after(shard: number, position: number): Promise<OpenPack | null> {
    const [row] = (await this.ask({
      name: 'pack-after',
      text: `select p.shard, p.first from (
          select shard, first, last from pack where shard = $1 and first <= $2::bigint + 1 order by first desc limit 1) as p
        where p.last > $2`,
      values: [shard, position],
    })) as readonly Place[];
    if (row === undefined) return null;
    const [pack] = await this.opened([row], this.ask);
    return pack ?? null;
  }

  /**
   * Events of these streams after these versions as far as they stand in packs, by version. Streams of which nothing does are
   * missing. @throws DamagedPack
   */
  async ofStreams(
    after: ReadonlyMap<string, number>,
    ask: Ask = this.ask,
  ): Promise<ReadonlyMap<string, StoredEvent[]>> {
    const places = (await ask({
      name: 'packs-of-streams',
      text: `select distinct k.shard, k.first from unnest($1::text[], $2::integer[]) as w (stream, version)
        join packed k on k.stream = stream_key(w.stream) and k.version > w.version order by k.shard, k.first`,
      values: [[...after.keys()], [...after.values()]],
    })) as readonly Place[];
    const found = new Map<string, StoredEvent[]>();
    for (let at = 0; at < places.length; at += PACKS_KEPT) {
      for (const { events } of await this.opened(places.slice(at, at + PACKS_KEPT), ask)) {
        const wanted = events.filter(({ stream, version }) => version > (after.get(stream) ?? Infinity));
        for (const event of wanted) put(found, event);
      }
    }
    return found;
  }

  private async opened(places: readonly Place[], ask: Ask): Promise<readonly OpenPack[]> {
    // looked up once: what is kept may lapse between two looks
    const opened = new Map(places.map((place) => [nameOf(place), this.open.get(nameOf(place))]));
    const missing = places.filter((place) => opened.get(nameOf(place)) === undefined);
    if (missing.length > 0) {
      const rows = (await ask({
        name: 'packs',
        text: `select ${columns} from unnest($1::integer[], $2::bigint[]) as w (shard, first)
          join pack p on p.shard = w.shard and p.first = w.first`,
        values: [missing.map(({ shard }) => shard), missing.map(({ first }) => first)],
      })) as readonly PackRow[];
      for (const row of rows) {
        const pack = await unpacked(row);
        this.open.set(nameOf(row), pack);
        opened.set(nameOf(row), pack);
      }
    }
    return places.flatMap((place) => opened.get(nameOf(place)) ?? []);
  }
}

/** Adds an event to those of its stream. */
export function put(streams: Map<string, StoredEvent[]>, event: StoredEvent): void {
  const own = streams.get(event.stream);
  if (own === undefined) streams.set(event.stream, [event]);
  else own.push(event);
}

interface Place {
  readonly shard: number;
  readonly first: string;
}

const nameOf = ({ shard, first }: Place): string => `${String(shard)}:${first}`;

export const digestOf = (plain: Buffer): Buffer => createHash('sha256').update(plain).digest();

/** @throws DamagedPack */
export async function unpacked({ shard, first, last, digest, plain, body }: PackRow): Promise<OpenPack> {
  const [from, to] = [Number(first), Number(last)];
  try {
    const bytes = await decompress(body, { maxOutputLength: plain });
    const events = eventsOf(shard, bytes);
    const whole = events[0]?.position === from && events.length === to - from + 1;
    if (!whole || !digestOf(bytes).equals(digest)) throw new RangeError('another content');
    return { shard, first: from, last: to, events };
  } catch {
    throw new DamagedPack(shard, from, to);
  }
}

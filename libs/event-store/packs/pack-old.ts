import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type pg from 'pg';
import { plainOf } from '../sql/packs.js';
import { digestOf, unpacked, type PackRow } from './packs.js';

const compress = promisify(brotliCompress);

/** One packer of a database at a time: two would only do the same work. */
const PACKS_LOCK = "hashtext('yichuang-packs')";

/** Beyond this, minutes of a processor win a hundredth of the bytes. */
const QUALITY = 5;

export interface Packing {
  /** As the role that owns the tables. */
  readonly owner: pg.ClientBase;
  readonly shards: number;
  /** Domain time: only what was recorded at or before it. */
  readonly recordedBefore: number;
  /** Events of a pack; a run that has fewer stays in rows. */
  readonly packEvents: number;
  /** A pack ends before it has more bytes of bodies, but has one event at least. */
  readonly packBytes: number;
  readonly signal?: AbortSignal;
}

/** What was packed: events, and packs made of them. */
export interface Packed {
  readonly events: number;
  readonly packs: number;
}

/**
 * Moves runs of old published events into packs, a transaction a pack: whoever is killed meanwhile has moved it or not. Nothing
 * waits for it, and it waits for nobody. `null`: another packer is at work.
 */
export async function packOld(packing: Packing): Promise<Packed | null> {
  const { owner, shards, signal } = packing;
  const { rows } = await owner.query<{ mine: boolean }>(`select pg_try_advisory_lock(${PACKS_LOCK}) as mine`);
  if (rows[0]?.mine !== true) return null;
  try {
    const packed = { events: 0, packs: 0 };
    for (let shard = 0; shard < shards && signal?.aborted !== true;) {
      const events = await packOne(packing, shard);
      if (events === 0) shard += 1;
      else packed.packs += 1;
      packed.events += events;
    }
    return packed;
  } finally {
    await owner.query(`select pg_advisory_unlock(${PACKS_LOCK})`);
  }
}

interface Run {
  readonly first: string;
  readonly last: string;
  readonly recorded_at: string;
  readonly plain: Buffer;
}

/**
 * The next whole pack of a shard as its rows say it. An event of which the relay may still have to tell is not looked at, and
 * the size of a run is known before its bodies are read.
 */
const runSql = `with start as (
    select coalesce((select last from pack where shard = $1 order by first desc limit 1), 0) as after
  ), run as (
    select e.position, e.recorded_at, count(*) over grown as events, sum(octet_length(e.body)) over grown as bytes
      from event e cross join start
      where e.shard = $1 and e.position > start.after and e.position <= start.after + $3
        and e.position <= (
          select case when h.public_position > r.cursor then r.cursor else h.position end
            from head h join relay r using (shard) where h.shard = $1)
      window grown as (order by e.position)
  ), fitting as (
    select max(position) as last, max(recorded_at) as recorded_at from run where bytes <= $4 or events = 1
  ), whole as (
    -- a pack is whole when it is full: of events, or because the next would be too many bytes
    select last from fitting
      where recorded_at <= $2
        and (exists (select 1 from run where position > last) or (select count(*) from run) = $3)
  )
  select start.after + 1 as first, whole.last, (
      select recorded_at from event where shard = $1 and position = start.after + 1) as recorded_at, (
      ${plainOf('(select * from event where shard = $1 and position > start.after and position <= whole.last)')}) as plain
    from start, whole`;

/** Events packed; 0 when there is no whole pack of old ones. */
async function packOne({ owner, recordedBefore, packEvents, packBytes }: Packing, shard: number): Promise<number> {
  const { rows } = await owner.query<Run>({
    name: 'pack-run',
    text: runSql,
    values: [shard, recordedBefore, packEvents, packBytes],
  });
  const [run] = rows;
  if (run === undefined) return 0;
  const pack = await packOf(shard, run);
  await owner.query('begin');
  try {
    await move(owner, pack, run.recorded_at);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => undefined);
    throw error;
  }
  return Number(run.last) - Number(run.first) + 1;
}

async function packOf(shard: number, { first, last, plain }: Run): Promise<PackRow> {
  const body = await compress(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  return { shard, first, last, digest: digestOf(plain), plain: plain.length, body };
}

/** Within a transaction. Read back before its rows go: what could not be unpacked would be lost. */
async function move(owner: pg.ClientBase, pack: PackRow, recordedAt: string): Promise<void> {
  const { shard, first, last, digest, plain, body } = pack;
  const versions = new Map((await unpacked(pack)).events.map(({ stream, version }) => [stream, version]));
  await owner.query({
    name: 'pack-made',
    text: 'insert into pack (shard, first, last, recorded_at, digest, plain, body) values ($1, $2, $3, $4, $5, $6, $7)',
    values: [shard, first, last, recordedAt, digest, plain, body],
  });
  await owner.query({
    name: 'pack-streams',
    text: `insert into packed (stream, shard, first, version)
      select stream_key(w.stream), $1, $2, w.version from unnest($3::text[], $4::integer[]) as w (stream, version)`,
    values: [shard, first, [...versions.keys()], [...versions.values()]],
  });
  await owner.query({
    name: 'pack-gone',
    text: 'delete from event where shard = $1 and position between $2 and $3',
    values: [shard, first, last],
  });
}

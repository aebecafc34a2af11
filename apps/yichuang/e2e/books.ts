import { ledgerEntries, SIMULATORS_DATABASE, type LedgerEntry } from '@yichuang/host';
import { rowsOf, type Row, type TestHouse } from '@yichuang/testing';
import { databaseOf, services, STREAM_DATABASE } from '../start/services.js';

/** Where the books of a house lie, in whatever processes it runs. */
export interface Books extends Pick<TestHouse, 'databaseUrl'> {
  /** Ends of the shared stream, where it is no database of the house's own. */
  readonly streamEnds?: () => Promise<readonly StreamEnd[]>;
}

export interface StreamEnd {
  readonly partition: number;
  readonly next: string;
}

/** Services that keep events. */
const writers = services.filter(({ desks }) => desks.length > 0).map(({ name }) => name);
const hearers = services.filter(({ hears }) => hears.length > 0).map(({ name }) => name);

const perService = async <R extends Row>(house: Books, names: readonly string[], sql: string) =>
  Promise.all(names.map(async (name) => [name, await rowsOf<R>(house, databaseOf(name), sql)] as const));

/** How many events each service keeps; those of the vault aside, which tells of every reading of a key. */
export async function eventCounts(house: Books): Promise<Readonly<Record<string, number>>> {
  const names = writers.filter((name) => name !== 'vault');
  const counts = await perService<{ n: number }>(house, names, 'select count(*)::int as n from event');
  return Object.fromEntries(counts.map(([name, [row]]) => [name, row?.n ?? 0]));
}

/** Schemas in which the simulated outside keeps what it was asked and did. */
export async function ledgersOf(house: Books): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string }>(
    house,
    SIMULATORS_DATABASE,
    "select nspname as name from pg_namespace where nspname like 'sim\\_%' order by 1",
  );
  return rows.map(({ name }) => name);
}

/** What the ports of one outside system were asked and did, in order. */
export const entriesOf = (house: Books, ledger: string): Promise<readonly LedgerEntry[]> =>
  ledgerEntries((sql) => rowsOf(house, SIMULATORS_DATABASE, sql), ledger);

/** Calls that reached the outside under a new key, and those that came again under one it knew. */
export async function callsOutside(house: Books): Promise<{ readonly made: number; readonly repeated: number }> {
  const sql = (ledger: string) =>
    `select count(*)::int as made, coalesce(sum(repeats), 0)::int as repeated from ${ledger}.entry`;
  const rows = await rowsOf<{ made: number; repeated: number }>(
    house,
    SIMULATORS_DATABASE,
    (await ledgersOf(house)).map(sql).join(' union all '),
  );
  return {
    made: rows.reduce((sum, { made }) => sum + made, 0),
    repeated: rows.reduce((sum, { repeated }) => sum + repeated, 0),
  };
}

/** Sets every service back to the beginning of what it publishes; of a house whose services do not run. */
export async function rewind(house: Books): Promise<void> {
  await perService(house, writers, "update relay set cursor = 0, owner = null, leased_until = '-infinity'");
}

/** Something is still under way: not published, not heard, or asked outside and not answered. */
export async function unsettled(house: Books): Promise<readonly string[]> {
  const [relays, errands, ends] = await Promise.all([
    perService(house, writers, 'select 1 from relay r join head h using (shard) where r.cursor <> h.public_position'),
    perService(house, writers, 'select 1 from errand where not exhausted'),
    logEnds(house),
  ]);
  const places = await placesOf(house);
  return [
    ...relays.filter(([, rows]) => rows.length > 0).map(([name]) => `${name} has not published all`),
    ...errands.filter(([, rows]) => rows.length > 0).map(([name]) => `${name} waits for answers`),
    ...behind(places, ends),
  ];
}

interface Place extends Row {
  readonly service: string;
  readonly partition: number;
  readonly next: string;
}

async function placesOf(house: Books): Promise<readonly Place[]> {
  const all = await perService<Place>(house, hearers, 'select partition, next from place');
  return all.flatMap(([service, rows]) => rows.map((row) => ({ ...row, service })));
}

const logEnds = (house: Books): Promise<readonly StreamEnd[]> =>
  house.streamEnds?.() ?? rowsOf<StreamEnd & Row>(house, STREAM_DATABASE, 'select partition, next from stream.head');

function behind(places: readonly Place[], ends: readonly StreamEnd[]): string[] {
  return hearers.flatMap((service) =>
    ends.flatMap(({ partition, next }) => {
      const at = places.find((one) => one.service === service && one.partition === partition)?.next ?? '0';
      return at === next ? [] : [`${service} is at ${at} of ${next} in partition ${String(partition)}`];
    }),
  );
}

/** Every broken promise of the protocol, in words; of a house that has settled. */
export async function faultsOfProtocol(house: Books): Promise<readonly string[]> {
  return [...(await unsettled(house)), ...(await faultsOfPositions(house)), ...(await faultsOfWatermarks(house))];
}

async function faultsOfPositions(house: Books): Promise<string[]> {
  const sparse = await perService<{ shard: number; head: string; events: string; last: string }>(
    house,
    writers,
    `select h.shard, h.position as head, count(e.position) as events, coalesce(max(e.position), 0) as last
       from head h left join event e using (shard) group by h.shard, h.position
       having h.position <> count(e.position) or h.position <> coalesce(max(e.position), 0)`,
  );
  const follows = await perService<{ shard: number; position: string }>(
    house,
    writers,
    `select shard, position from (
        select shard, position, follows, lag(position, 1, 0) over (partition by shard order by position) as before
          from event where audience is not null) public
      where follows <> before`,
  );
  return [
    ...sparse.flatMap(([name, rows]) =>
      rows.map(
        ({ shard, head, events, last }) =>
          `${name} shard ${String(shard)}: head ${head}, ${events} events, last ${last}`,
      ),
    ),
    ...follows.flatMap(([name, rows]) =>
      rows.map(
        ({ shard, position }) => `${name} shard ${String(shard)}: ${position} does not follow the public event before`,
      ),
    ),
  ];
}

async function faultsOfWatermarks(house: Books): Promise<string[]> {
  const published = await perService<{ shard: number; end: string }>(
    house,
    writers,
    'select shard, public_position as "end" from head where public_position > 0',
  );
  const marks = await perService<{ source: string; shard: number; position: string }>(
    house,
    hearers,
    'select source, shard, position from watermark',
  );
  return marks.flatMap(([consumer, own]) => {
    const at = new Map(own.map(({ source, shard, position }) => [`${source} ${String(shard)}`, position]));
    return published.flatMap(([source, shards]) =>
      shards.flatMap(({ shard, end }) => {
        const mark = at.get(`${source} ${String(shard)}`) ?? 'nothing';
        return mark === end ? [] : [`${consumer} heard ${source} shard ${String(shard)} up to ${mark} of ${end}`];
      }),
    );
  });
}

/** Makes every service believe that it has published all it said; of a house whose services do not run. */
export async function loseUnpublished(house: Books): Promise<void> {
  await perService(house, writers, 'update relay r set cursor = h.public_position from head h where h.shard = r.shard');
}

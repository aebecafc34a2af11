import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Applications } from '../applications.js';
import { sayTables } from '../bytes.js';
import { withClient } from '../database-figures.js';
import { Drive } from '../drive.js';
import { percentile, round, say } from '../figures.js';
import { withBenchHouse, type BenchHouse } from '../house.js';
import { closedLoop } from '../load.js';
import { allTables, bytesACase, totalBytes, type TableBytes } from '../table-bytes.js';
import { listMillis, writeMillis } from './house-latency.js';
import { Identities } from './identities.js';
import { hurry, load, type Stock } from './load.js';
import { readOriginals } from './originals.js';
import { packAll } from './pack-all.js';
import { readPlaces, unrest } from './places.js';
import { Substitution } from './substitution.js';
import { readTemplates } from './templates.js';

export interface GrowthOptions {
  /** Finished cases to measure with, rising. */
  readonly stored: readonly number[];
  /** Real cases that the others are copies of: so many that no pack holds two copies of one, which would compress too well. */
  readonly originals: number;
  /** Applications of one round of writing. */
  readonly writes: number;
  readonly warmUp: number;
  readonly seed: number;
  /** Whether to make every decision again afterwards. */
  readonly check?: true;
  readonly json?: true;
}

interface Figures {
  readonly stored: number;
  /** Of all that is stored: everything the house holds, less what it held before its first case. */
  readonly bytesPerCase: number;
  /** Of that: the tables of what is not packed, and the room in them where the next cases will be written. */
  readonly unpackedBytesPerCase: number;
  readonly startMs: number;
  readonly writeP95Ms: number;
  /** Of that with nothing stored but the originals. */
  readonly writeRatio: number;
  readonly listP95Ms: number;
}

const IN_FLIGHT = 32;
/** Of writing, the middle one counts: a single p95 of some hundreds moves by half from one to the next. */
const WRITE_ROUNDS = 3;
const QUIET_MILLIS_MAX = 60_000;
const LOOK_MILLIS = 50;
/** Cases that grow old together: what they took before they were packed is the room in which the next ones are written. */
const AGE_TOGETHER = 2_000;
/** What is not old yet stands here, or makes no whole pack; and what went into packs has left its room. */
const UNPACKED: ReadonlySet<string> = new Set(['event', 'stream.record']);

/** What the house is like when it has done its work for a long time: what it finished long ago stands in packs. */
export async function growth(options: GrowthOptions): Promise<void> {
  await withBenchHouse(async (house, drive) => {
    const figures = await measure(house, drive, options);
    if (options.json) say(JSON.stringify({ engine: 'embedded', growth: figures }));
  });
}

async function measure(house: BenchHouse, drive: Drive, options: GrowthOptions): Promise<readonly Figures[]> {
  const urlOf = (database: string): Promise<string> => house.postgresUrl(database);
  const empty = await allTables(urlOf);
  const applications = new Applications(options.seed);
  const { opened } = await closedLoop(drive, applications.take(options.originals), IN_FLIGHT);
  await drive.close();
  const stock = await takeStock(house);
  const shards = stock.places.ends.length;
  const identities = new Identities(shards, stock.originals);
  const few = await look(house, applications, options);
  sayLook(opened.length, few);
  const figures: Figures[] = [];
  for (const stored of options.stored) {
    await quiet(house);
    const has = await casesIn(urlOf);
    const laps = Math.ceil(Math.max(0, stored - has) / options.originals);
    const lapsAtOnce = Math.max(1, Math.round(AGE_TOGETHER / options.originals));
    await hurry(urlOf);
    await packAll(urlOf);
    const began = performance.now();
    for (let done = 0; done < laps; done += lapsAtOnce) {
      await load(urlOf, stock, identities, Math.min(lapsAtOnce, laps - done));
      await packAll(urlOf);
    }
    say(`${String(laps * options.originals)} cases loaded in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    const held = await casesIn(urlOf);
    const tables = bytesACase(empty, await allTables(urlOf), held);
    sayTables(tables);
    const unpacked = tables.filter(({ table }) => UNPACKED.has(table));
    say(`${String(bytesOf(unpacked))} of them not packed, or room for the next`);
    const many = await look(house, applications, options);
    sayLook(await casesIn(urlOf), many);
    const writeRatio = round(many.writeP95Ms / few.writeP95Ms);
    say(`  write p95 is ${String(writeRatio)} times that with ${String(options.originals)} stored`);
    const bytes = { bytesPerCase: bytesOf(tables), unpackedBytesPerCase: bytesOf(unpacked) };
    figures.push({ stored: held, ...bytes, ...many, writeRatio });
  }
  if (options.check) await check(house);
  return figures;
}

const bytesOf = (tables: readonly TableBytes[]): number =>
  Math.round(tables.reduce((sum, one) => sum + totalBytes(one), 0));

/** Stops the house where nothing moves, its Postgres going on. */
async function quiet(house: BenchHouse): Promise<void> {
  const urlOf = (database: string): Promise<string> => house.postgresUrl(database);
  const until = performance.now() + QUIET_MILLIS_MAX;
  for (let moves = await unrest(urlOf); moves !== null; moves = await unrest(urlOf)) {
    if (performance.now() > until) throw new Error(`the house does not come to rest: ${moves}`);
    await pause(LOOK_MILLIS);
  }
  await house.leavePostgres();
}

/** Everything the house holds, as it is written again for each copy. */
async function takeStock(house: BenchHouse): Promise<Stock> {
  const urlOf = (database: string): Promise<string> => house.postgresUrl(database);
  await quiet(house);
  const originals = await readOriginals(urlOf);
  const substitution = new Substitution(originals.map(({ identity }) => identity));
  return { originals, templates: await readTemplates(urlOf, substitution), places: await readPlaces(urlOf) };
}

type Look = Pick<Figures, 'startMs' | 'writeP95Ms' | 'listP95Ms'>;

/** Starts the house anew, Postgres too, and measures it after it has been at work for a while. */
async function look(house: BenchHouse, applications: Applications, options: GrowthOptions): Promise<Look> {
  await house.stop();
  // what was loaded in a hurry is still on its way to the disk, and would hold up the first commits
  await promisify(execFile)('sync');
  const startMs = Math.round(await house.startAgain());
  const drive = await Drive.open(house);
  try {
    await closedLoop(drive, applications.take(options.warmUp), IN_FLIGHT);
    const rounds: number[] = [];
    for (let done = 0; done < WRITE_ROUNDS; done += 1)
      rounds.push(percentile(await writeMillis(drive, applications.take(options.writes)), 0.95));
    say(`  write p95 by rounds: ${rounds.map((millis) => String(round(millis))).join(', ')} ms`);
    const lists = await listMillis(drive, await house.postgresUrl('yc_orchestrator'));
    for (const [kind, millis] of Object.entries(lists)) say(`  list, ${kind}: p95 ${String(round(millis))} ms`);
    const listP95Ms = round(Math.max(...Object.values(lists)));
    return { startMs, writeP95Ms: round(percentile(rounds, 0.5)), listP95Ms };
  } finally {
    await drive.close();
  }
}

function sayLook(stored: number, { startMs, writeP95Ms, listP95Ms }: Look): void {
  say(`with ${String(stored)} cases stored: ready ${String(startMs)} ms after the start,`);
  say(`  write p95 ${String(writeP95Ms)} ms, list p95 ${String(listP95Ms)} ms for the slowest kind`);
}

async function casesIn(urlOf: (database: string) => Promise<string>): Promise<number> {
  return withClient(await urlOf('yc_orchestrator'), async (client) => {
    const { rows } = await client.query<{ count: string }>('select count(*) from case_row');
    return Number(rows[0]?.count);
  });
}

interface Replayed {
  readonly events: number;
  readonly decisions: number;
  readonly registers: number;
  readonly differences: readonly object[];
}

/** @throws Error when the record, copies and all, does not hold together */
async function check(house: BenchHouse): Promise<void> {
  const headers = { authorization: `Bearer ${await house.tokenOf('auditor')}` };
  const answer = await fetch(`${house.url}/api/v1/replay`, { method: 'POST', headers });
  if (!answer.ok) throw new Error(`replay was answered ${String(answer.status)}: ${await answer.text()}`);
  const { events, decisions, registers, differences } = (await answer.json()) as Replayed;
  const [first] = differences;
  if (first !== undefined) throw new Error(`${String(differences.length)} differences: ${JSON.stringify(first)}`);
  say(`replayed: ${String(events)} events, ${String(decisions)} decisions, ${String(registers)} rows, 0 differences`);
}

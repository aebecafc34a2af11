import pg from 'pg';
import { OwnerSession } from './owner-session.js';
import { createTableSql, registerWriteSql, shapeOf } from './registers.js';
import type { RegisterTable } from './types.js';

/** The database was made with another number of shards than this start was told. Both are named; nothing is served. */
export class ShardsDiffer extends Error {
  override readonly name = 'ShardsDiffer';
  constructor(
    readonly made: number,
    readonly told: number,
  ) {
    super(`this database was made with ${String(made)} shards, and this start is told ${String(told)}`);
  }
}

const GROUND_LOCK = "hashtext('yichuang-ground')";

export interface Ground {
  readonly owner: OwnerSession;
  readonly serviceRole: string | null;
  /** Registers that are new or of another shape than their table: to be built from the events. */
  readonly stale: readonly RegisterTable[];
  /** Names of registers that no desk has any more: to be dropped once nobody writes them. */
  readonly gone: readonly string[];
}

/**
 * Prepares what the migrations cannot know: the heads of the shards and the tables of the registers. One start at a time:
 * the lock stands until {@link releaseGround}, when the registers are built.
 *
 * @throws ShardsDiffer
 */
export async function layGround(
  connectionString: string,
  shards: number,
  registers: readonly RegisterTable[],
): Promise<Ground> {
  const owner = await OwnerSession.open(connectionString);
  try {
    const client = await owner.ready();
    await client.query(`select pg_advisory_lock(${GROUND_LOCK})`);
    await checkShards(client, shards);
    const serviceRole = await roleOf(client);
    return { owner, serviceRole, ...(await layRegisters(client, registers, serviceRole)) };
  } catch (error) {
    await owner.close();
    throw error;
  }
}

export async function releaseGround({ owner }: Ground): Promise<void> {
  await (await owner.ready()).query(`select pg_advisory_unlock(${GROUND_LOCK})`);
}

async function checkShards(owner: pg.ClientBase, shards: number): Promise<void> {
  const { rows } = await owner.query<{ value: string }>("select value from setting where name = 'shards'");
  const made = rows[0] === undefined ? null : Number(rows[0].value);
  if (made !== null && made !== shards) throw new ShardsDiffer(made, shards);
  if (made !== null) return;
  await owner.query('begin');
  await owner.query("insert into setting (name, value) values ('shards', $1)", [String(shards)]);
  await owner.query('insert into head (shard) select generate_series(0, $1::integer - 1)', [shards]);
  await owner.query('insert into relay (shard) select generate_series(0, $1::integer - 1)', [shards]);
  await owner.query('commit');
}

async function roleOf(owner: pg.ClientBase): Promise<string | null> {
  const { rows } = await owner.query<{ role: string | null }>(
    "select current_setting('yichuang.service_role', true) as role",
  );
  const role = rows[0]?.role ?? null;
  return role === '' ? null : role;
}

async function layRegisters(
  owner: pg.ClientBase,
  registers: readonly RegisterTable[],
  serviceRole: string | null,
): Promise<Pick<Ground, 'stale' | 'gone'>> {
  const stale: RegisterTable[] = [];
  const { rows } = await owner.query<{ name: string; value: string }>(
    "select name, value from setting where name like 'register:%'",
  );
  const known = new Map(rows.map(({ name, value }) => [name.slice('register:'.length), value]));
  const { rows: seen } = await owner.query<{ any: boolean }>(
    'select exists (select 1 from event) or exists (select 1 from pack) as any',
  );
  for (const table of registers) {
    if (known.get(table.name) === shapeOf(table)) continue;
    if (!known.has(table.name)) {
      await owner.query(createTableSql(table));
      if (serviceRole !== null) {
        await owner.query(
          `grant select, insert, update, delete on ${pg.escapeIdentifier(table.name)} to ${pg.escapeIdentifier(serviceRole)}`,
        );
      }
    }
    if (known.has(table.name) || seen[0]?.any === true) stale.push(table);
    else await noteShape(owner, table);
  }
  if (stale.length === 0) await owner.query(registerWriteSql(registers));
  const has = new Set(registers.map(({ name }) => name));
  return { stale, gone: [...known.keys()].filter((name) => !has.has(name)) };
}

export async function noteShape(owner: pg.ClientBase, table: RegisterTable): Promise<void> {
  await owner.query(
    "insert into setting (name, value) values ('register:' || $1, $2) on conflict (name) do update set value = excluded.value",
    [table.name, shapeOf(table)],
  );
}

/** A build that still has them finds them made again. */
export async function dropRegisters(owner: pg.ClientBase, gone: readonly string[]): Promise<void> {
  for (const name of gone) {
    await owner.query('begin');
    await owner.query(`drop table if exists ${pg.escapeIdentifier(name)}`);
    await owner.query("delete from setting where name = 'register:' || $1", [name]);
    await owner.query('commit');
  }
}

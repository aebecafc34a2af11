import type { Client } from 'pg';
import { entryKey, fullText, markOf, packed, type Exchange } from './ledger-entry.js';

/** A port in its ledger: its number, and its first call in full, which all its entries are told by. */
export interface LedgerPort {
  readonly id: number;
  readonly first: Buffer;
}

/** What the ledger is to hold of one call. */
export interface NewEntry extends Exchange {
  readonly serial: number;
  readonly key: string;
  readonly caseId: string;
  readonly repeats?: number;
}

/** A key that came again, with what was said the first time. */
export interface Repeated {
  readonly key: string;
  readonly said: Buffer;
}

const TABLES = `
create sequence if not exists entry_serial as integer;
create table if not exists port (
  id smallint generated always as identity primary key,
  name text not null unique,
  first bytea not null
);
create table if not exists entry (
  key uuid primary key,
  serial integer not null,
  -- none: it did not come again
  repeats integer,
  port smallint not null,
  case_id text not null,
  said bytea not null,
  marks bigint[]
);
create table if not exists behaviour (port text primary key, mode jsonb not null);
`;

/** Looked up at every answer: a list of entries not yet sorted in would be read through each time. */
const MARKS = 'create index if not exists entry_marks on entry using gin (marks) with (fastupdate = off);';

const TAKEN_OVER_AT_ONCE = 1_000;

/**
 * Makes the tables where they are missing, and takes over what a ledger of an earlier version holds.
 *
 * @param looks whether a port of it looks for effects of earlier calls: only then are they marked, from then on
 */
export async function layLedger(client: Client, schema: string, looks: boolean): Promise<void> {
  await client.query("select pg_advisory_lock(hashtext('simulator-schema'))");
  try {
    await client.query(`create schema if not exists ${client.escapeIdentifier(schema)}`);
    await client.query(TABLES);
    if (looks) await client.query(MARKS);
    const { rows } = await client.query<{ old: boolean }>("select to_regclass('call') is not null as old");
    if (rows[0]?.old === true) await takeOver(client, looks);
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('simulator-schema'))");
  }
}

export async function readPorts(client: Client): Promise<ReadonlyMap<string, LedgerPort>> {
  const { rows } = await client.query<LedgerPort & { name: string }>('select id, name, first from port');
  return new Map(rows.map(({ name, id, first }) => [name, { id, first }]));
}

/** Whoever comes first says what the port's entries are told by; the ports as they are then. */
export async function addPort(client: Client, name: string, first: Exchange): Promise<ReadonlyMap<string, LedgerPort>> {
  await client.query({
    text: 'insert into port (name, first) values ($1, $2) on conflict (name) do nothing',
    values: [name, fullText(first)],
  });
  return readPorts(client);
}

/** A key that is there already keeps its first entry, and is counted: those are answered. */
export async function writeEntries(
  client: Client,
  { id, first }: LedgerPort,
  entries: readonly NewEntry[],
  looks: boolean,
): Promise<readonly Repeated[]> {
  const rows = entries.map(({ serial, key, caseId, repeats, ...said }) => ({
    ...{ serial, key, case_id: caseId, repeats, said: packed(said, first).toString('base64') },
    marks: looks && said.effects.length > 0 ? said.effects.map(markOf) : null,
  }));
  const written = await client.query<{ key: string; said: Buffer | null }>({
    name: 'write',
    text: `insert into entry (key, serial, repeats, port, case_id, said, marks)
      select key, serial, repeats, $1, case_id, decode(said, 'base64'), marks
      from jsonb_to_recordset($2::jsonb)
        as r(key uuid, serial int, repeats int, case_id text, said text, marks bigint[])
      on conflict (key) do update set repeats = coalesce(entry.repeats, 0) + 1
      returning key, case when repeats is null then null else said end as said`,
    values: [id, JSON.stringify(rows)],
  });
  return written.rows.filter((row): row is Repeated => row.said !== null);
}

interface OldRow {
  readonly serial: string;
  readonly port: string;
  readonly key: string;
  readonly case_id: string;
  readonly ask: unknown;
  readonly answer: unknown;
  readonly effects: readonly string[];
  readonly repeats: number;
}

/** From one row a call with everything in full. Nobody writes there meanwhile; afterwards that table is gone. */
async function takeOver(client: Client, looks: boolean): Promise<void> {
  await client.query('begin');
  try {
    await client.query('lock table call in access exclusive mode');
    await client.query("select setval('entry_serial', nextval(pg_get_serial_sequence('call', 'serial')), false)");
    let after = '0';
    for (;;) {
      const { rows } = await client.query<OldRow>(
        `select serial, port, key, case_id, ask, answer, effects, repeats from call
          where serial > $1 order by serial limit ${String(TAKEN_OVER_AT_ONCE)}`,
        [after],
      );
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.serial;
      await takeRows(client, rows, looks);
    }
    await client.query('drop table call');
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function takeRows(client: Client, rows: readonly OldRow[], looks: boolean): Promise<void> {
  let ports = await readPorts(client);
  for (const name of new Set(rows.map(({ port }) => port))) {
    const own = rows.filter(({ port }) => port === name);
    if (!ports.has(name)) ports = await addPort(client, name, own[0] as OldRow);
    const entries = own.map(({ serial, key, case_id: caseId, repeats, ask, answer, effects }) => ({
      ...{ serial: Number(serial), key: entryKey(name, key), caseId, ask, answer, effects },
      ...(repeats === 0 ? {} : { repeats }),
    }));
    await writeEntries(client, ports.get(name) as LedgerPort, entries, looks);
  }
}

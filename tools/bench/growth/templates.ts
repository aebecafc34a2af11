import { caseIdOf } from '@yichuang/event-store';
import type { Client, CustomTypesConfig } from 'pg';
import { withClient } from '../database-figures.js';
import { databasesOf } from '../table-bytes.js';
import { merged, type Piece } from './pieces.js';
import { serviceOf } from './places.js';
import { LEDGER_PIECES, ledgerPieces } from './ledger-pieces.js';
import { storedBody, storedBytes } from './stored-body.js';
import type { Substitution } from './substitution.js';

/** The rows of one table as they are written again for each copy of the cases. */
export interface Template {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Piece[])[];
}

type UrlOf = (database: string) => Promise<string>;

interface Column {
  readonly name: string;
  readonly type: string;
}

type Row = Readonly<Record<string, string | null>>;

/** What says where a service is, and what no case owns: it is moved on, or stays. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  ...['setting', 'migration', 'head', 'claim', 'relay', 'place', 'watermark', 'errand_owner', 'stop'],
  ...['stream.head', 'stream.log', 'stream.topic', 'stream.word'],
]);

/** What a simulator is told of how to behave, and what its entries are told by, is there once. */
const isOnce = (table: string): boolean => table.endsWith('.behaviour') || table.endsWith('.port');

/** Columns of bytes that hold messages. */
const MESSAGES: ReadonlySet<string> = new Set(['body', 'answer']);

/** Every value as Postgres writes it. */
const asWritten = { getTypeParser: () => (value: string) => value } as unknown as CustomTypesConfig;

/** Every row of every case. @throws Error for a table of which it is not known how its rows are made again */
export async function readTemplates(urlOf: UrlOf, substitution: Substitution): Promise<readonly Template[]> {
  const templates: Template[] = [];
  for (const database of await databasesOf(urlOf)) {
    await withClient(await urlOf(database), async (client) => {
      const words = database === 'yc_stream' ? await wordsOf(client) : new Map<string, string>();
      for (const [table, columns] of await tablesOf(client)) {
        if (NOT_COPIED.has(table) || isOnce(table)) continue;
        const names = columns.map(({ name }) => `"${name}"`);
        const { rows } = await client.query<Row>({
          text: `select * from ${table} ${orderOf(table)}`,
          types: asWritten,
        });
        if (rows.length === 0) continue;
        if (!columns.some(({ name }) => ['stream', 'case_id', 'key'].includes(name)))
          throw new Error(`it is not known how rows of ${database}.${table} are made again`);
        const firsts = isLedger(table) ? await firstsOf(client, table) : new Map<string, Buffer>();
        const of = { database, table, substitution, words, firsts };
        templates.push({ database, table, columns: names, rows: rows.map((row) => piecesOf(row, columns, of)) });
      }
    });
  }
  return templates;
}

const isLedger = (table: string): boolean => table.endsWith('.entry');

/** As they came: what is next to each other in a copy is so in the original. */
function orderOf(table: string): string {
  switch (table) {
    case 'event':
      return 'order by shard, position';
    case 'stream.record':
      return 'order by topic, partition, "offset"';
    default:
      return isLedger(table) ? 'order by serial' : '';
  }
}

interface Of {
  readonly database: string;
  readonly table: string;
  readonly substitution: Substitution;
  /** Of the stream: what each number stands for. */
  readonly words: ReadonlyMap<string, string>;
  /** Of a ledger: what the entries of each port are told by. */
  readonly firsts: ReadonlyMap<string, Buffer>;
}

function piecesOf(row: Row, columns: readonly Column[], of: Of): readonly Piece[] {
  const pieces = columns.flatMap(({ name, type }, index): Piece[] => {
    const value = row[name] ?? null;
    const written = value === null ? ['\\N'] : valueOf(value, name, type, row, of);
    return index === 0 ? written : ['\t', ...written];
  });
  return merged([...pieces, '\n']);
}

function valueOf(value: string, name: string, type: string, row: Row, of: Of): Piece[] {
  const { database, table, substitution, words } = of;
  if (isLedger(table) && LEDGER_PIECES.has(name)) {
    const first = of.firsts.get(row['port'] ?? '') as Buffer;
    return ledgerPieces(name, row, first, substitution);
  }
  if (type === 'bytea') {
    const bytes = Buffer.from(value.slice(2), 'hex');
    return MESSAGES.has(name) ? storedBody(bytes, substitution) : storedBytes(bytes);
  }
  const counted = Number(value);
  const [shard, partition] = [Number(row['shard']), Number(row['partition'])];
  const service = table === 'stream.record' ? (words.get(row['source'] ?? '') ?? '') : serviceOf(database);
  switch (name) {
    case 'position':
      return [({ positions }) => String(counted + positions(service, shard))];
    case 'follows':
      return [
        counted === 0
          ? ({ lastPublic }) => String(lastPublic(service, shard))
          : ({ positions }) => String(counted + positions(service, shard)),
      ];
    case 'offset':
      return [({ offsets }) => String(counted + offsets(partition))];
    case 'serial':
      return [({ serials }) => String(counted + serials(table))];
    case 'key':
    case 'cause':
      return withRecords(value, substitution);
    case 'keys':
      return table === 'holding' ? heldKeys(value, row['stream'] ?? '', substitution) : substitution.pieces(value);
    default:
      return substitution.pieces(value);
  }
}

/** A cause may name the record it came from, and so may an errand's: its position is another in each copy. */
function withRecords(text: string, substitution: Substitution): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(/(?<=^|\|)([a-z-]+):(\d+):(\d+)(?=\||$)/g)) {
    const [all, source = '', shard = '', position = ''] = found;
    pieces.push(...substitution.pieces(text.slice(from, found.index)), `${source}:${shard}:`);
    pieces.push(({ positions }) => String(Number(position) + positions(source, Number(shard))));
    from = found.index + all.length;
  }
  return [...pieces, ...substitution.pieces(text.slice(from))];
}

function heldKeys(keys: string, stream: string, substitution: Substitution): Piece[] {
  if (keys.includes('\\')) throw new TypeError(`${stream} holds keys with letters that are escaped`);
  // Postgres writes those in quotes that have a space in them
  const all = Array.from(keys.slice(1, -1).matchAll(/"([^"]*)"|[^,"]+/g), ([bare, quoted = bare]) => quoted);
  const pieces = all.flatMap((key) => ['","', ...heldKey(key, stream, substitution)]);
  return ['{"', ...pieces.slice(1), '"}'];
}

/** A name is held under its parts too, and a part alone is no mark: it is taken out of the copy's whole name. */
function heldKey(key: string, stream: string, substitution: Substitution): Piece[] {
  const [head, part] = /^(part\/[0-9]+\/)(.+)$/.exec(key)?.slice(1) ?? [];
  if (head === undefined || part === undefined) return substitution.pieces(key);
  return [head, substitution.partOfName(caseIdOf(stream), part)];
}

async function firstsOf(client: Client, table: string): Promise<ReadonlyMap<string, Buffer>> {
  const { rows } = await client.query<{ id: number; first: Buffer }>(
    `select id, first from ${table.replace(/entry$/, 'port')}`,
  );
  return new Map(rows.map(({ id, first }) => [String(id), first]));
}

async function wordsOf(client: Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: number; word: string }>('select id, word from stream.word');
  return new Map(rows.map(({ id, word }) => [String(id), word]));
}

async function tablesOf(client: Client): Promise<ReadonlyMap<string, readonly Column[]>> {
  const { rows } = await client.query<Column & { table: string }>(
    `select c.oid::regclass::text as table, a.attname as name, t.typname as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       join pg_type t on t.oid = a.atttypid
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
     order by 1, a.attnum`,
  );
  const tables = new Map<string, Column[]>();
  for (const { table, ...column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  return tables;
}

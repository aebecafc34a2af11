import type { StoredEvent } from './types.js';

/** An event as Postgres gives it: 64-bit numbers as text. */
export interface EventRow {
  readonly shard: number;
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly audience: string | null;
  readonly at: string;
  readonly recorded_at: string;
  readonly follows: string | null;
  readonly cause: string;
  readonly body: Buffer;
}

/** The columns of {@link EventRow}, named: a prepared `select *` breaks when a table is switched or widened. */
export const eventColumns = 'shard, position, stream, version, type, audience, at, recorded_at, follows, cause, body';

/** The same of a table that goes by another name in its statement. */
export const eventColumnsOf = (alias: string): string =>
  eventColumns
    .split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ');

export const toStored = (row: EventRow): StoredEvent => ({
  shard: row.shard,
  position: Number(row.position),
  stream: row.stream,
  version: row.version,
  type: row.type,
  audience: row.audience,
  at: Number(row.at),
  recordedAt: Number(row.recorded_at),
  follows: row.follows === null ? null : Number(row.follows),
  cause: row.cause,
  body: row.body,
});

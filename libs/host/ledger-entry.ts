import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What a simulator was asked, what it answered, and what that effected. */
export interface Exchange {
  readonly ask: unknown;
  readonly answer: unknown;
  readonly effects: readonly string[];
}

/** Fast and with the usual window: what comes again is found in the first call of the port, which is short. */
const LEVEL = 1;

/** As it is kept in full, of the first call of a port. */
export const fullText = ({ ask, answer, effects }: Exchange): Buffer =>
  Buffer.from(JSON.stringify([ask ?? null, answer ?? null, effects]), 'utf8');

/** As it is kept in an entry: what differs from the first call of its port. Calls of one port are much alike. */
export const packed = (said: Exchange, first: Buffer): Buffer =>
  deflateRawSync(fullText(said), { level: LEVEL, dictionary: first });

export function unpacked(bytes: Uint8Array, first: Buffer): Exchange {
  const text = inflateRawSync(bytes, { dictionary: first }).toString('utf8');
  const [ask, answer, effects] = JSON.parse(text) as [unknown, unknown, readonly string[]];
  return { ask, answer, effects };
}

/** What stands for a key in the ledger, as Postgres writes a `uuid`: half a SHA-256 of port and key. */
export function entryKey(port: string, key: string): string {
  const digits = createHash('sha256').update(`${port} ${key}`).digest('hex').slice(0, 32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What stands for an effect where it is looked up, as Postgres writes a `bigint`; two effects may share one. */
export const markOf = (effect: string): string =>
  createHash('sha256').update(effect, 'utf8').digest().readBigInt64BE().toString();

/** An entry of a ledger as its readers see it. */
export interface LedgerEntry extends Exchange {
  readonly serial: number;
  readonly port: string;
  /** Stands for the key: the same for the same key of a port, and for no other. */
  readonly key: string;
  readonly caseId: string;
  /** How often the key came again. */
  readonly repeats: number;
}

type Query = (sql: string) => Promise<readonly object[]>;

interface Row {
  readonly serial: number;
  readonly port: string;
  readonly first: Buffer;
  readonly key: string;
  readonly case_id: string;
  readonly repeats: number;
  readonly said: Buffer;
}

/**
 * All entries of a ledger in their order, for whoever holds a house's books against one another.
 *
 * @param query asks the database of the simulators
 */
export async function ledgerEntries(query: Query, schema: string): Promise<readonly LedgerEntry[]> {
  const rows = (await query(
    `select serial, name as port, first, key, case_id, coalesce(repeats, 0) as repeats, said
       from ${schema}.entry join ${schema}.port on id = port order by serial`,
  )) as readonly Row[];
  return rows.map(({ serial, port, first, key, case_id: caseId, repeats, said }) => ({
    ...{ serial, port, key, caseId, repeats },
    ...unpacked(said, first),
  }));
}

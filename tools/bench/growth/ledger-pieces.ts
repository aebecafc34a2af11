import { createHash } from 'node:crypto';
import { markOf, packed, unpacked, type Exchange } from '@yichuang/host';
import { merged, render, type Lap, type Piece, type Writing } from './pieces.js';
import type { Substitution } from './substitution.js';

/** Columns of an entry of a ledger that are made of what was said in it, or of nothing else of the row. */
export const LEDGER_PIECES: ReadonlySet<string> = new Set(['key', 'said', 'marks']);

type Row = Readonly<Record<string, string | null>>;

/**
 * A column of an entry for every copy with its own names: unpacked, said of the copy, and packed again.
 *
 * @param first what the entries of the port are told by
 */
export function ledgerPieces(name: string, row: Row, first: Buffer, substitution: Substitution): Piece[] {
  // a key is a digest of what names its case: of a copy it is another, and no two laps have a copy in common
  if (name === 'key')
    return [
      ({ identities: [one] }) =>
        createHash('md5')
          .update(`${one?.caseId ?? ''} ${String(row['key'])}`)
          .digest('hex'),
    ];
  const said = unpacked(Buffer.from((row['said'] ?? '').slice(2), 'hex'), first);
  const pieces = merged(substitution.pieces(JSON.stringify(said), asItIs));
  const copied = (lap: Lap): Exchange => JSON.parse(render(pieces, lap)) as Exchange;
  return name === 'marks'
    ? [(lap) => `{${copied(lap).effects.map(markOf).join(',')}}`]
    : [(lap) => `\\\\x${packed(copied(lap), first).toString('hex')}`];
}

const asItIs: Writing = (text) => text;

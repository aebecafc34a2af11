import type { Identity } from './identities.js';

/** One copy of all originals: who the copies are, and how far behind the originals they lie, by where it is counted. */
export interface Lap {
  /** In the order of the originals. */
  readonly identities: readonly Identity[];
  /** Told apart from every other lap. */
  readonly index: number;
  /** Added to a position of a service's shard. */
  readonly positions: (service: string, shard: number) => number;
  /** What the first public event of the copy follows: the last public position before it. */
  readonly lastPublic: (service: string, shard: number) => number;
  /** Added to an offset of the stream. */
  readonly offsets: (partition: number) => number;
  /** Added to a serial of a simulator's ledger. */
  readonly serials: (ledger: string) => number;
}

/** Part of a row: the same in every copy, or made for each. */
export type Piece = string | ((lap: Lap) => string);

export function render(pieces: readonly Piece[], lap: Lap): string {
  let line = '';
  for (const piece of pieces) line += typeof piece === 'string' ? piece : piece(lap);
  return line;
}

/** Neighbouring texts as one, so that a copy is made of few pieces. */
export function merged(pieces: readonly Piece[]): readonly Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else if (piece !== '') all.push(piece);
  }
  return all;
}

/** How a text stands in a column: as it is, or as the bytes of its UTF-8. */
export type Writing = (text: string) => string;

const signs: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** As the text format of `copy` wants it. */
export const asText: Writing = (text) => text.replace(/[\\\n\r\t]/g, (sign) => signs[sign] ?? sign);

export const asHex: Writing = (text) => Buffer.from(text, 'utf8').toString('hex');

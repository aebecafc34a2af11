import { frame, unframe } from '@yichuang/host';
import { asHex, type Piece } from './pieces.js';
import type { Substitution } from './substitution.js';

/**
 * A message as it lies in a column of bytes, for every copy with its own names. What is sealed stays as it is: the key of
 * the original opens it, as it is as long, and nobody reads it of a case that is over.
 */
export function storedBody(bytes: Buffer, substitution: Substitution): Piece[] {
  const { json, sealed } = unframe(bytes);
  const text = JSON.stringify(json);
  if (!Buffer.from(frame(json, sealed)).equals(bytes)) throw new TypeError('a stored message is framed in another way');
  const tail = bytes.subarray(Buffer.byteLength(text)).toString('hex');
  return ['\\\\x', ...substitution.pieces(text, asHex), tail];
}

/** What names no case: wrapped keys, tags. */
export const storedBytes = (bytes: Buffer): Piece[] => [`\\\\x${bytes.toString('hex')}`];

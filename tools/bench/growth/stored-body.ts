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

/** JSON or whatever else a service keeps as bytes, such as wrapped keys and tags: only the former names a case. */
export function storedBytes(bytes: Buffer, substitution: Substitution): Piece[] {
  return bytes[0] === '{'.charCodeAt(0) ? storedBody(bytes, substitution) : [`\\\\x${bytes.toString('hex')}`];
}

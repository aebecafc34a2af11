import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { SECTION_BYTES_MAX } from './limits.js';
import { dictionary1 } from './sealing-dictionary-1.js';

/**
 * What is encrypted of a section: the number of a dictionary (1 byte), then the JSON deflated with it (RFC 1951). Keys and
 * enumerated values, which every form has, are in the dictionary and cost a byte or two.
 */
const dictionaries: ReadonlyMap<number, Buffer> = new Map([[1, dictionary1]]);
const DICTIONARY = 1;

/** 9 saves six bytes more of seven sections, and takes five times as long for ten thousand employees. */
const LEVEL = 6;

/** @throws RangeError where the JSON has more than SECTION_BYTES_MAX bytes: nobody could unpack it again */
export function packed(plain: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(plain), 'utf8');
  if (json.length > SECTION_BYTES_MAX) throw new RangeError(tooLong);
  const dictionary = dictionaries.get(DICTIONARY) as Buffer;
  return Buffer.concat([Buffer.of(DICTIONARY), deflateRawSync(json, { level: LEVEL, dictionary })]);
}

/** @throws CannotUnpack for another dictionary, for what is no deflated JSON, and beyond SECTION_BYTES_MAX */
export function unpacked(bytes: Uint8Array): unknown {
  const number = bytes[0] ?? 0;
  const dictionary = dictionaries.get(number);
  if (dictionary === undefined) throw new CannotUnpack(`this build has no dictionary ${String(number)}`);
  return inflated(bytes.subarray(1), dictionary);
}

/** Of version 1: no dictionary, and no byte for one. @throws CannotUnpack as {@link unpacked} */
export const unpackedAlone = (bytes: Uint8Array): unknown => inflated(bytes);

/** Why a section that was decrypted cannot be read, without a word of what stands in it. */
export class CannotUnpack extends Error {
  override readonly name = 'CannotUnpack';
}

function inflated(bytes: Uint8Array, dictionary?: Buffer): unknown {
  const options = { maxOutputLength: SECTION_BYTES_MAX, ...(dictionary === undefined ? {} : { dictionary }) };
  try {
    return JSON.parse(inflateRawSync(bytes, options).toString('utf8'));
  } catch (error) {
    // the message of a parser shows what it could not parse: it goes no further
    const long = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new CannotUnpack(long ? tooLong : 'its content is no deflated JSON');
  }
}

const tooLong = `a section has at most ${String(SECTION_BYTES_MAX)} bytes`;

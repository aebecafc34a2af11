import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { CannotUnpack, packed, unpacked, unpackedAlone } from './packed-section.js';

/**
 * A section of a case, sealed: AES-256-GCM (NIST SP 800-38D) over the packed JSON, with a key per case and section.
 * Layout: version (1), nonce (12), tag (16), ciphertext. The version, the case and the section are authenticated with it, so
 * that a ciphertext cannot be passed off as another version's, another case's or another department's.
 */
const VERSION = 2;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
export const KEY_BYTES = 32;

/** Version 1 is never sealed any more, and opened for ever: events hold it. */
const unpackers: ReadonlyMap<number, (bytes: Uint8Array) => unknown> = new Map([
  [1, unpackedAlone],
  [VERSION, unpacked],
]);

export interface SealedOf {
  readonly caseId: string;
  readonly section: string;
}

/** The key of one section, from the case's key (HKDF, RFC 5869). The vault gives a department this and nothing more. */
export const sectionKey = (caseKey: Uint8Array, { caseId, section }: SealedOf): Buffer =>
  Buffer.from(hkdfSync('sha256', caseKey, caseId, `yichuang/section/${section}`, KEY_BYTES));

/** @throws RangeError for a section longer than SECTION_BYTES_MAX */
export function seal(key: Uint8Array, of: SealedOf, plain: unknown): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated(VERSION, of));
  const body = Buffer.concat([cipher.update(packed(plain)), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
}

/** @throws SealBroken when key, case, section or bytes do not belong together, or what was sealed cannot be unpacked. */
export function open(key: Uint8Array, of: SealedOf, sealed: Uint8Array): unknown {
  const version = sealed[0] ?? 0;
  const unpack = unpackers.get(version);
  if (unpack === undefined || sealed.length < HEAD_BYTES) throw new SealBroken(of);
  const bytes = decrypted(key, of, sealed, version);
  try {
    return unpack(bytes);
  } catch (error) {
    throw error instanceof CannotUnpack ? new SealBroken(of, error.message) : error;
  }
}

/** Names one sealing: nonce and tag belong to exactly one ciphertext of one case, and stand where they stood in version 1. */
export const sealMark = (caseId: string, sealed: Uint8Array): string =>
  `${caseId} ${Buffer.from(sealed.subarray(1, HEAD_BYTES)).toString('latin1')}`;

export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(of: SealedOf, why?: string) {
    const broken = `the sealed section ${of.section} of case ${of.caseId} cannot be opened`;
    super(why === undefined ? broken : `${broken}: ${why}`);
  }
}

function decrypted(key: Uint8Array, of: SealedOf, sealed: Uint8Array, version: number): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(associated(version, of));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken(of);
  }
}

/** Version 1 was the only one and authenticated none. No id of a case begins with the byte of a version. */
const associated = (version: number, { caseId, section }: SealedOf): Buffer =>
  Buffer.from(`${version === 1 ? '' : String.fromCharCode(version)}${caseId}\n${section}`, 'utf8');

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * A section of a case, sealed: AES-256-GCM (NIST SP 800-38D) over the deflated JSON, with a key per case and section.
 * Layout: version (1), nonce (12), tag (16), ciphertext. The case and the section are authenticated with it, so that a
 * ciphertext cannot be passed off as another case's or another department's.
 */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
export const KEY_BYTES = 32;

export interface SealedOf {
  readonly caseId: string;
  readonly section: string;
}

/** The key of one section, from the case's key (HKDF, RFC 5869). The vault gives a department this and nothing more. */
export const sectionKey = (caseKey: Uint8Array, { caseId, section }: SealedOf): Buffer =>
  Buffer.from(hkdfSync('sha256', caseKey, caseId, `yichuang/section/${section}`, KEY_BYTES));

export function seal(key: Uint8Array, of: SealedOf, plain: unknown): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated(of));
  const body = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(plain), { level: 1 })), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
}

/** @throws SealBroken when key, case, section or bytes do not belong together. */
export function open(key: Uint8Array, of: SealedOf, sealed: Uint8Array): unknown {
  if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) throw new SealBroken(of);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(associated(of));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  let deflated: Buffer;
  try {
    deflated = Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken(of);
  }
  return JSON.parse(inflateRawSync(deflated).toString('utf8'));
}

/** Names one sealing: nonce and tag belong to exactly one ciphertext of one case. */
export const sealMark = (caseId: string, sealed: Uint8Array): string =>
  `${caseId} ${Buffer.from(sealed.subarray(1, HEAD_BYTES)).toString('latin1')}`;

export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(of: SealedOf) {
    super(`the sealed section ${of.section} of case ${of.caseId} cannot be opened`);
  }
}

const associated = ({ caseId, section }: SealedOf): Buffer => Buffer.from(`${caseId}\n${section}`, 'utf8');

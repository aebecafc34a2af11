import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { keptIn, writeWhole } from '@yichuang/host';
import type { LicenceKeys } from '@yichuang/licence';
import { z } from 'zod';

/** A key with which the registration authority signs licences. */
export interface SigningKey {
  readonly kid: string;
  /** Ed25519 (RFC 8032): equal bytes get an equal signature. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Where the authority's keys are: a file in development, a key management service elsewhere. */
export interface LicenceSigner {
  /** The key that is in force at an instant of domain time, epoch ms. */
  keyAt(instant: number): Promise<SigningKey>;
  /** The public half of every key there ever was, the newest first. */
  publicKeys(): Promise<LicenceKeys>;
}

const keptKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: z.string(),
  /** The instant from which it signs, epoch ms of domain time. */
  from: z.int().nonnegative(),
});
type KeptKey = z.infer<typeof keptKey>;
/** The newest first. */
const keptKeys = z.object({ keys: z.tuple([keptKey], keptKey) });

/** Read again whenever it is used, which is rare: a key that was added signs without a restart. */
export function fileLicenceSigner(file: string): LicenceSigner {
  return {
    async keyAt(instant) {
      const keys = await keysIn(file);
      const inForce = keys.find(({ from }) => from <= instant);
      if (inForce === undefined) throw new RangeError('no key of licences was in force at that instant');
      const { kid, from: _from, ...jwk } = inForce;
      const key = createPrivateKey({ key: jwk, format: 'jwk' });
      return { kid, sign: (bytes) => Promise.resolve(sign(null, bytes, key)) };
    },
    async publicKeys() {
      const keys = await keysIn(file);
      return { keys: keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, use: 'sig', alg: 'EdDSA' })) };
    },
  };
}

/** Makes the file where it is missing, its first key good for whatever was ever issued; its owner alone may read it. */
export async function makeLicenceKeyFile(file: string): Promise<void> {
  await keptIn(file, () => written([newKey(0)]));
}

/**
 * Adds a key that signs what is issued from an instant on. Those before it are kept, and what they signed stays as it is.
 *
 * @param from epoch ms of domain time: not yet come, or licences issued since then would get a second signature
 * @throws RangeError where the newest key signs from a later instant
 */
export async function addLicenceKey(file: string, from: number): Promise<void> {
  const keys = await keysIn(file);
  if (keys[0].from >= from) throw new RangeError('the newest key signs from a later instant');
  await writeWhole(file, written([newKey(from), ...keys]));
}

const KID_CHARACTERS = 12;

function newKey(from: number): KeptKey {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const [kty, crv] = ['OKP', 'Ed25519'] as const;
  // the thumbprint of RFC 7638, as far as it tells a few keys apart: it stands in every QR code
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  return { kty, crv, x, d, kid: thumbprint.slice(0, KID_CHARACTERS), from };
}

const written = (keys: readonly KeptKey[]): string => JSON.stringify({ keys }, null, 2);

/** @throws Error saying what is wrong with the file, never what is in it */
async function keysIn(file: string): Promise<readonly [KeptKey, ...KeptKey[]]> {
  if (((await stat(file)).mode & 0o077) !== 0)
    throw new Error('the file of licence keys may be read by others: set its mode to 0600');
  const read = keptKeys.safeParse(parsed(await readFile(file, 'utf8')));
  if (!read.success)
    throw new Error('the file of licence keys holds no private Ed25519 keys (JWK) with their instants');
  return read.data.keys;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

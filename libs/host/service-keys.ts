import { readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';
import { keptIn, writeWhole } from './private-files.js';

/** A key's id says whose it is: `tax.` and a part of its thumbprint. Nobody can sign as another with a key of his own. */
export const serviceOf = (kid: string): string => kid.slice(0, kid.lastIndexOf('.'));

const THUMBPRINT_CHARACTERS = 16;

const publicKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string().regex(/^[a-z][a-z0-9-]*\.[\w-]+$/),
});
const privateKey = publicKey.extend({ d: z.string() });
const keySet = z.object({ keys: z.array(publicKey).min(1) });

export type PublicKey = z.infer<typeof publicKey>;
export type PrivateKey = z.infer<typeof privateKey>;

/** @throws Error saying what is wrong with the file, never what is in it */
export function readPrivateKey(file: string, service: string): PrivateKey {
  if ((statSync(file).mode & 0o077) !== 0) throw new Error('may be read by others: set its mode to 0600');
  const read = privateKey.safeParse(parsed(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error('holds no private Ed25519 key (JWK) with the id of a service');
  if (serviceOf(read.data.kid) !== service) throw new Error(`holds the key of another service than ${service}`);
  return read.data;
}

/** The public keys of the house: a JWK set. @throws Error saying what is wrong with the file */
export function readPublicKeys(file: string): readonly PublicKey[] {
  const read = keySet.safeParse(parsed(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error('holds no set of public Ed25519 keys (JWK) with ids of services');
  return read.data.keys;
}

/** `null` where the file is as it must be. */
export function fileFault(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === undefined ? message : `cannot be read (${code})`;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

export interface ServiceKeyFiles {
  readonly keyFileOf: (service: string) => string;
  readonly keysFile: string;
}

/**
 * Makes in the directory what is missing of the private keys of the services, each readable by its owner alone, and the
 * set of their public keys. What is there already is kept.
 */
export async function makeServiceKeys(directory: string, services: readonly string[]): Promise<ServiceKeyFiles> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const keyFileOf = (service: string): string => join(directory, `${service}.key.json`);
  const keysFile = join(directory, 'house.keys.json');
  const keys: JWK[] = [];
  for (const service of services) {
    const { d: _secret, ...shown } = JSON.parse(
      await keptIn(keyFileOf(service), async () => JSON.stringify(await newServiceKey(service))),
    ) as JWK;
    keys.push({ ...shown, use: 'sig', alg: 'EdDSA' });
  }
  await writeWhole(keysFile, JSON.stringify({ keys }, null, 2));
  return { keyFileOf, keysFile };
}

/** A fresh private key with its id, as a file holds it. */
export async function newServiceKey(service: string): Promise<JWK> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { kty, crv, x, d } = await exportJWK(pair.privateKey);
  const thumbprint = await calculateJwkThumbprint({ kty, crv, x } as JWK);
  return { kty, crv, x, d, kid: `${service}.${thumbprint.slice(0, THUMBPRINT_CHARACTERS)}` } as JWK;
}

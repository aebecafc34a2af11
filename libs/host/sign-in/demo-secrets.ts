import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';
import { keptIn, writeWhole } from '../private-files.js';
import { SIGNING_KEYS_MAX } from './limits.js';

const SECRET_BYTES = 32;

const secretFile = (directory: string): string => join(directory, 'secret');
const keysFile = (directory: string): string => join(directory, 'signing-keys.json');
const portFile = (directory: string): string => join(directory, 'port');

/** What is made of one random secret, so that an account that is added later has its own at once. */
export interface DemoSecrets {
  readonly cookies: string;
  /** Ties a form to the sign-in it was shown for. */
  formOf(sign: string): string;
  clientSecretOf(account: string): string;
}

function derived(secret: string): DemoSecrets {
  const of = (purpose: string): string => createHmac('sha256', secret).update(purpose).digest('base64url');
  return {
    cookies: of('cookies'),
    formOf: (sign) => of(`form ${sign}`),
    clientSecretOf: (account) => of(`client ${account}`),
  };
}

/** Makes the directory and the secret where they are missing; their owner alone may read them. */
export async function makeDemoSecrets(directory: string): Promise<DemoSecrets> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return derived(await keptIn(secretFile(directory), () => randomBytes(SECRET_BYTES).toString('base64url')));
}

/** @throws Error when the file is not there, or others may read it */
export function readDemoSecrets(directory: string): DemoSecrets {
  const file = secretFile(directory);
  if ((statSync(file).mode & 0o077) !== 0) throw new Error(`${file} may be read by others: set its mode to 0600`);
  return derived(readFileSync(file, 'utf8'));
}

const privateKeys = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        x: z.string(),
        y: z.string(),
        d: z.string(),
        kid: z.string(),
        alg: z.literal('ES256'),
        use: z.literal('sig'),
      }),
    )
    .min(1),
});

export type SigningKey = z.infer<typeof privateKeys>['keys'][number];

/** The first one signs; all are published. Made where they are missing. */
export async function signingKeys(directory: string): Promise<readonly SigningKey[]> {
  const made = async (): Promise<string> => JSON.stringify({ keys: [await newSigningKey()] });
  return privateKeys.parse(JSON.parse(await keptIn(keysFile(directory), made))).keys;
}

/** Another key signs from now on; the one before it stays published until its tokens are over. */
export async function addSigningKey(directory: string): Promise<readonly SigningKey[]> {
  const keys = [await newSigningKey(), ...(await signingKeys(directory))].slice(0, SIGNING_KEYS_MAX);
  await writeWhole(keysFile(directory), JSON.stringify({ keys }));
  return keys;
}

async function newSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key: JWK = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: 'ES256', use: 'sig' } as SigningKey;
}

/** Where the provider was last, or 0: tokens name it, so it should be there again. */
export async function rememberedPort(directory: string): Promise<number> {
  const port = Number(await readFile(portFile(directory), 'utf8').catch(() => '0'));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

export const rememberPort = (directory: string, port: number): Promise<void> =>
  writeWhole(portFile(directory), String(port));

import { mkdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writeWhole } from '@yichuang/sign-in';
import { z } from 'zod';

const LOOK_MILLIS = 25;
/** Asking for a token takes milliseconds: whoever holds the file for so long has died over it. */
const LOCK_MILLIS_MAX = 10_000;

const kept = z.union([
  z.object({
    accessToken: z.string(),
    /** Epoch ms. */
    until: z.number(),
    /** `null` where the provider gives none. */
    refreshToken: z.string().nullable(),
  }),
  /** Of a demo: its secrets are read where they lie. */
  z.object({ account: z.string() }),
]);

/** How somebody is signed in at one provider. */
export type KeptSignIn = z.infer<typeof kept>;

const file = z.object({ issuers: z.record(z.string(), kept) });

/** Where the command line keeps who is signed in, for its owner alone (XDG Base Directory Specification). */
export function signInsFile(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['XDG_CONFIG_HOME'];
  return join(given === undefined || given === '' ? join(homedir(), '.config') : given, 'yichuang', 'sign-in.json');
}

/** @returns `null` for nobody; a file that says nothing signs nobody in */
export async function keptSignIn(issuer: string): Promise<KeptSignIn | null> {
  return (await readAll())[issuer] ?? null;
}

export async function keepSignIn(issuer: string, signIn: KeptSignIn): Promise<void> {
  await write({ ...(await readAll()), [issuer]: signIn });
}

export async function forgetSignIn(issuer: string): Promise<void> {
  const { [issuer]: forgotten, ...others } = await readAll();
  if (forgotten === undefined) return;
  if (Object.keys(others).length > 0) await write(others);
  else await rm(signInsFile());
}

/** One command at a time: a provider that sees one refresh token twice takes the sign-in for stolen. */
export async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const lock = `${signInsFile()}.lock`;
  await mkdir(dirname(lock), { recursive: true, mode: 0o700 });
  while (!(await taken(lock))) await pause(LOOK_MILLIS);
  try {
    return await work();
  } finally {
    await rmdir(lock).catch(() => undefined);
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    const since = await stat(lock).catch(() => null);
    if (since !== null && Date.now() - since.mtimeMs > LOCK_MILLIS_MAX) await rmdir(lock).catch(() => undefined);
    return false;
  }
}

async function readAll(): Promise<Readonly<Record<string, KeptSignIn>>> {
  try {
    return file.parse(JSON.parse(await readFile(signInsFile(), 'utf8'))).issuers;
  } catch {
    return {};
  }
}

async function write(issuers: Readonly<Record<string, KeptSignIn>>): Promise<void> {
  await mkdir(dirname(signInsFile()), { recursive: true, mode: 0o700 });
  await writeWhole(signInsFile(), JSON.stringify({ issuers }, null, 2));
}

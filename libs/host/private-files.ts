import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Whole or not there at all, for others read it meanwhile; its owner alone may read it. */
export async function writeWhole(file: string, content: string): Promise<void> {
  await rename(await halfOf(file, content), file);
}

/** What the file holds; it is made where it is missing, once though two make it together. */
export async function keptIn(file: string, make: () => string | Promise<string>): Promise<string> {
  const known = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (known !== null) return known;
  const half = await halfOf(file, await make());
  await link(half, file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  await rm(half);
  return readFile(file, 'utf8');
}

async function halfOf(file: string, content: string): Promise<string> {
  const half = `${file}.${randomUUID()}`;
  await writeFile(half, content, { mode: 0o600 });
  return half;
}

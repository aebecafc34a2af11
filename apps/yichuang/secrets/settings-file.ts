import { readFile, rename, writeFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';

export type SettingsFile = Readonly<Record<string, string>>;

/** As whom the images run; files of a composed secret keep their owner. */
export const CONTAINER_USER = 1000;

/** Settings of one service, one `NAME=value` a line, as `node --env-file` reads them; none where there is no file. */
export async function readSettingsFile(path: string): Promise<SettingsFile> {
  try {
    return parseEnv(await readFile(path, 'utf8')) as SettingsFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

export async function writeSettingsFile(path: string, settings: SettingsFile): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await writeSecret(path, lines.join(''));
}

/** Readable by its owner alone; whole or not there at all. */
export async function writeSecret(path: string, content: string): Promise<void> {
  const half = `${path}.${String(process.pid)}`;
  await writeFile(half, content, { mode: 0o600 });
  await rename(half, path);
}

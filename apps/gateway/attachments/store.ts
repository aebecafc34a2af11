import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where an attachment lies: with its draft or case. */
export interface Place {
  readonly ownerId: string;
  readonly id: string;
}

/** Bytes on their way in; nothing of them is there until they are kept. */
export interface Incoming {
  write(bytes: Uint8Array): Promise<void>;
  /** All of it, for good: it outlives a crash right after. */
  keep(place: Place): Promise<void>;
  /** Nothing of it stays. */
  abandon(): Promise<void>;
}

/** Where attachments lie, encrypted: bytes, and nothing about them. */
export interface AttachmentStore {
  begin(): Promise<Incoming>;
  /** `null` where there is nothing. */
  read(place: Place): Promise<Buffer | null>;
  remove(place: Place): Promise<void>;
  /** What has lain there longer than this, an owner at a time. */
  olderThan(millis: number): AsyncIterable<{ readonly ownerId: string; readonly ids: readonly string[] }>;
}

/** What is still coming in after so long is of a gateway that is no more. */
const INCOMING_MILLIS_MAX = 60 * 60 * 1000;
const INCOMING = 'incoming';

/**
 * Files in a directory, which several gateways of a house may share: written under a name of their own, made durable, then
 * renamed, so that in a place there is all of it or nothing.
 */
export class FileStore implements AttachmentStore {
  constructor(private readonly directory: string) {}

  async begin(): Promise<Incoming> {
    const folder = join(this.directory, INCOMING);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, randomUUID());
    const file = await open(path, 'wx', 0o600);
    return {
      write: (bytes) => file.appendFile(bytes),
      keep: async (place) => {
        await file.sync();
        await file.close();
        const folder = this.folderOf(place.ownerId);
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await rename(path, this.pathOf(place));
        // a name is durable when its folder is, and that one's in the one above
        await synced(folder);
        await synced(dirname(folder));
      },
      abandon: () => gone(file, path),
    };
  }

  async read(place: Place): Promise<Buffer | null> {
    try {
      return await readFile(this.pathOf(place));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async remove(place: Place): Promise<void> {
    await rm(this.pathOf(place), { force: true });
    // the last one takes the folder with it
    await rmdir(this.folderOf(place.ownerId)).catch(() => undefined);
  }

  async *olderThan(millis: number): AsyncIterable<{ readonly ownerId: string; readonly ids: readonly string[] }> {
    const incoming = join(this.directory, INCOMING);
    for (const name of await older(incoming, INCOMING_MILLIS_MAX)) await rm(join(incoming, name), { force: true });
    for (const shelf of await listed(this.directory)) {
      if (shelf === INCOMING) continue;
      for (const ownerId of await listed(join(this.directory, shelf))) {
        const ids = await older(join(this.directory, shelf, ownerId), millis);
        if (ids.length > 0) yield { ownerId, ids };
      }
    }
  }

  private folderOf(ownerId: string): string {
    return join(this.directory, ours(ownerId).slice(0, 2), ownerId);
  }

  private pathOf({ ownerId, id }: Place): string {
    return join(this.folderOf(ownerId), ours(id));
  }
}

/** @throws TypeError for what is no id of ours: it would be a way to another file */
function ours(id: string): string {
  if (!/^[0-9a-z]{8,64}$/.test(id)) throw new TypeError('this is no id of ours');
  return id;
}

async function gone(file: FileHandle, path: string): Promise<void> {
  await file.close();
  await rm(path, { force: true });
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function listed(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function older(folder: string, millis: number): Promise<readonly string[]> {
  const before = Date.now() - millis;
  const found: string[] = [];
  for (const name of await listed(folder)) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs <= before) found.push(name);
  }
  return found;
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileStore } from './store.js';

let directory: string;
let store: FileStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'yc-attachments-'));
  store = new FileStore(join(directory, 'all'));
});
afterEach(() => rm(directory, { recursive: true }));

const place = (id: string, ownerId = 'ownerone') => ({ ownerId, id });

async function keep(id: string, ...pieces: string[]): Promise<void> {
  const incoming = await store.begin();
  for (const piece of pieces) await incoming.write(Buffer.from(piece));
  await incoming.keep(place(id));
}

async function old(): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { ownerId, ids } of store.olderThan(60_000)) all.push(...ids.map((id) => `${ownerId}/${id}`));
  return all.sort();
}

const files = async (): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map(({ name }) => name);

describe('where attachments lie', () => {
  it('is all of it in its place, or nothing', async () => {
    const incoming = await store.begin();
    await incoming.write(Buffer.from('half'));
    expect(await store.read(place('abcdefgh'))).toBeNull();
    await incoming.abandon();
    expect(await files()).toEqual([]);
    await keep('abcdefgh', 'the ', 'whole');
    expect(String(await store.read(place('abcdefgh')))).toBe('the whole');
    expect(await store.read(place('abcdefgh', 'ownertwo'))).toBeNull();
    await store.remove(place('abcdefgh'));
    await store.remove(place('abcdefgh'));
    expect(await store.read(place('abcdefgh'))).toBeNull();
    expect(await readdir(join(directory, 'all', 'ow'))).toEqual([]);
  });

  it('is no way to another file', async () => {
    for (const id of ['../secret', '', 'ABCDEFGH', 'a/../../../etc']) {
      await expect(store.read(place(id))).rejects.toThrow(TypeError);
      await expect(store.read(place('abcdefgh', id))).rejects.toThrow(TypeError);
    }
  });

  it('tells what is old, and leaves nothing of a gateway that died while something came in', async () => {
    expect(await old()).toEqual([]);
    await keep('aaaaaaaa', 'x');
    await keep('bbbbbbbb', 'y');
    const died = await store.begin();
    await died.write(Buffer.from('half'));
    const [name = ''] = await readdir(join(directory, 'all', 'incoming'));
    const yesterday = new Date(Date.now() - 86_400_000);
    await utimes(join(directory, 'all', 'ow', 'ownerone', 'aaaaaaaa'), yesterday, yesterday);
    expect(await old()).toEqual(['ownerone/aaaaaaaa']);
    expect(await readdir(join(directory, 'all', 'incoming'))).toEqual([name]);
    await utimes(join(directory, 'all', 'incoming', name), yesterday, yesterday);
    await old();
    expect((await files()).sort()).toEqual(['aaaaaaaa', 'bbbbbbbb']);
    await died.abandon();
  });
});

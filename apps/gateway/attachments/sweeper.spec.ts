import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TryLater, type ServiceClient } from '@yichuang/host';
import { FileStore } from './store.js';
import { Sweeper } from './sweeper.js';

let directory: string;
let store: FileStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'yc-swept-'));
  store = new FileStore(directory);
});
afterEach(() => rm(directory, { recursive: true }));

async function keep(ownerId: string, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    const incoming = await store.begin();
    await incoming.write(Buffer.from(id));
    await incoming.keep({ ownerId, id });
  }
}

const left = async (): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map(({ name }) => name)
    .sort();

/** Who knows what hangs where. */
function sweeper(get: (path: string) => Promise<unknown>): Sweeper {
  const orchestrator = { get } as unknown as ServiceClient;
  return new Sweeper(store, { orchestrator }, (error) => {
    throw error;
  });
}

describe('what nobody tells of', () => {
  it('is taken away, with a draft that is no more and by itself; what is told of stays', async () => {
    await keep('standing', 'toldof01', 'untold01');
    await keep('deleted0', 'alone001');
    const known = sweeper((path) => Promise.resolve({ ids: path.includes('standing') ? ['toldof01'] : [] }));
    expect(await known.sweep(store, 0)).toBe(2);
    expect(await left()).toEqual(['toldof01']);
    expect(await known.sweep(store, 0)).toBe(0);
  });

  it('stays while it is young: its event may be on the way', async () => {
    await keep('standing', 'justnow1');
    expect(await sweeper(() => Promise.resolve({ ids: [] })).sweep(store)).toBe(0);
    expect(await left()).toEqual(['justnow1']);
  });

  it('stays while nobody can say: who is away has not said no', async () => {
    await keep('standing', 'toldof01');
    const away = sweeper(() => Promise.reject(new TryLater('away')));
    await expect(away.sweep(store, 0)).rejects.toThrow(TryLater);
    expect(await left()).toEqual(['toldof01']);
  });
});

import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fileMasterKey, makeMasterKeyFile } from './master-key.js';

const folder = mkdtempSync(join(tmpdir(), 'yichuang-master-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the master key file', () => {
  it('is made once, readable by its owner alone, and never overwritten', async () => {
    const file = join(folder, 'one');
    await makeMasterKeyFile(file);
    const wrapped = await (await fileMasterKey(file)).wrap(Buffer.alloc(32, 5));
    await makeMasterKeyFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await (await fileMasterKey(file)).unwrap(wrapped)).toEqual(Buffer.alloc(32, 5));
  });

  it('does not unwrap what another master key wrapped', async () => {
    const [one, other] = [join(folder, 'a'), join(folder, 'b')];
    await makeMasterKeyFile(one);
    await makeMasterKeyFile(other);
    const wrapped = await (await fileMasterKey(one)).wrap(Buffer.alloc(32));
    const stranger = await fileMasterKey(other);
    await expect((async () => stranger.unwrap(wrapped))()).rejects.toThrow();
  });

  it('is refused when others may read it or it holds no key', async () => {
    const file = join(folder, 'open');
    await makeMasterKeyFile(file);
    chmodSync(file, 0o644);
    await expect(fileMasterKey(file)).rejects.toThrow('0600');
    const short = join(folder, 'short');
    writeFileSync(short, 'c2hvcnQ=', { mode: 0o600 });
    await expect(fileMasterKey(short)).rejects.toThrow('32 bytes');
  });
});

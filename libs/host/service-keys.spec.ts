import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileFault, makeServiceKeys, readPrivateKey, readPublicKeys, serviceOf } from './service-keys.js';
import { BadSettings, readSettings } from './settings.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yc-keys-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the keys by which services know one another', () => {
  it('are made once, also by two that make them together, and the private ones may be read by their owner alone', async () => {
    const names = ['tax', 'medical-insurance'];
    const [one, other] = await Promise.all([makeServiceKeys(folder, names), makeServiceKeys(folder, names)]);
    const before = readFileSync(one.keyFileOf('tax'), 'utf8');
    await makeServiceKeys(folder, [...names, 'seal']);
    expect(readFileSync(other.keyFileOf('tax'), 'utf8')).toBe(before);
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    const shown = readPublicKeys(one.keysFile);
    expect(shown.map(({ kid }) => serviceOf(kid))).toEqual([...names, 'seal']);
    expect(readPrivateKey(one.keyFileOf('tax'), 'tax').x).toBe(shown[0]?.x);
    expect(readFileSync(one.keysFile, 'utf8')).not.toContain('"d"');
  });

  it.each([0o640, 0o604, 0o660])('are refused as a setting in a file of mode %o', async (mode) => {
    const { keyFileOf } = await makeServiceKeys(folder, ['tax']);
    chmodSync(keyFileOf('tax'), mode);
    const read = () => readSettings({ SERVICE_KEY_FILE: keyFileOf('tax') }, { name: 'tax', desks: [] });
    expect(read).toThrow(BadSettings);
    expect(read).toThrow('SERVICE_KEY_FILE: may be read by others: set its mode to 0600');
  });

  it('are refused when they are of another service, cut short or not there, and nothing of them is told', async () => {
    const { keyFileOf, keysFile } = await makeServiceKeys(folder, ['tax']);
    const secret = readPrivateKey(keyFileOf('tax'), 'tax').d;
    const faults = [
      fileFault(() => readPrivateKey(keyFileOf('tax'), 'seal')),
      fileFault(() => readPrivateKey(keysFile, 'tax')),
      fileFault(() => readPrivateKey(join(folder, 'none'), 'tax')),
      fileFault(() => readPublicKeys(keyFileOf('tax'))),
    ];
    writeFileSync(keyFileOf('tax'), readFileSync(keyFileOf('tax'), 'utf8').slice(0, -3));
    faults.push(fileFault(() => readPrivateKey(keyFileOf('tax'), 'tax')));
    expect(faults).toEqual([
      'holds the key of another service than seal',
      'holds no private Ed25519 key (JWK) with the id of a service',
      'cannot be read (ENOENT)',
      'holds no set of public Ed25519 keys (JWK) with ids of services',
      'holds no private Ed25519 key (JWK) with the id of a service',
    ]);
    expect(faults.join()).not.toContain(secret);
  });
});

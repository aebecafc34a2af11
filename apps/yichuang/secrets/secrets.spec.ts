import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readWishes } from '../provision/wishes.js';
import { databaseOf, services } from '../start/services.js';
import { makeSecrets } from './secrets.js';

let parent: string;
let directory: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'yichuang-secrets-'));
  directory = join(parent, 'made');
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const all = (): Record<string, string> =>
  Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
const settings = (name: string): Partial<Record<string, string>> => parseEnv(all()[name] ?? '');

describe('the secrets of services that run apart', () => {
  it('may be read by their owner alone', async () => {
    await makeSecrets(directory, 'postgres:5432');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory))
      expect([name, statSync(join(directory, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('name to whoever provisions the very databases and passwords that the services are given', async () => {
    await makeSecrets(directory, 'db.internal:6543');
    const wishes = readWishes(settings('provision'));
    const kept = services.filter(({ desks }) => desks.length > 0);
    expect(wishes.databases.map(({ database }) => database).sort()).toEqual(
      kept.map(({ name }) => databaseOf(name)).sort(),
    );
    for (const { name } of kept) {
      const serving = new URL(settings(name)['DATABASE_URL'] ?? '');
      const wish = wishes.databases.find(({ database }) => database === databaseOf(name));
      expect([serving.host, serving.username, serving.password]).toEqual([
        'db.internal:6543',
        wish?.serviceRole,
        wish?.passwords.service,
      ]);
    }
    expect(settings('gateway')).not.toHaveProperty('DATABASE_URL');
    expect(settings('vault')).not.toHaveProperty('SIMULATORS_URL');
  });

  it('are never the same for two services, but for the one role of the simulators', async () => {
    await makeSecrets(directory, 'postgres:5432');
    const given = services.flatMap(({ name }) => Object.entries(settings(name)));
    const secret = given.filter(([name]) => name !== 'SIMULATORS_URL').map(([, value]) => value);
    expect(secret.length).toBeGreaterThan(services.length * 2);
    expect(new Set(secret).size).toBe(secret.length);
  });

  it('stay as they are when they are made again, and what was lost is made anew everywhere', async () => {
    await makeSecrets(directory, 'postgres:5432');
    const before = all();
    await makeSecrets(directory, 'postgres:5432');
    expect(all()).toEqual(before);
    rmSync(join(directory, 'tax'));
    await makeSecrets(directory, 'postgres:5432');
    const { tax, provision, ...others } = all();
    expect(tax).not.toBe(before['tax']);
    expect(provision).toContain(settings('tax')['DATABASE_URL']);
    expect(before).toMatchObject(others);
  });
});

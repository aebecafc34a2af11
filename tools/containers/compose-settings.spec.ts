import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { yichuang } from '@yichuang/testing';
import { isComposed, serviceFolders, services } from './checkout.js';
import { composeText, readCompose, secretsOf } from './compose-file.js';
import { faultsOfSettings, parseSettings } from './given-settings.js';

const signIn = { OIDC_ISSUER: 'https://sign-in.example.org' };
const compose = readCompose(composeText, signIn);

describe('docker-compose.yml with the secrets that are made for it', () => {
  let directory: string;
  const made = () => ({ ...signIn, YICHUANG_SECRETS: directory });
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'yichuang-secrets-'));
    const { code } = await yichuang(['secrets', directory]);
    expect(code).toBe(0);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  /** What the service finds in its container, its files where they are outside of it. */
  const given = (name: string): Record<string, string> => {
    const service = compose.services[name] ?? {};
    const secrets = secretsOf(service);
    const files = new Map([...secrets].map(([target, source]) => [`/run/secrets/${target}`, source]));
    const outside = (value: string): string => {
      const source = files.get(value);
      return source === undefined ? value : (readCompose(composeText, made()).secrets[source]?.file ?? '');
    };
    const told = Object.entries(service.environment ?? {}).map(
      ([key, value]) => [key, outside(String(value))] as const,
    );
    return {
      LISTEN: '0.0.0.0:8080',
      ...parseSettings(outside('/run/secrets/settings')),
      ...Object.fromEntries<string>(told),
    };
  };

  it('has a file for every secret, and a secret for every file', () => {
    const files = Object.values(readCompose(composeText, made()).secrets).map(({ file }) => file);
    const elsewhere = [...serviceFolders.keys()].filter((name) => !isComposed(name));
    expect(files.sort()).toEqual(
      readdirSync(directory)
        .filter((name) => !elsewhere.includes(name.replace(/\.key\.json$/, '')))
        .map((name) => join(directory, name))
        .sort(),
    );
  });

  it.each(services.map((service) => [service.name, service] as const))(
    'gives %s every setting it needs, and none that nobody reads',
    (name, service) => {
      expect(faultsOfSettings(given(name), service)).toEqual([]);
    },
  );

  it('would be found to lack a setting, to have a wrong one and to have one that nobody reads', () => {
    const [tax] = services.filter(({ name }) => name === 'tax');
    const { DATABASE_URL: _none, ...lacking } = given('tax');
    expect(faultsOfSettings({ ...lacking, LOG_LEVEL: 'loud' }, tax!)).toEqual([
      expect.stringMatching(/^LOG_LEVEL: /),
      'DATABASE_URL: is missing',
    ]);
    expect(faultsOfSettings({ ...given('tax'), VALUT: 'http://vault' }, tax!)).toEqual(['VALUT: nobody reads it']);
  });

  it('tells the gateway of every service that keeps cases', () => {
    const others = services.map(({ name }) => name).filter((name) => name !== 'gateway');
    const told = (given('gateway')['SERVICES'] ?? '').split(',');
    expect(told.sort()).toEqual(others.map((name) => `${name}=http://${name}:8080`).sort());
  });
});

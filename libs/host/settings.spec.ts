import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { SimulatorDefinition } from './simulator.js';
import { kafkaSecurity } from './settings-kafka.js';
import { providerOf } from './settings-sign-in.js';
import { BadSettings, readSettings as read, type Needing, type Raw } from './settings.js';

const plain: Needing = { name: 'plain', desks: [] };
const readSettings = (raw: Raw) => read(raw, plain);

const good = {
  DATABASE_URL: 'postgres://a@localhost/b',
  DATABASE_OWNER_URL: 'postgres://o@localhost/b',
  STREAM_URL: 'postgres://s@localhost/s',
  LISTEN: '127.0.0.1:0',
  TAG_KEY: Buffer.alloc(32, 1).toString('base64'),
  OIDC_ISSUER: 'https://sign-in.example.org',
};

describe('settings', () => {
  it('are production settings unless they say otherwise', () => {
    expect(readSettings(good)).toMatchObject({ MODE: 'production', SHARDS: 8 });
  });

  it('that are wrong are all named at once', () => {
    const message = (() => {
      try {
        readSettings({ ...good, TAG_KEY: 'short', SHARDS: 'many', LISTEN: undefined });
        return '';
      } catch (error) {
        expect(error).toBeInstanceOf(BadSettings);
        return (error as Error).message;
      }
    })();
    for (const name of ['TAG_KEY', 'SHARDS', 'LISTEN']) expect(message).toContain(name);
  });

  it('refuse a training clock outside development', () => {
    expect(() => readSettings({ ...good, CLOCK_ANCHOR: '0,0,60' })).toThrow(BadSettings);
    expect(readSettings({ ...good, MODE: 'development', CLOCK_ANCHOR: '0,0,60' }).CLOCK_ANCHOR).toBe('0,0,60');
  });

  it('take limits that the store knows, in development', () => {
    const tuned = (YICHUANG_TUNING: string) => () => readSettings({ ...good, MODE: 'development', YICHUANG_TUNING });
    expect(tuned('{"errandDeadlineMillis":300}')().YICHUANG_TUNING).toEqual({ errandDeadlineMillis: 300 });
    for (const wrong of ['{"errandDeadlineMillis":0}', '{"patience":1}', '{', '[]', 'null'])
      expect(tuned(wrong)).toThrow(BadSettings);
    expect(() => readSettings({ ...good, YICHUANG_TUNING: '{}' })).toThrow(BadSettings);
  });

  it('name every process, one by one unless told how', () => {
    expect(readSettings(good).INSTANCE).not.toBe(readSettings(good).INSTANCE);
    expect(readSettings({ ...good, INSTANCE: 'house' }).INSTANCE).toBe('house');
  });

  it.each([
    ['YICHUANG_CRASH_AT', 'committed:5'],
    ['YICHUANG_SWITCH_OFF', 'watermark'],
  ] as const)('refuse %s outside development', (name, value) => {
    expect(() => readSettings({ ...good, [name]: value })).toThrow(BadSettings);
    expect(readSettings({ ...good, MODE: 'development', [name]: value })[name]).toBe(value);
    expect(() => readSettings({ ...good, MODE: 'development', [name]: 'elsewhere' })).toThrow(BadSettings);
  });
});

describe('sign-in', () => {
  it('is by a provider whom nobody on the way can speak for, and reads claims by their usual names', () => {
    const issuer = 'http://localhost:8080/realms/hall';
    expect(faultsOf({ ...good, OIDC_ISSUER: issuer })).toEqual(['OIDC_ISSUER: must be https outside development']);
    expect(providerOf(readSettings({ ...good, MODE: 'development', OIDC_ISSUER: issuer }))).toEqual({
      issuer,
      audience: 'yichuang',
      production: false,
      claims: { roles: 'roles', department: 'department', division: 'division' },
    });
  });

  it('may have its claims elsewhere', () => {
    const elsewhere = { OIDC_AUDIENCE: 'hall', OIDC_ROLES_CLAIM: 'realm_access.roles' };
    expect(providerOf(readSettings({ ...good, ...elsewhere }))).toMatchObject({
      audience: 'hall',
      production: true,
      claims: { roles: 'realm_access.roles', department: 'department' },
    });
  });

  it.each(['people', 'ftp://people.example', 'https://people.example/?a=b', 'https://people.example/#a'])(
    'is not by %s',
    (issuer) => {
      expect(faultsOf({ ...good, OIDC_ISSUER: issuer })).toContainEqual(expect.stringMatching(/^OIDC_ISSUER: /));
    },
  );
});

const faultsOf = (raw: Raw, service: Needing = plain): readonly string[] => {
  try {
    read(raw, service);
    return [];
  } catch (error) {
    return (error as BadSettings).faults;
  }
};

describe('what a service needs', () => {
  const { DATABASE_URL: _database, DATABASE_OWNER_URL: _owner, ...without } = good;

  it('is a database only where it keeps events', () => {
    expect(faultsOf(without)).toEqual([]);
    const keeping = { name: 'keeping', desks: [{ name: 'desk' }] as unknown as Needing['desks'] };
    expect(faultsOf(without, keeping)).toEqual(
      ['DATABASE_URL', 'DATABASE_OWNER_URL', 'SERVICE_KEYS_FILE'].map((name) => `${name}: is missing`),
    );
  });

  it('is a place for its simulators, and where it has ports of its own in development alone', () => {
    const simulated: Needing = { ...plain, simulators: [{} as SimulatorDefinition] };
    const missing = ['SIMULATORS_URL: is missing'];
    expect(faultsOf(good, simulated)).toEqual(missing);
    expect(faultsOf(good, { ...simulated, ports: () => [] })).toEqual([]);
    expect(faultsOf({ ...good, MODE: 'development' }, { ...simulated, ports: () => [] })).toEqual(missing);
  });

  it('is what it says itself, judged with the rest', () => {
    const own = {
      name: 'own',
      desks: [],
      settings: z.object({ MASTER_KEY_FILE: z.string(), COLOUR: z.enum(['red']) }),
    };
    expect(faultsOf({ ...good, COLOUR: 'green', SHARDS: '0' }, own).map((one) => one.split(':')[0])).toEqual([
      'SHARDS',
      'MASTER_KEY_FILE',
      'COLOUR',
    ]);
  });

  it('is not there when it is set to nothing', () => {
    expect(faultsOf({ ...good, STREAM_URL: '' })).toEqual(['STREAM_URL: is missing']);
  });
});

describe('the stream on Kafka', () => {
  const { STREAM_URL: _log, ...rest } = good;
  const kafka = { ...rest, STREAM: 'kafka', KAFKA_BROKERS: 'one:9092,two:9093' };

  it('needs brokers and no log of ours', () => {
    expect(readSettings(kafka).KAFKA_BROKERS).toEqual(['one:9092', 'two:9093']);
    expect(faultsOf({ ...kafka, KAFKA_BROKERS: undefined })).toEqual(['KAFKA_BROKERS: is missing and STREAM is kafka']);
    expect(faultsOf({ ...kafka, KAFKA_BROKERS: 'one' })).toEqual([
      'KAFKA_BROKERS: must be host:port, several with commas',
    ]);
  });

  it('is reached with a secret out of a file, and every half-told secret is named', () => {
    expect(faultsOf({ ...kafka, KAFKA_USERNAME: 'tax', KAFKA_PASSWORD_FILE: '/nowhere/at/all' })).toEqual([
      'KAFKA_SASL_MECHANISM: is missing to sign in to Kafka',
      'KAFKA_PASSWORD_FILE: the file cannot be read (ENOENT)',
    ]);
    expect(faultsOf({ ...kafka, KAFKA_CA_FILE: '/nowhere', KAFKA_CERT_FILE: '/nowhere' })).toEqual([
      'KAFKA_CA_FILE: is of use with KAFKA_TLS=on only',
      'KAFKA_CERT_FILE: is of use with KAFKA_TLS=on only',
      'KAFKA_CERT_FILE, KAFKA_CERT_KEY_FILE: go together',
      'KAFKA_CA_FILE: the file cannot be read (ENOENT)',
      'KAFKA_CERT_FILE: the file cannot be read (ENOENT)',
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'yc-settings-'));
    writeFileSync(join(folder, 'password'), 'word\n');
    const signed = readSettings({
      ...kafka,
      KAFKA_TLS: 'on',
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_USERNAME: 'tax',
      KAFKA_PASSWORD_FILE: join(folder, 'password'),
    });
    expect(kafkaSecurity(signed)).toEqual({
      tls: {},
      sasl: { mechanism: 'scram-sha-512', username: 'tax', password: 'word' },
    });
    rmSync(folder, { recursive: true });
  });
});

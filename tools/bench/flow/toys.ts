import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provisionDatabase } from '@yichuang/event-store';
import { identityOf, makeServiceKeys, type Identity } from '@yichuang/host';
import { startPeople, type TokenOf } from '@yichuang/testing';
import { withClient } from '../database-figures.js';
import type { EndsHeard, Hearing } from './hearing-ends.js';
import { toyServices } from './toy-services.js';

/** Running toy services, whatever processes they are. */
export interface Toys {
  readonly engine: string;
  /** How they run, for the report. */
  readonly form: string;
  /** Where each answers. */
  readonly urls: Readonly<Record<string, string>>;
  /** What the load program shows to be let in: it stands where the gateway stands. */
  readonly identity: Identity;
  /** Signs in as a demo account: a person hands the cases in. */
  readonly tokenOf: TokenOf;
  /** Each program's processes, for what they use of the processor. */
  readonly programs: Readonly<Record<string, readonly number[]>>;
  readonly hear: (ends: EndsHeard) => Promise<Hearing>;
}

/** Settings by service, as its environment would carry them. */
export type ToySettings = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Ground {
  readonly settings: ToySettings;
  readonly identity: Identity;
  readonly tokenOf: TokenOf;
}

export const TOY_TOPIC = 'toy';
export const TOY_SHARDS = 8;

/** Makes databases, roles and keys for every toy service, and takes the keys away again. */
export async function withGround(
  adminUrl: string,
  shared: Readonly<Record<string, string>>,
  work: (ground: Ground) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'yichuang-flow-'));
  const people = await startPeople(directory);
  try {
    const { keyFileOf, keysFile } = await makeServiceKeys(
      join(directory, 'keys'),
      toyServices.map(({ name }) => name),
    );
    const settings: Record<string, Record<string, string>> = {};
    for (const { name, desks } of toyServices) {
      settings[name] = {
        MODE: 'development',
        OIDC_ISSUER: people.issuer,
        TOPIC: TOY_TOPIC,
        SHARDS: String(TOY_SHARDS),
        TAG_KEY: randomBytes(32).toString('base64'),
        INSTANCE: 'bench',
        LOG_LEVEL: 'warn',
        SERVICE_KEY_FILE: keyFileOf(name),
        SERVICE_KEYS_FILE: keysFile,
        ...shared,
        ...(desks.length === 0 ? {} : await databaseFor(adminUrl, name)),
      };
    }
    await work({ settings, identity: identityOf('gateway', keyFileOf('gateway')), tokenOf: people.tokenOf });
  } finally {
    await people.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** An empty database on this server. */
export async function emptyDatabase(adminUrl: string, name: string): Promise<string> {
  await withClient(adminUrl, (client) => client.query(`create database ${name}`));
  return urlOf(adminUrl, name);
}

async function databaseFor(adminUrl: string, service: string): Promise<Record<string, string>> {
  const database = `toy_${service.replaceAll('-', '_')}`;
  const ownerRole = `${database}_owner`;
  const password = randomBytes(12).toString('hex');
  const passwords = { owner: password, service: password };
  await provisionDatabase({ adminUrl, database, ownerRole, serviceRole: database, passwords });
  return {
    DATABASE_URL: urlOf(adminUrl, database, { username: database, password }),
    DATABASE_OWNER_URL: urlOf(adminUrl, database, { username: ownerRole, password }),
  };
}

function urlOf(adminUrl: string, database: string, role: object = {}): string {
  return Object.assign(new URL(adminUrl), role, { pathname: `/${database}` }).href;
}

import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeServiceKeys } from '@yichuang/host';
import { makeLicenceKeyFile } from '@yichuang/market-regulation';
import { vault } from '@yichuang/vault';
import { databaseOf, services } from '../start/services.js';
import {
  CONTAINER_USER,
  readSettingsFile,
  writeSecret,
  writeSettingsFile,
  type SettingsFile,
} from './settings-file.js';

/** Role under which simulators make their ledgers' databases. */
const SIMULATORS_ROLE = 'yc_simulators';

const word = (): string => randomBytes(24).toString('base64url');
const key = (): string => randomBytes(32).toString('base64');

type Served = (typeof services)[number];

/**
 * Makes what services that run apart must not share with anybody: a settings file for each of them, a key for each that
 * calls others, a file for whoever provisions their databases, the superuser's password, the vault's master key and the keys
 * that sign licences. What is there already is kept, so that a new service or a lost file is a second run. Only their owner
 * may read them.
 *
 * @param postgres `host:port` as the services see it
 */
export async function makeSecrets(directory: string, postgres: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const superuser = await kept(join(directory, 'postgres-password'), word);
  await kept(join(directory, 'master-key'), key);
  await makeLicenceKeyFile(join(directory, 'licence-keys'));
  const provision = join(directory, 'provision');
  const known = await readSettingsFile(provision);
  const url = urlOf(postgres);
  const simulators = known['SIMULATORS_URL'] ?? url(SIMULATORS_ROLE, word(), 'postgres');
  const wished: Record<string, string> = {
    ADMIN_URL: url('postgres', superuser, 'postgres'),
    SIMULATORS_URL: simulators,
  };
  for (const service of services) {
    const path = join(directory, service.name);
    const settings = settingsOf(service, await readSettingsFile(path), url, simulators);
    await writeSettingsFile(path, settings);
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL']) {
      const { [name]: value } = settings;
      if (value !== undefined) wished[`${service.name.toUpperCase().replaceAll('-', '_')}_${name}`] = value;
    }
  }
  await writeSettingsFile(provision, wished);
  await makeServiceKeys(directory, callers());
  if (process.getuid?.() === 0) await giveToContainers(directory);
}

/**
 * Those that have a section ask the vault for its keys, the door calls everybody, and the vault asks the orchestrator for what it
 * opens; the others are only called.
 */
const callers = (): string[] =>
  services
    .filter(({ name, desks, section }) => section !== undefined || desks.length === 0 || name === vault.name)
    .map(({ name }) => name);

/** Who is root makes them for somebody else: for the user of the images. */
async function giveToContainers(directory: string): Promise<void> {
  for (const name of await readdir(directory)) await chown(join(directory, name), CONTAINER_USER, CONTAINER_USER);
}

type UrlOf = (role: string, password: string, database: string) => string;

const urlOf =
  (postgres: string): UrlOf =>
  (role, password, database) =>
    `postgres://${role}:${password}@${postgres}/${database}`;

/** Nothing is shared between services, neither passwords nor the key of their tags. */
function settingsOf(
  { name, desks, simulators }: Served,
  known: SettingsFile,
  url: UrlOf,
  ledgers: string,
): SettingsFile {
  const database = databaseOf(name);
  return {
    TAG_KEY: key(),
    ...(desks.length === 0
      ? {}
      : {
          DATABASE_URL: url(database, word(), database),
          DATABASE_OWNER_URL: url(`${database}_owner`, word(), database),
        }),
    ...known,
    ...((simulators ?? []).length === 0 ? {} : { SIMULATORS_URL: ledgers }),
  };
}

/** What the file holds; it is made where it is missing. */
async function kept(path: string, make: () => string): Promise<string> {
  const known = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (known !== null) return known.trim();
  const made = make();
  await writeSecret(path, made);
  return made;
}

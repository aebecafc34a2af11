import { provisionDatabase } from '@yichuang/event-store';
import { serve, type Department, type Service } from '@yichuang/host';
import { makeMasterKeyFile } from '@yichuang/vault';
import { Client } from 'pg';
import { clockAnchor, openDataDirectory, type DataDirectory } from './data-directory.js';
import { requireFreePort } from './port.js';
import { startPostgres } from './postgres-server.js';
import { databaseOf, services, socketOf, STREAM_DATABASE } from './services.js';

export interface StartOptions {
  readonly data: string;
  readonly port: number;
  readonly clock: { readonly instant: number; readonly speed: number } | null;
  readonly logLevel: string;
}

export interface House {
  readonly url: string;
  readonly adoptedPostgres: boolean;
  stop(): Promise<void>;
}

/** The whole house in one process: every service with a database of its own; they share nothing but the process. */
export async function startHouse(options: StartOptions): Promise<House> {
  const directory = await openDataDirectory(options.data);
  const anchor = await clockAnchor(directory, options.clock);
  await makeMasterKeyFile(directory.masterKey);
  const postgres = await startPostgres({
    directory: directory.postgres,
    logFile: directory.postgresLog,
    ownerFile: directory.ownerFile,
    password: directory.secrets.superuser,
  });
  const running: Service[] = [];
  try {
    // after the directory is ours: who starts twice is told that, not that his own first start has the port
    await requireFreePort(options.port);
    await ensureDatabase(postgres.adminUrl, STREAM_DATABASE);
    const base = settingsFor(directory, postgres.adminUrl, anchor, options);
    const provisioned = await Promise.all(services.map((one) => provision(one, directory, postgres.adminUrl)));
    // they need one another only once something happens, so they start together
    const started = await Promise.allSettled(
      services.map((one, index) => serve(one, { ...base(one), ...provisioned[index] })),
    );
    for (const one of started) if (one.status === 'fulfilled') running.push(one.value);
    const failed = started.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } catch (error) {
    await Promise.allSettled(running.map((service) => service.stop()));
    await postgres.stop();
    throw error;
  }
  const gateway = running.at(-1) as Service;
  return {
    url: await gateway.app.getUrl(),
    adoptedPostgres: postgres.adopted,
    async stop() {
      // the door first, so that nothing new comes in; the vault last, for those who finish need keys
      for (const service of [...running].reverse()) await service.stop();
      await postgres.stop();
    },
  };
}

type Raw = Record<string, string | undefined>;

function settingsFor(
  directory: DataDirectory,
  adminUrl: string,
  anchor: string | undefined,
  options: StartOptions,
): (service: Department) => Raw {
  const addresses = services.map(({ name }) => `${name}=${socketOf(directory.sockets, name)}`).join(',');
  return ({ name }) => ({
    MODE: 'development',
    STREAM_URL: withDatabase(adminUrl, STREAM_DATABASE),
    SIMULATORS_URL: adminUrl,
    LISTEN: name === 'gateway' ? `127.0.0.1:${String(options.port)}` : socketOf(directory.sockets, name),
    VAULT: socketOf(directory.sockets, 'vault'),
    ORCHESTRATOR: socketOf(directory.sockets, 'orchestrator'),
    SERVICES: addresses,
    MASTER_KEY_FILE: directory.masterKey,
    TAG_KEY: directory.secrets.tagKey,
    CLOCK_ANCHOR: anchor,
    // who owns the directory is alone: what a killed start had leased is taken back at once
    INSTANCE: 'house',
    LOG_LEVEL: options.logLevel,
    YICHUANG_CRASH_AT: process.env['YICHUANG_CRASH_AT'],
    YICHUANG_TUNING: process.env['YICHUANG_TUNING'],
    YICHUANG_SWITCH_OFF: process.env['YICHUANG_SWITCH_OFF'],
  });
}

async function provision({ name, desks }: Department, { secrets }: DataDirectory, adminUrl: string): Promise<Raw> {
  if (desks.length === 0) return { DATABASE_URL: adminUrl, DATABASE_OWNER_URL: adminUrl };
  const database = databaseOf(name);
  const ownerRole = `${database}_owner`;
  const passwords = { owner: secrets.roles, service: secrets.roles };
  await provisionDatabase({ adminUrl, database, ownerRole, serviceRole: database, passwords });
  return {
    DATABASE_URL: withDatabase(adminUrl, database, { user: database, password: secrets.roles }),
    DATABASE_OWNER_URL: withDatabase(adminUrl, database, { user: ownerRole, password: secrets.roles }),
  };
}

function withDatabase(
  url: string,
  database: string,
  role?: { readonly user: string; readonly password: string },
): string {
  const made = new URL(url);
  made.pathname = `/${database}`;
  if (role !== undefined) {
    made.username = role.user;
    made.password = role.password;
  }
  return made.href;
}

async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { provisionDatabase } from '@yichuang/event-store';
import { withClient } from '../database-figures.js';
import { toyServices } from './toy-services.js';
import type { HouseSettings } from './toy-house-main.js';

/** Running toy services, whatever processes they are. */
export interface Toys {
  readonly engine: string;
  /** How they run, for the report. */
  readonly form: string;
  /** Where each answers. */
  readonly urls: Readonly<Record<string, string>>;
  /** Each program's processes, for what they use of the processor. */
  readonly programs: Readonly<Record<string, readonly number[]>>;
}

const MAIN = fileURLToPath(new URL('./toy-house-main.js', import.meta.url));
const STREAM_DATABASE = 'toy_stream';

/** Starts all toy services in one process over databases of their own on this server, lets `work` use them, and ends it. */
export async function withEmbeddedToys(adminUrl: string, work: (toys: Toys) => Promise<void>): Promise<void> {
  const settings = await settingsOn(adminUrl);
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  try {
    child.send(settings);
    await work({
      engine: 'embedded',
      form: 'all services in one process, the load in another, over HTTP',
      urls: await ready(child),
      programs: { house: [child.pid ?? 0] },
    });
  } finally {
    await end(child);
  }
}

async function ready(child: ChildProcess): Promise<Readonly<Record<string, string>>> {
  const exited = once(child, 'exit').then(() => {
    throw new Error('the toy house did not start');
  });
  const [urls] = (await Promise.race([once(child, 'message'), exited])) as [Readonly<Record<string, string>>];
  exited.catch(() => undefined);
  return urls;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
}

/** A database and two roles for each service that keeps events, and one for the stream. */
async function settingsOn(adminUrl: string): Promise<HouseSettings> {
  await withClient(adminUrl, (client) => client.query(`create database ${STREAM_DATABASE}`));
  const shared = {
    MODE: 'development',
    STREAM_URL: urlOf(adminUrl, STREAM_DATABASE),
    TOPIC: 'toy',
    LISTEN: '127.0.0.1:0',
    TAG_KEY: randomBytes(32).toString('base64'),
    INSTANCE: 'house',
    LOG_LEVEL: 'warn',
  };
  const settings: Record<string, Record<string, string>> = {};
  for (const { name, desks } of toyServices) {
    const none = { DATABASE_URL: adminUrl, DATABASE_OWNER_URL: adminUrl };
    settings[name] = { ...shared, ...(desks.length === 0 ? none : await databaseFor(adminUrl, name)) };
  }
  return settings;
}

export async function databaseFor(adminUrl: string, service: string): Promise<Record<string, string>> {
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

import { join } from 'node:path';
import { NOTIFIER } from '@yichuang/contracts';
import { makeServiceKeys, writeWhole, type Department, type ServiceKeyFiles } from '@yichuang/host';
import { fileLicenceSigner, makeLicenceKeyFile } from '@yichuang/market-regulation';
import { makeMasterKeyFile } from '@yichuang/vault';
import { publicLicenceKeysIn } from '../public-licence-keys.js';
import { clockAnchor, openDataDirectory, type DataDirectory } from './data-directory.js';
import { databaseSettings, ensureDatabase, provision, withDatabase, type Raw } from './databases.js';
import { startPostgres, type PostgresOptions, type PostgresServer } from './postgres-server.js';
import { services, STREAM_DATABASE } from './services.js';

export interface GroundOptions {
  readonly data: string;
  readonly clock: { readonly instant: number; readonly speed: number } | null;
  readonly logLevel: string;
  /** For Postgres; any free one when absent. */
  readonly postgresPort?: number;
}

/** What the services of a house stand on, however they run: a data directory with its secrets, a clock and a Postgres. */
export class Ground {
  private constructor(
    readonly directory: DataDirectory,
    private server: PostgresServer,
    private readonly keys: ServiceKeyFiles,
    private readonly anchor: string | undefined,
    private readonly logLevel: string,
  ) {}

  /** @throws Failure saying what is wrong with the directory, or that another start owns it */
  static async open({ data, clock, logLevel, postgresPort }: GroundOptions): Promise<Ground> {
    const directory = await openDataDirectory(data);
    const anchor = await clockAnchor(directory, clock);
    await makeMasterKeyFile(directory.masterKey);
    await makeLicenceKeyFile(directory.licenceKeys);
    const licenceKeys = await fileLicenceSigner(directory.licenceKeys).publicKeys();
    await writeWhole(publicLicenceKeysIn(directory.path), JSON.stringify(licenceKeys, null, 2));
    const names = services.map(({ name }) => name);
    const keys = await makeServiceKeys(directory.serviceKeys, names);
    const postgres = await startPostgres(postgresOf(directory, postgresPort));
    return new Ground(directory, postgres, keys, anchor, logLevel);
  }

  get postgres(): PostgresServer {
    return this.server;
  }

  /** After it was killed: where it was, so that whoever was told of it finds it again. */
  async startPostgresAgain(): Promise<void> {
    this.server = await startPostgres(postgresOf(this.directory, Number(new URL(this.server.adminUrl).port)));
  }

  /** Every service's database, and that of the embedded stream's log. */
  async makeDatabases(): Promise<void> {
    const { adminUrl } = this.postgres;
    await ensureDatabase(adminUrl, STREAM_DATABASE);
    await Promise.all(services.map((one) => provision(one, adminUrl, this.directory.secrets.roles)));
  }

  /** A service's database, as superuser. */
  databaseUrl(database: string): string {
    return withDatabase(this.postgres.adminUrl, database);
  }

  get streamUrl(): string {
    return this.databaseUrl(STREAM_DATABASE);
  }

  /** What a service is told however it runs; where it listens and where the others do is the way's own. */
  settingsOf(service: Department): Raw {
    const { directory, keys } = this;
    const { adminUrl } = this.postgres;
    return {
      MODE: 'development',
      ...databaseSettings(service, adminUrl, directory.secrets.roles),
      SIMULATORS_URL: adminUrl,
      MASTER_KEY_FILE: directory.masterKey,
      LICENCE_KEYS_FILE: directory.licenceKeys,
      SERVICE_KEY_FILE: keys.keyFileOf(service.name),
      SERVICE_KEYS_FILE: keys.keysFile,
      TAG_KEY: directory.secrets.tagKey,
      ...tracingSettings(process.env),
      ...(service.name === NOTIFIER ? waysOut(process.env) : {}),
      CLOCK_ANCHOR: this.anchor,
      LOG_LEVEL: this.logLevel,
      ATTACHMENTS_DIR: join(directory.path, 'attachments'),
      CLAMD: process.env['CLAMD'],
      DOOR_LAG_RECORDS_MAX: process.env['DOOR_LAG_RECORDS_MAX'],
      PACK_AFTER_DAYS: process.env['PACK_AFTER_DAYS'],
      YICHUANG_CRASH_AT: process.env['YICHUANG_CRASH_AT'],
      YICHUANG_TUNING: process.env['YICHUANG_TUNING'],
      YICHUANG_SWITCH_OFF: process.env['YICHUANG_SWITCH_OFF'],
    };
  }
}

/** Where letters and webhooks go is said to the one service that sends them. */
const waysOut = ({ SMTP_URL, SMTP_FROM, WEBHOOKS_FILE }: Raw): Raw => ({ SMTP_URL, SMTP_FROM, WEBHOOKS_FILE });

/** Where traces go is said by OpenTelemetry's own names, to every process of the house. */
const tracingSettings = (env: Raw): Raw =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('OTEL_')));

const postgresOf = (directory: DataDirectory, port: number | undefined): PostgresOptions => ({
  directory: directory.postgres,
  logFile: directory.postgresLog,
  ownerFile: directory.ownerFile,
  password: directory.secrets.superuser,
  ...(port === undefined ? {} : { port }),
});

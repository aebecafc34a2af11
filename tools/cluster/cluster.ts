import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoTokens } from '@yichuang/host';
import {
  databaseOf,
  Ground,
  requireFreePort,
  services,
  startSignIn,
  type AskedClock,
  type Raw,
} from '@yichuang/yichuang';
import { freePorts } from '../kafka/free-ports.js';
import { startKafka, type Kafka } from '../kafka/kafka.js';
import { Guard } from './guard.js';
import { placesOf, streamSettings } from './places.js';
import { PostgresProcess } from './postgres-process.js';
import { ServiceProcess } from './service-process.js';
import { publishAnew, topicOf } from './topic.js';

export interface ClusterOptions {
  /** Keeps everything but the stream over a restart; a fresh directory, gone afterwards, when absent. */
  readonly data?: string;
  readonly stream?: 'kafka' | 'embedded';
  readonly brokers?: 1 | 3;
  /** Brokers that run already and go on afterwards, instead of own ones. */
  readonly kafka?: Kafka;
  /** Brokers as processes that may be killed, whatever the environment offers. */
  readonly ownKafka?: boolean;
  /** By service; one where it is not named. */
  readonly instances?: Readonly<Record<string, number>>;
  /** By service: instances beyond those, known to all the others and begun only when asked. */
  readonly standby?: Readonly<Record<string, number>>;
  /** Of the first gateway; any free one when absent or 0. */
  readonly port?: number;
  readonly clock?: AskedClock | null;
  /** Beside what each service is given, or instead. */
  readonly settings?: (service: string, instance: number) => Raw;
  /** Services that die are started again, as a supervisor would; else only when asked. */
  readonly restart?: boolean;
  readonly logLevel?: string;
  /** Gives the start up, and ends what had started. */
  readonly signal?: AbortSignal;
  /** Hears what is being done. */
  readonly log?: (line: string) => void;
}

/** The whole house as processes of the operating system. */
export interface Cluster {
  /** Of the first gateway. */
  readonly url: string;
  /** Every instance of every service, in the order they start. */
  readonly services: readonly ServiceProcess[];
  readonly postgres: PostgresProcess;
  /** `null` on the embedded stream. */
  readonly kafka: Kafka | null;
  /** Postgres, as superuser. */
  readonly adminUrl: string;
  /** A service's database, as superuser. */
  databaseOf(service: string): string;
  /** Where the services write their logs, and where the secrets are. */
  readonly directory: string;
  readonly topic: string;
  /** Signs in as a demo account. */
  readonly tokenOf: (account: string) => Promise<string>;
  /** The instances of one service. @throws RangeError for a service that there is not */
  of(service: string): readonly ServiceProcess[];
  stop(): Promise<void>;
}

/**
 * Starts Postgres, Kafka and every service as a process of its own, and resolves when all are ready. Everything ends with
 * this process, also when it is killed.
 *
 * @throws Error saying which part could not start, after ending what had
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const log = options.log ?? (() => undefined);
  const own = options.data === undefined ? await mkdtemp(join(tmpdir(), 'yichuang-cluster-')) : null;
  const guard = new Guard(own ?? undefined);
  const ending: (() => Promise<void>)[] = [() => guard.end()];
  const stop = async (): Promise<void> => {
    for (let end = ending.pop(); end !== undefined; end = ending.pop()) await end();
  };
  try {
    const ground = await Ground.open({
      data: own ?? options.data ?? '',
      clock: options.clock ?? null,
      logLevel: options.logLevel ?? 'info',
    });
    const postgres = new PostgresProcess(ground, guard);
    // what is thrown away needs no last checkpoint
    ending.push(() => postgres.stop(own === null ? 'fast' : 'immediate'));
    await postgres.watched();
    log('Postgres is ready');
    if (options.port !== undefined) await requireFreePort(options.port);
    const [kafka, topic] = await streamOf(options, ground, ending);
    const signIn = await startSignIn(ground.directory, 0);
    ending.push(() => signIn.close());
    const processes = await processesOf(options, { ground, guard, kafka, topic, signIn: signIn.settings });
    ending.push(() => stopServices(processes));
    log('starting the services');
    const begun = processes.filter(({ name, instance }) => instance <= (options.instances?.[name] ?? 1));
    for (const one of begun) one.begin();
    await Promise.all(begun.map((one) => one.ready(options.signal)));
    const tokenOf = demoTokens(ground.directory.signIn, signIn.issuer);
    return clusterOf({ ground, postgres, kafka, topic, processes, tokenOf, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the brokers and makes the databases, which do not need one another. */
async function streamOf(
  options: ClusterOptions,
  ground: Ground,
  ending: (() => Promise<void>)[],
): Promise<readonly [Kafka | null, string]> {
  const { stream = 'kafka', brokers = 1, log } = options;
  const anyKafka = async (): Promise<Kafka | null> => {
    if (stream === 'embedded' || options.kafka !== undefined) return options.kafka ?? null;
    const started = await startKafka({
      brokers,
      own: options.ownKafka ?? false,
      ...(log === undefined ? {} : { log }),
    });
    ending.push(() => started.stop());
    return started;
  };
  const [kafka] = await Promise.all([anyKafka(), ground.makeDatabases()]);
  if (kafka === null) return [null, 'company-opening'];
  const elsewhere = options.kafka !== undefined || kafka.source === 'given';
  if (elsewhere) return [kafka, await topicOf(ground.directory.path)];
  await publishAnew(ground);
  return [kafka, 'company-opening'];
}

interface Parts {
  readonly ground: Ground;
  readonly guard: Guard;
  readonly kafka: Kafka | null;
  readonly topic: string;
  /** What services are told of where people sign in. */
  readonly signIn: Raw;
}

async function processesOf(options: ClusterOptions, parts: Parts): Promise<readonly ServiceProcess[]> {
  const { ground, guard, kafka, topic, signIn } = parts;
  const logs = join(ground.directory.path, 'logs');
  await mkdir(logs, { recursive: true, mode: 0o700 });
  const instances = countsOf(options);
  const gateways = instances['gateway'] ?? 1;
  const [first = 0, ...others] = await freePorts(gateways);
  const wished = options.port === undefined || options.port === 0 ? first : options.port;
  const places = placesOf(ground.directory.sockets, instances, [wished, ...others]);
  return places.map(
    ({ service, instance, main, settings }) =>
      new ServiceProcess({
        name: service.name,
        instance,
        main,
        settings: {
          ...ground.settingsOf(service),
          ...signIn,
          ...streamSettings(ground, kafka, topic),
          ...settings,
          ...options.settings?.(service.name, instance),
        },
        logFile: join(logs, `${service.name}-${String(instance)}.log`),
        guard,
        restart: options.restart ?? false,
      }),
  );
}

/** Every instance there may be, of each service that has more than one. */
function countsOf({ instances = {}, standby = {} }: ClusterOptions): Readonly<Record<string, number>> {
  const names = [...Object.keys(instances), ...Object.keys(standby)];
  return Object.fromEntries(names.map((name) => [name, (instances[name] ?? 1) + (standby[name] ?? 0)]));
}

/** The doors first, so that nothing new comes in; the vault last, for those who finish need keys. */
async function stopServices(processes: readonly ServiceProcess[]): Promise<void> {
  const rank = ({ name }: ServiceProcess): number => (name === 'gateway' ? 0 : name === 'vault' ? 2 : 1);
  for (const now of [0, 1, 2])
    await Promise.all(processes.filter((one) => rank(one) === now).map((one) => one.retire()));
}

interface Started extends Omit<Parts, 'guard' | 'signIn'> {
  readonly postgres: PostgresProcess;
  readonly processes: readonly ServiceProcess[];
  readonly tokenOf: Cluster['tokenOf'];
  readonly stop: () => Promise<void>;
}

function clusterOf({ ground, postgres, kafka, topic, processes, tokenOf, stop }: Started): Cluster {
  const of = (service: string): readonly ServiceProcess[] => {
    if (!services.some(({ name }) => name === service)) throw new RangeError(`there is no service ${service}`);
    return processes.filter(({ name }) => name === service);
  };
  return {
    url: `http://${of('gateway')[0]?.address ?? ''}`,
    services: processes,
    postgres,
    kafka,
    topic,
    adminUrl: ground.postgres.adminUrl,
    databaseOf: (service) => ground.databaseUrl(databaseOf(service)),
    directory: ground.directory.path,
    tokenOf,
    of,
    stop,
  };
}

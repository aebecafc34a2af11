import 'reflect-metadata';
import { chmod, rm } from 'node:fs/promises';
import { Global, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventStore } from '@yichuang/event-store';
import type { StreamEngine } from '@yichuang/event-stream';
import type { DestinationStream, Logger } from 'pino';
import { Actors } from './actors.js';
import { answerFigures } from './answer-figures.js';
import type { Department } from './department.js';
import { DeskHandler, type DeskWork } from './desk-handler.js';
import { Desks } from './desks.js';
import { clockOf, type DomainClock } from './domain-clock.js';
import { DoorsController } from './doors.controller.js';
import type { Engine } from './engine.js';
import { HealthController } from './health.controller.js';
import type { EngineOptions } from './engine-parts.js';
import { Health } from './health.js';
import { hearingController } from './hearing.controller.js';
import { HouseKeys } from './house-keys.js';
import { logOf, nestLog } from './log.js';
import { Metrics } from './metrics.js';
import { QueueController } from './officers/queue.controller.js';
import { queueTables } from './officers/queue.js';
import { operatorControllers } from './operations.controller.js';
import { startPatiently } from './patience.js';
import { ProblemFilter } from './problem.filter.js';
import { ServiceGuard } from './service-guard.js';
import { providerOf } from './settings-sign-in.js';
import { present, readSettings, type Raw, type Settings } from './settings.js';
import { requireAsks } from './silent-routes.js';
import { Simulators } from './simulators.js';
import { SimulatorsController } from './simulators.controller.js';
import { CLOCK, DATA_SOURCE, DEPARTMENT, LOG, SETTINGS, STORE, STREAM } from './tokens.js';
import { traceRequests } from './traced-requests.js';
import { tracingOf } from './tracing.js';
import { placeOf } from './waiting-room.js';
import { BODY_BYTES_MAX } from './limits.js';

export interface Service {
  readonly name: string;
  readonly app: NestFastifyApplication;
  readonly health: Health;
  /** Takes no more work, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

export interface ServeOptions {
  /** Where the log goes; by default to standard error. */
  readonly logTo?: DestinationStream | undefined;
  /** Ends the waiting for what is away at start. */
  readonly signal?: AbortSignal;
  /** When this process cannot go on; by default it ends, to be started anew by whoever looks after it. */
  readonly onFatal?: (error: Error) => void;
}

/**
 * Turns a definition into an ordinary NestJS application: its own database, its own place in the shared stream, an HTTP
 * door, health, figures, problem details, structured logs, a graceful stop. Services in one process share nothing else.
 *
 * @throws BadSettings naming every setting that is wrong
 */
export async function serve(
  department: Department,
  raw: Raw = process.env,
  { logTo, signal, onFatal = endProcess }: ServeOptions = {},
): Promise<Service> {
  const settings = readSettings(raw, department);
  const log = logOf(department.name, settings.LOG_LEVEL, logTo);
  const clock = clockOf(settings.CLOCK_ANCHOR);
  const health = new Health();
  const metrics = new Metrics(department.name);
  const fatal = (error: Error): void => {
    log.fatal({ error: `${error.name}: ${error.message}` }, 'this process cannot go on and ends');
    log.flush();
    onFatal(error);
  };
  // standard names for the whole process, whatever services live in it
  const tracing = await tracingOf(department.name, process.env);
  const engine = await startPatiently(
    { department, settings, log, clock, health, metrics, tracing, onFatal: fatal },
    signal,
  );
  const parts = { settings, log, clock, health, metrics, tracing, engine };
  let app: NestFastifyApplication;
  try {
    app = await applicationOf(department, parts);
  } catch (error) {
    // a door that cannot open (a taken address, a module that fails) leaves nothing running behind it
    await engine.stop();
    throw error;
  }
  log.info({ listen: settings.LISTEN }, 'ready');

  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      health.stop();
      await app.close();
      await engine.stop();
      await tracing?.close();
      log.info('stopped');
      log.flush();
    })();
    return stopping;
  };
  return { name: department.name, app, health, stop };
}

/** An error of ours or of a library (sysexits: EX_SOFTWARE); told from a setting that is wrong, which exits with 1. */
const EXIT_SOFTWARE = 70;

const endProcess = (): never => process.exit(EXIT_SOFTWARE);

/** The standing application: initialised, hearing the stream, listening. */
async function applicationOf(department: Department, parts: Parts): Promise<NestFastifyApplication> {
  const { settings, log, engine } = parts;
  const app = await NestFactory.create<NestFastifyApplication>(
    hostModule(department, parts),
    new FastifyAdapter({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: true }),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest types its options as a class and takes literals
    { logger: nestLog(log), abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter(log, parts.metrics));
  answerFigures(app, parts.metrics);
  if (parts.tracing !== null) traceRequests(app, parts.tracing, department.desks.length === 0);
  const keys = houseKeysOf(department, settings, log);
  app.useGlobalGuards(new ServiceGuard(department, { keys, actors: actorsOf(settings, log) }));
  if (engine.transport !== null) app.connectMicroservice({ strategy: engine.transport }, { inheritAppConfig: false });
  try {
    requireAsks(app);
    await app.init();
    engine.startWork();
    await app.startAllMicroservices();
    await listen(app, settings.LISTEN);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function listen(app: NestFastifyApplication, address: string): Promise<void> {
  const { socket, host, port } = placeOf(address);
  if (socket === undefined) {
    await app.listen(port ?? 0, host ?? '');
    return;
  }
  await rm(socket, { force: true });
  await app.listen(socket);
  await chmod(socket, 0o600);
}

/** A service without desks has no door for the house: nothing of it is called with a token. */
function houseKeysOf({ name, desks }: Department, { SERVICE_KEYS_FILE }: Settings, log: Logger): HouseKeys | null {
  return desks.length === 0 ? null : new HouseKeys(present(SERVICE_KEYS_FILE, 'SERVICE_KEYS_FILE'), name, log);
}

/** Nobody can be signed in where no provider is named. */
const actorsOf = (settings: Settings, log: Logger): Actors | null => {
  const provider = providerOf(settings);
  return provider === null ? null : new Actors(provider, log);
};

interface Parts extends Omit<EngineOptions, 'department' | 'onFatal'> {
  readonly engine: Engine;
}

function hostModule(department: Department, parts: Parts): DynamicModule {
  const { settings, log, clock, health, metrics, engine } = parts;
  const values: (readonly [unknown, unknown])[] = [
    [DEPARTMENT, department],
    [SETTINGS, settings],
    [LOG, log],
    [CLOCK, clock],
    [Health, health],
    [Metrics, metrics],
    [STREAM, engine.stream],
    ...(engine.store === null
      ? []
      : ([
          [STORE, engine.store],
          [DeskHandler, engine.handler],
          [Desks, engine.desks],
          [DATA_SOURCE, engine.registers],
        ] as const)),
    ...(engine.simulators === null ? [] : ([[Simulators, engine.simulators]] as const)),
  ];
  const providers = values.map(([provide, useValue]) => ({ provide, useValue })) as Provider[];
  const controllers: Type[] = [HealthController];
  if (engine.store !== null) controllers.push(DoorsController, ...operatorControllers, hearingController(department));
  if (engine.store !== null && queueTables(department).length > 0) controllers.push(QueueController);
  if (engine.simulators !== null && settings.MODE === 'development') controllers.push(SimulatorsController);

  class PartsModule {}
  Global()(PartsModule);
  Module({})(PartsModule);
  class ServiceModule {}
  Module({})(ServiceModule);
  return {
    module: ServiceModule,
    imports: [
      { module: PartsModule, global: true, providers, exports: providers },
      ...((department.modules ?? []) as Type[]),
    ],
    controllers,
  };
}

export type { DomainClock, EventStore, DeskWork, StreamEngine };

import 'reflect-metadata';
import { chmod, rm } from 'node:fs/promises';
import { Global, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventStore } from '@yichuang/event-store';
import type { StreamEngine } from '@yichuang/event-stream';
import type { DestinationStream, Logger } from 'pino';
import type { Department } from './department.js';
import { DeskHandler, type DeskWork } from './desk-handler.js';
import { Desks } from './desks.js';
import { clockOf, type DomainClock } from './domain-clock.js';
import { DoorsController } from './doors.controller.js';
import { startEngine, type Engine } from './engine.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';
import { hearingController } from './hearing.controller.js';
import { logOf, nestLog } from './log.js';
import { Metrics } from './metrics.js';
import { operatorControllers } from './operations.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { readSettings, type Settings } from './settings.js';
import { Simulators } from './simulators.js';
import { SimulatorsController } from './simulators.controller.js';
import { CLOCK, DATA_SOURCE, DEPARTMENT, LOG, SETTINGS, STORE, STREAM } from './tokens.js';

/** The largest application: thousands of employees, sealed. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;

export interface Service {
  readonly name: string;
  readonly app: NestFastifyApplication;
  readonly health: Health;
  /** Takes no more work, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/**
 * Turns a definition into an ordinary NestJS application: its own database, its own place in the shared stream, an HTTP
 * door, health, figures, problem details, structured logs, a graceful stop. Services in one process share nothing else.
 *
 * @param logTo where the log goes; by default to standard error
 * @throws BadSettings naming every setting that is wrong
 */
export async function serve(
  department: Department,
  raw: Readonly<Record<string, string | undefined>> = process.env,
  logTo?: DestinationStream,
): Promise<Service> {
  const settings = readSettings(raw);
  const log = logOf(department.name, settings.LOG_LEVEL, logTo);
  const clock = clockOf(settings.CLOCK_ANCHOR);
  const health = new Health();
  const metrics = new Metrics(department.name);
  const engine = await startEngine({ department, settings, log, clock, health, metrics });
  const parts = { settings, log, clock, health, metrics, engine };
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
      log.info('stopped');
      log.flush();
    })();
    return stopping;
  };
  return { name: department.name, app, health, stop };
}

/** The standing application: initialised, hearing the stream, listening. */
async function applicationOf(department: Department, parts: Parts): Promise<NestFastifyApplication> {
  const { settings, log, engine } = parts;
  const app = await NestFactory.create<NestFastifyApplication>(
    hostModule(department, parts),
    new FastifyAdapter({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: true }),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest types its options as a class and takes literals
    { logger: nestLog(log), abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter(log));
  if (engine.transport !== null) app.connectMicroservice({ strategy: engine.transport }, { inheritAppConfig: false });
  try {
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

/** For a service that is a process of its own: serves until the process is told to end. */
export async function serveUntilTold(department: Department): Promise<void> {
  const service = await serve(department);
  const end = (): void => {
    void service.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

async function listen(app: NestFastifyApplication, address: string): Promise<void> {
  if (address.startsWith('/')) {
    await rm(address, { force: true });
    await app.listen(address);
    await chmod(address, 0o600);
    return;
  }
  const cut = address.lastIndexOf(':');
  await app.listen(Number(address.slice(cut + 1)), address.slice(0, cut));
}

interface Parts {
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock: DomainClock;
  readonly health: Health;
  readonly metrics: Metrics;
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

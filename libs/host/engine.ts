import { openEventStore, type EventStore, type RegisterTable } from '@yichuang/event-store';
import { openEmbeddedStream, startRelay, type Relay, type StreamEngine, type Trouble } from '@yichuang/event-stream';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { migrate, registerReader } from './database.js';
import { crashAt } from './crash-at.js';
import type { Department } from './department.js';
import { DeskHandler, type DeskWork } from './desk-handler.js';
import { caseOf, deskOf } from './desk-handler.js';
import { Desks } from './desks.js';
import type { Port } from './desk.js';
import type { DomainClock } from './domain-clock.js';
import { answerWork, errandCaller } from './errands.js';
import type { Health } from './health.js';
import type { Metrics } from './metrics.js';
import { serviceClient } from './service-client.js';
import type { Settings } from './settings.js';
import { Simulators } from './simulators.js';
import { simulatorDatabases } from './simulator-databases.js';
import { StreamServer } from './stream-server.js';
import { vaultKeyRing, type KeyRing } from './vault-client.js';

/** Everything of a service that is not Nest: store, stream, relay, errands, simulators. */
export interface Engine {
  readonly stream: StreamEngine;
  readonly store: EventStore<DeskWork, unknown> | null;
  readonly handler: DeskHandler | null;
  readonly desks: Desks | null;
  readonly registers: DataSource | null;
  readonly simulators: Simulators | null;
  readonly transport: StreamServer | null;
  /** Errands and timers begin once the application stands. */
  startWork(): void;
  stop(): Promise<void>;
}

interface Options {
  readonly department: Department;
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock: DomainClock;
  readonly health: Health;
  readonly metrics: Metrics;
}

export async function startEngine(options: Options): Promise<Engine> {
  const { department, settings, clock, log } = options;
  const trouble: Trouble = (words, error) => {
    log.warn({ error: error instanceof Error ? error.message : undefined }, words);
  };
  const stream = await openEmbeddedStream({
    connectionString: settings.STREAM_URL,
    partitions: settings.SHARDS,
    trouble,
  });
  if (department.desks.length === 0) {
    return {
      stream,
      store: null,
      handler: null,
      desks: null,
      registers: null,
      simulators: null,
      transport: null,
      startWork: () => undefined,
      stop: () => stream.close(),
    };
  }
  await migrate(settings.DATABASE_OWNER_URL);
  const tagKey = Buffer.from(settings.TAG_KEY, 'base64');
  const simulators =
    (department.simulators ?? []).length === 0
      ? null
      : await Simulators.open(department, simulatorDatabases(settings), clock, tagKey);
  const ports = portsOf(department, settings, simulators);
  const keys = keyRingOf(department, settings);
  const natures = new Map([...ports.values()].map(({ name, nature }) => [name, nature]));
  const handler = new DeskHandler(department, keys, () => clock.now(), natures);
  const store = await openEventStore<DeskWork, unknown>({
    connectionString: settings.DATABASE_URL,
    ownerConnectionString: settings.DATABASE_OWNER_URL,
    service: department.name,
    shards: settings.SHARDS,
    handler,
    clock,
    registers: registersOf(department),
    desks: department.desks.map((desk) => desk.name),
    timerWork: (streamName, caseId, kind, dueAt) => ({
      stream: streamName,
      caseId: caseId === '' ? caseOf(streamName) : caseId,
      cause: `${streamName}:${kind}:${String(dueAt)}`,
      origin: { kind: 'timer', timer: kind, dueAt },
      payload: { kind: 'timer', desk: deskOf(streamName), timer: kind, dueAt },
    }),
    log,
    switchOff: settings.YICHUANG_SWITCH_OFF,
    ...(settings.YICHUANG_TUNING === undefined ? {} : { tuning: settings.YICHUANG_TUNING }),
  });
  const crash = crashAt(settings.YICHUANG_CRASH_AT);
  // before the relay hears of it, so that nothing is published
  store.outbox.onAppended(() => {
    crash('committed');
  });
  const registers = await registerReader(settings.DATABASE_URL);
  const transport = department.hears.length === 0 ? null : transportOf(options, stream, store);
  const relay = startRelay({
    outbox: store.outbox,
    engine: stream,
    topic: settings.TOPIC,
    owner: settings.INSTANCE,
    trouble,
  });
  watch(options, store, relay, transport);
  return {
    stream,
    store,
    handler,
    registers,
    simulators,
    transport,
    desks: new Desks(store, handler, clock, tagKey),
    startWork: () => {
      store.start({
        call: errandCaller(ports, handler, () => {
          crash('errand-called');
        }),
        answerWork,
        ...(transport === null ? {} : { caughtUp: () => transport.caughtUp() }),
      });
    },
    stop: async () => {
      // what is not published yet is published at the next start
      await relay.close();
      await store.close();
      await simulators?.close();
      await registers.destroy();
      await stream.close();
      await keys.close();
    },
  };
}

function registersOf(department: Department): RegisterTable[] {
  return department.desks.flatMap(({ registers }) => (registers ?? []).map(({ table }) => table));
}

function portsOf(department: Department, settings: Settings, simulators: Simulators | null): ReadonlyMap<string, Port> {
  const ports = [...(simulators?.ports() ?? []), ...(department.ports?.(settings.raw) ?? [])];
  return new Map(ports.map((port) => [port.name, port]));
}

function keyRingOf(department: Department, settings: Settings): KeyRing & { close(): Promise<void> } {
  if (department.section === undefined) {
    return {
      keys: () => Promise.reject(new TypeError(`${department.name} has no section`)),
      close: () => Promise.resolve(),
    };
  }
  if (settings.VAULT === undefined) throw new TypeError('VAULT is not set and this department has a sealed section');
  const client = serviceClient(settings.VAULT, department.name);
  return { ...vaultKeyRing(client), close: () => client.close() };
}

function transportOf(
  { department, settings, log }: Options,
  engine: StreamEngine,
  store: EventStore<DeskWork, unknown>,
): StreamServer {
  return new StreamServer({
    consumer: department.name,
    topic: settings.TOPIC,
    hears: new Set(department.hears),
    knows: department.knows ?? (() => false),
    engine,
    store,
    log,
  });
}

function watch(
  { health, metrics }: Options,
  store: EventStore<DeskWork, unknown>,
  relay: Relay,
  transport: StreamServer | null,
): void {
  health.add({ name: 'store', check: () => store.health() });
  health.add({ name: 'relay', check: () => Promise.resolve(relay.health().fault) });
  if (transport !== null) {
    health.add({
      name: 'stream',
      check: () => {
        const stopped = transport.stopped();
        return Promise.resolve(
          stopped.length === 0
            ? null
            : stopped.map(({ partition, reason }) => `${String(partition)}: ${reason}`).join('; '),
        );
      },
    });
  }
  const figure = (
    name: string,
    help: string,
    read: (counts: Awaited<ReturnType<typeof store.counts>>) => number,
  ): void => {
    metrics.gauge(name, help, async () => read(await store.counts()));
  };
  figure(
    'outbox_oldest_unpublished_seconds',
    'Age of the oldest event not yet published',
    (c) => c.oldestUnpublishedMillis / 1000,
  );
  figure(
    'timers_oldest_unfired_seconds',
    'Age of the oldest timer that is due and has not fired',
    (c) => c.oldestUnfiredMillis / 1000,
  );
  figure('cases_parked', 'Cases parked', (c) => c.parked);
  figure('errands_open', 'Errands not yet answered', (c) => c.openErrands);
  figure('turn_works_mean', 'Mean number of works sharing one commit since start', (c) => c.meanWorksPerTurn);
}

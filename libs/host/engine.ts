import type { EventStore } from '@yichuang/event-store';
import { startRelay, type Relay, type StreamEngine, type Trouble } from '@yichuang/event-stream';
import type { DataSource } from 'typeorm';
import { migrate, registerReader } from './database.js';
import { crashAt } from './crash-at.js';
import { DeskHandler, type DeskWork } from './desk-handler.js';
import { Desks } from './desks.js';
import { keyRingOf, portsOf, storeOf, transportOf, type EngineOptions } from './engine-parts.js';
import { answerWork, errandCaller } from './errands.js';
import { consumerFigures, processFigures, storeFigures } from './figures.js';
import { Opened } from './opened.js';
import { databaseOf, isSimulated } from './settings.js';
import { Simulators } from './simulators.js';
import { simulatorLedgers } from './simulator-databases.js';
import type { StreamServer } from './stream-server.js';
import { openStream } from './stream.js';

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

/** @throws whatever the store, the stream or a simulator cannot open for; nothing of it is left open */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const opened = new Opened();
  try {
    return await assemble(options, opened);
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
}

async function assemble(options: EngineOptions, opened: Opened): Promise<Engine> {
  const { department, settings, clock, log } = options;
  const trouble: Trouble = (words, error) => {
    log.warn({ error: error instanceof Error ? error.message : undefined }, words);
  };
  const stream = opened.add(await openStream(department.name, settings, { trouble, onFatal: options.onFatal }));
  processFigures(options.metrics);
  if (department.desks.length === 0) return streamOnly(options, stream, opened);
  const database = databaseOf(settings);
  await migrate(database.owning);
  const tagKey = Buffer.from(settings.TAG_KEY, 'base64');
  const keys = opened.add(keyRingOf(department, settings));
  const simulators = isSimulated(department, settings)
    ? opened.add(await Simulators.open(department, simulatorLedgers(settings), clock, tagKey))
    : null;
  const ports = portsOf(department, settings, simulators);
  const natures = new Map([...ports.values()].map(({ name, nature }) => [name, nature]));
  const handler = new DeskHandler(department, keys, () => clock.now(), natures, department.setUp?.(settings.raw));
  const registers = await registerReader(database.serving);
  opened.add({ close: () => registers.destroy() });
  await department.readFirst?.(registers);
  const store = opened.add(await storeOf(options, handler));
  const crash = crashAt(settings.YICHUANG_CRASH_AT);
  // before the relay hears of it, so that nothing is published
  store.outbox.onAppended(() => {
    crash('committed');
  });
  const transport = department.hears.length === 0 ? null : transportOf(options, stream, store);
  const { outbox } = store;
  const relay = opened.add(
    startRelay({
      outbox,
      engine: stream,
      topic: settings.TOPIC,
      owner: settings.INSTANCE,
      trouble,
      ...(settings.YICHUANG_SWITCH_OFF === 'relay-cursor' ? { acknowledged: false } : {}),
    }),
  );
  watch(options, store, relay);
  watchStream(options, stream, transport);
  if (transport !== null) {
    const consumer = department.name;
    consumerFigures(options.metrics, { consumer, topic: settings.TOPIC, store, stream });
  }
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
        call: errandCaller({
          ports,
          handler,
          tracing: options.tracing,
          answered: () => {
            crash('errand-called');
          },
        }),
        patience: (port) => ports.get(port)?.patienceMillis,
        answerWork,
        ...(transport === null ? {} : { caughtUp: () => transport.caughtUp() }),
      });
    },
    // the relay first: what is not published yet is published at the next start
    stop: () => opened.close(),
  };
}

function streamOnly(options: EngineOptions, stream: StreamEngine, opened: Opened): Engine {
  watchStream(options, stream, null);
  return {
    stream,
    store: null,
    handler: null,
    desks: null,
    registers: null,
    simulators: null,
    transport: null,
    startWork: () => undefined,
    stop: () => opened.close(),
  };
}

/** What keeps the engine from its work, or the partitions that stopped. */
function watchStream({ health }: EngineOptions, stream: StreamEngine, transport: StreamServer | null): void {
  const stopped = (): string | null => {
    const all = transport?.stopped() ?? [];
    return all.length === 0 ? null : all.map(({ partition, reason }) => `${String(partition)}: ${reason}`).join('; ');
  };
  health.add({ name: 'stream', check: () => Promise.resolve(stream.health() ?? stopped()) });
}

function watch({ health, metrics }: EngineOptions, store: EventStore<DeskWork, unknown>, relay: Relay): void {
  health.add({ name: 'store', check: () => store.health() });
  health.add({ name: 'relay', check: () => Promise.resolve(relay.health().fault) });
  storeFigures(metrics, store);
}

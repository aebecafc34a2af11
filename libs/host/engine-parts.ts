import { openEventStore, type EventStore, type RegisterTable } from '@yichuang/event-store';
import type { StreamEngine } from '@yichuang/event-stream';
import type { Logger } from 'pino';
import type { Department } from './department.js';
import { caseOf, deskOf, type DeskHandler, type DeskWork } from './desk-handler.js';
import type { Port } from './desk.js';
import type { DomainClock } from './domain-clock.js';
import type { Health } from './health.js';
import type { Metrics } from './metrics.js';
import { serviceClient } from './service-client.js';
import { identityOf } from './service-tokens.js';
import { databaseOf, packAgeMillis, present, type Settings } from './settings.js';
import type { Simulators } from './simulators.js';
import { StreamServer } from './stream-server.js';
import type { Tracing } from './tracing.js';
import { vaultKeyRing, type KeyRing } from './vault-client.js';

/** What an engine is made of and reports to. */
export interface EngineOptions {
  readonly department: Department;
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock: DomainClock;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly tracing: Tracing | null;
  /** This process cannot go on, and nothing in it can mend that. */
  readonly onFatal: (error: Error) => void;
}

export function storeOf(
  { department, settings, clock, log }: EngineOptions,
  handler: DeskHandler,
): Promise<EventStore<DeskWork, unknown>> {
  const database = databaseOf(settings);
  return openEventStore<DeskWork, unknown>({
    connectionString: database.serving,
    ownerConnectionString: database.owning,
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
    ...(settings.YICHUANG_SWITCH_OFF === 'relay-cursor' ? {} : { switchOff: settings.YICHUANG_SWITCH_OFF }),
    tuning: { packAgeMillis: packAgeMillis(settings), ...settings.YICHUANG_TUNING },
  });
}

function registersOf(department: Department): RegisterTable[] {
  return department.desks.flatMap(({ name: desk, registers }) =>
    (registers ?? []).map(({ table }) => ({ ...table, desk })),
  );
}

export function portsOf(
  department: Department,
  settings: Settings,
  simulators: Simulators | null,
): ReadonlyMap<string, Port> {
  const ports = [...(simulators?.ports() ?? []), ...(department.ports?.(settings.raw) ?? [])];
  return new Map(ports.map((port) => [port.name, port]));
}

export function keyRingOf(department: Department, settings: Settings): KeyRing & { close(): Promise<void> } {
  if (department.section === undefined) {
    return {
      keys: () => Promise.reject(new TypeError(`${department.name} has no section`)),
      close: () => Promise.resolve(),
    };
  }
  const identity = identityOf(department.name, present(settings.SERVICE_KEY_FILE, 'SERVICE_KEY_FILE'));
  const client = serviceClient(present(settings.VAULT, 'VAULT'), 'vault', identity);
  return { ...vaultKeyRing(client), close: () => client.close() };
}

export function transportOf(
  { department, settings, log, tracing }: EngineOptions,
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
    tracing,
  });
}

import { openEventStore, provisionDatabase, type EventStore } from '@yichuang/event-store';
import { migrate } from '@yichuang/host';
import { BenchHandler, type BenchState, type BenchWork } from './bench-handler.js';
import { say } from './figures.js';

export const SHARDS = 16;

export interface BenchStore {
  readonly store: EventStore<BenchWork, BenchState>;
  readonly handler: BenchHandler;
  /** As the role that serves. */
  readonly url: string;
}

/** A service's store over a fresh database of this server, made the way the house makes one. */
export async function openBenchStore(adminUrl: string): Promise<BenchStore> {
  const database = 'bench_store';
  const roles = { ownerRole: `${database}_owner`, serviceRole: database };
  await provisionDatabase({ adminUrl, database, ...roles, passwords: { owner: 'bench', service: 'bench' } });
  const urlAs = (role: string): string => {
    const url = new URL(adminUrl);
    Object.assign(url, { username: role, password: 'bench', pathname: `/${database}` });
    return url.href;
  };
  await migrate(urlAs(roles.ownerRole));
  const handler = new BenchHandler();
  const store = await openEventStore<BenchWork, BenchState>({
    connectionString: urlAs(roles.serviceRole),
    ownerConnectionString: urlAs(roles.ownerRole),
    service: 'bench',
    shards: SHARDS,
    handler,
    clock: { now: Date.now, machineDelay: (until) => Math.max(0, until - Date.now()) },
    registers: [],
    desks: ['bench'],
    timerWork: (stream, caseId, kind, dueAt) => ({
      stream,
      caseId,
      cause: `${stream}:${kind}:${String(dueAt)}`,
      origin: { kind: 'timer', timer: kind, dueAt },
      payload: { kind: 'fired', dueAt },
    }),
    log: { warn: tellOf('warning'), error: tellOf('error') },
  });
  return { store, handler, url: urlAs(roles.serviceRole) };
}

const tellOf =
  (kind: string) =>
  (fields: object, message: string): void => {
    say(`${kind}: ${message} ${JSON.stringify(fields)}`);
  };

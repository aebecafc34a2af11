import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Applications } from '../bench/applications.js';
import { startCluster, type Cluster } from '../cluster/cluster.js';
import { MemoryWatch } from './memory-watch.js';
import { Sender } from './sender.js';

export interface PressureOptions {
  readonly cases: number;
  /** Requests at once: far more than the door works on. */
  readonly lanes: number;
  readonly stream: 'kafka' | 'embedded';
  /** The department that stands still … */
  readonly department: string;
  /** … from when so many cases were taken … */
  readonly stopAfter: number;
  /** … for at least so long, and until the door has refused so many. */
  readonly stopMillis: number;
  readonly refusalsMin: number;
  /** Records a service may be behind before the door takes no more; as the house has it when absent. */
  readonly lagRecordsMax?: number;
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface PressureReport {
  readonly engine: string;
  readonly sent: number;
  readonly accepted: number;
  readonly refusals: number;
  readonly faults: readonly string[];
  readonly completed: number;
  readonly secondsToAccept: number;
  readonly secondsToComplete: number;
  /** Most resident memory by process. */
  readonly memoryMb: Readonly<Record<string, number>>;
}

/** A case that is not done so long after the last one was taken does not end. */
const PATIENCE_MILLIS = 1_200_000;
const LOOK_MILLIS = 250;

/** Sends cases as fast as the door takes them while one department stands still, and waits until all that were taken end. */
export async function pressure(options: PressureOptions): Promise<PressureReport> {
  const { lagRecordsMax, say, signal } = options;
  const cluster = await startCluster({
    stream: options.stream,
    logLevel: 'warn',
    log: say,
    settings: (service) =>
      service === 'gateway' && lagRecordsMax !== undefined ? { DOOR_LAG_RECORDS_MAX: String(lagRecordsMax) } : {},
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    return await measure(cluster, options);
  } finally {
    await cluster.stop();
  }
}

async function measure(cluster: Cluster, options: PressureOptions): Promise<PressureReport> {
  const { cases, lanes, say, signal } = options;
  const forms = new Applications(options.seed).take(cases);
  const sender = new Sender(cluster, lanes);
  const memory = new MemoryWatch(
    cluster.services.map(({ name, instance, pid }) => ({ name: `${name} ${String(instance)}`, pid })),
  );
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  try {
    const [sent] = await Promise.all([sender.sendAll(forms, signal), standStill(cluster, sender, options)]);
    const secondsToAccept = seconds();
    say(`all ${String(cases)} taken after ${String(secondsToAccept)} s, ${String(sent.refusals)} refusals on the way`);
    const completed = await ends(cluster, sent.accepted, signal);
    return {
      engine: options.stream,
      sent: cases,
      accepted: sent.accepted.size,
      refusals: sent.refusals,
      faults: sent.faults,
      completed,
      secondsToAccept,
      secondsToComplete: seconds(),
      memoryMb: Object.fromEntries(await memory.end()),
    };
  } finally {
    await memory.end();
    await sender.close();
  }
}

/** Stops the department's processes as they are, in the middle of whatever they do, and lets them go on. */
async function standStill(cluster: Cluster, sender: Sender, options: PressureOptions): Promise<void> {
  const { department, stopAfter, stopMillis, refusalsMin, say, signal } = options;
  const processes = cluster.of(department);
  await when(() => sender.accepted.size >= stopAfter, signal);
  const [before, since] = [sender.accepted.size, performance.now()];
  for (const one of processes) await one.kill('SIGSTOP');
  say(`${department} stands still after ${String(before)} cases`);
  try {
    await when(() => performance.now() - since >= stopMillis && sender.refusals >= refusalsMin, signal);
  } finally {
    for (const one of processes) await one.kill('SIGCONT');
  }
  const taken = sender.accepted.size - before;
  say(
    `${department} goes on; ${String(taken)} cases were taken meanwhile, ${String(sender.refusals)} times the door said no`,
  );
}

/** Waits until every case that was taken has ended. @throws Error when some do not */
async function ends(cluster: Cluster, accepted: ReadonlySet<string>, signal?: AbortSignal): Promise<number> {
  const client = new pg.Client({ connectionString: cluster.databaseOf('orchestrator') });
  await client.connect();
  const until = performance.now() + PATIENCE_MILLIS;
  try {
    for (;;) {
      const { rows } = await client.query<{ completed: string; open: string }>(
        `select count(*) filter (where status = 'completed') as completed, count(*) filter (where ended_at is null) as open
          from case_row where case_id = any ($1)`,
        [[...accepted]],
      );
      const { completed, open } = rows[0] ?? { completed: '0', open: '0' };
      if (Number(open) === 0) return Number(completed);
      if (performance.now() > until) throw new Error(`${open} cases do not end`);
      signal?.throwIfAborted();
      await pause(LOOK_MILLIS);
    }
  } finally {
    await client.end();
  }
}

async function when(condition: () => boolean, signal?: AbortSignal): Promise<void> {
  while (!condition()) {
    signal?.throwIfAborted();
    await pause(LOOK_MILLIS / 5);
  }
}

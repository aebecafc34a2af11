import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { withClient } from './database-figures.js';
import { parentOf, processorMillis, processorMillisOfFamily } from './processes.js';

/** Programs by name, each with the processes whose time counts as its own. */
export type Programs = Readonly<Record<string, readonly number[]>>;

/** Processor time by program, in milliseconds; all others of the machine together are `others`. */
export type ProcessorTime = Readonly<Record<string, number>>;

const QUIET_BUSY_SHARE = 0.15;
const QUIET_LOOK_MILLIS = 3_000;
const QUIET_LOOKS_MAX = 40;

/** Waits until the machine is idle, or gives up: other people's work would be measured too. Answers the share last seen. */
export async function quiet(): Promise<number> {
  let busy = 1;
  for (let look = 0; look < QUIET_LOOKS_MAX && busy > QUIET_BUSY_SHARE; look += 1) {
    const before = await wholeMachine();
    await pause(QUIET_LOOK_MILLIS);
    const after = await wholeMachine();
    busy = (after.busyMillis - before.busyMillis) / Math.max(1, after.allMillis - before.allMillis);
  }
  return busy;
}

/** Processor time used so far; `null` where there is no /proc. Postgres is counted with its sessions. */
export async function processorTimes(programs: Programs, postmaster: number | null): Promise<ProcessorTime | null> {
  const times: Record<string, number> = {};
  for (const [name, pids] of Object.entries(programs)) {
    const each = await Promise.all(pids.map(processorMillis));
    if (each.some((millis) => millis === null)) return null;
    times[name] = each.reduce<number>((sum, millis) => sum + (millis ?? 0), 0);
  }
  if (postmaster !== null) times['postgres'] = (await processorMillisOfFamily(postmaster)) ?? 0;
  const ours = Object.values(times).reduce((sum, millis) => sum + millis, 0);
  times['others'] = (await wholeMachine()).busyMillis - ours;
  return times;
}

/** `house 6.1, postgres 3.2 ms` a case, the largest first. */
export function shareOut(before: ProcessorTime | null, after: ProcessorTime | null, cases: number): string {
  if (before === null || after === null) return 'not known on this machine';
  const each = Object.entries(after).map(([name, millis]) => [name, (millis - (before[name] ?? 0)) / cases] as const);
  const sorted = [...each].sort(([, one], [, other]) => other - one);
  return `${sorted.map(([name, millis]) => `${name} ${millis.toFixed(2)}`).join(', ')} ms`;
}

/** The process every session of this server is a child of. */
export async function postmasterOf(adminUrl: string): Promise<number | null> {
  return withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return parentOf(rows[0]?.pid ?? 0);
  });
}

/** Cache flushes the disks have completed: what fsync costs. `null` where Linux does not say. */
export async function diskFlushes(): Promise<number | null> {
  const stats = await readFile('/proc/diskstats', 'utf8').catch(() => null);
  if (stats === null) return null;
  const disks = stats
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const real = disks.filter((fields) => fields.length > 18 && !/^(loop|ram|sr)/.test(fields[2] ?? ''));
  return real.reduce((sum, fields) => sum + Number(fields[18]), 0);
}

/** /proc/stat counts in hundredths of a second: user, nice, system, idle, iowait, irq, softirq, steal. */
async function wholeMachine(): Promise<{ readonly allMillis: number; readonly busyMillis: number }> {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => '');
  const ticks = (stat.split('\n')[0] ?? '').trim().split(/\s+/).slice(1, 9).map(Number);
  const all = ticks.reduce((sum, one) => sum + one, 0);
  const idle = (ticks[3] ?? 0) + (ticks[4] ?? 0);
  return { allMillis: all * 10, busyMillis: (all - idle) * 10 };
}

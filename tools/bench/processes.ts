import { readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second whatever its own tick is (USER_HZ). */
const TICK_MILLIS = 10;

export interface Memory {
  readonly residentMb: number;
  readonly peakMb: number;
}

/** Resident memory of a process; `null` where there is no /proc. */
export async function memoryOf(pid: number): Promise<Memory | null> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => null);
  if (status === null) return null;
  const mb = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024);
  return { residentMb: mb('VmRSS'), peakMb: mb('VmHWM') };
}

/** Processor time of a process, with that of its children that have ended; `null` when it cannot be read. */
export async function processorMillis(pid: number): Promise<number | null> {
  const fields = await statOf(pid);
  if (fields === null) return null;
  // utime, stime, cutime, cstime: fields 14 to 17 of proc(5), here counted from the state
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * TICK_MILLIS, 0);
}

/** … and with that of its children that live, as the sessions of a Postgres do. */
export async function processorMillisOfFamily(pid: number): Promise<number | null> {
  const own = await processorMillis(pid);
  const children = await readFile(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8').catch(() => null);
  if (own === null || children === null) return null;
  const pids = children.trim().split(/\s+/).filter(Boolean).map(Number);
  const theirs = await Promise.all(pids.map(processorMillis));
  return theirs.reduce<number>((sum, millis) => sum + (millis ?? 0), own);
}

/** `null` for a process that is gone, and where there is no /proc. */
export async function parentOf(pid: number): Promise<number | null> {
  const parent = Number((await statOf(pid))?.[1]);
  return Number.isInteger(parent) && parent > 0 ? parent : null;
}

export async function isZombie(pid: number): Promise<boolean> {
  return (await statOf(pid))?.[0] === 'Z';
}

/** What follows the name, which may hold spaces and brackets: the state first. */
async function statOf(pid: number): Promise<string[] | null> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

// Ends with their parent the processes it is told of: the end of standard input is the sign, so a parent that was killed
// with -9 leaves none behind. A line names a process and the signal that ends it: `1234 SIGKILL`. A second argument is a
// directory to remove then.
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** A Postgres that is told to end fast is gone by then; a directory is not removed under one that lives. */
const END_MILLIS_MAX = 30_000;
const LOOK_MILLIS = 50;

const [directory] = process.argv.slice(2);
const told = new Map();

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [pid, signal] = line.split(' ');
    told.set(Number(pid), { signal, born: bornAt(Number(pid)) });
  })
  .on('close', () => void end());
// Ctrl-C reaches the parent, who ends everything in good order
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

async function end() {
  const living = [...told].filter(([pid, { born }]) => born !== null && bornAt(pid) === born);
  for (const [pid, { signal }] of living) {
    try {
      process.kill(pid, signal);
    } catch {
      // gone by itself
    }
  }
  const until = Date.now() + END_MILLIS_MAX;
  while (Date.now() < until && living.some(([pid, { born }]) => bornAt(pid) === born)) await pause(LOOK_MILLIS);
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
}

/** When the process began (proc(5), starttime), so that another under the same number is left alone; `null` for none. */
function bornAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return null;
  }
}

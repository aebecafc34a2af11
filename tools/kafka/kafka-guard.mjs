// Starts processes for its parent, and ends them with it: the end of standard input is the sign, so a parent that was
// killed with -9 leaves neither a process nor the directory. Lines of JSON go both ways:
// in  { key, command, args }
// out { key, pid } | { key, line } | { key, code, signal }
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [directory] = process.argv.slice(2);
const running = new Set();
let ending = false;

mkdirSync(directory, { recursive: true });
createInterface({ input: process.stdin })
  .on('line', (line) => run(JSON.parse(line)))
  .on('close', end);
process.stdin.on('error', end);
// a parent that is gone hears nothing any more
process.stdout.on('error', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

function run({ key, command, args }) {
  const child = spawn(command, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  child.on('spawn', () => {
    running.add(child);
    tell({ key, pid: child.pid });
  });
  child.on('error', (error) => {
    tell({ key, line: error.message });
    if (child.pid === undefined) tell({ key, code: null, signal: null });
  });
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => tell({ key, line }));
  }
  child.on('close', (code, signal) => {
    if (!running.delete(child)) return;
    tell({ key, code, signal });
    if (ending) leave();
  });
}

/** What they hold is thrown away, so nobody needs to shut down in good order. */
function end() {
  if (ending) return;
  ending = true;
  for (const child of running) child.kill('SIGKILL');
  leave();
}

function leave() {
  if (running.size > 0) return;
  rmSync(directory, { recursive: true, force: true });
  process.exit(0);
}

function tell(news) {
  if (!ending) process.stdout.write(`${JSON.stringify(news)}\n`);
}

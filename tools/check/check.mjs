// Everything that needs no running part: types, lint with layer boundaries, planted breaches, formatting, links.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };

/** Each lane keeps a processor busy; what a step of one needs was made before it in the same lane. */
const lanes = [
  [
    ['project graph', 'nx', ['show', 'projects', '--json']],
    ['lint and layers', 'eslint', ['.', '--max-warnings', '0']],
    ['planted breaches', process.execPath, ['tools/check/planted-breaches.mjs']],
  ],
  [
    ['types of the pure rooms', 'tsc', ['-p', 'tsconfig.pure.json']],
    ['types', 'tsc', ['-p', 'tsconfig.json']],
    ['formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
    ['links', process.execPath, ['tools/check/links.mjs']],
  ],
];

const passed = await Promise.all(lanes.map(passedAll));
process.exit(passed.every(Boolean) ? 0 : 1);

async function passedAll(steps) {
  let all = true;
  for (const [what, command, args] of steps) {
    const started = performance.now();
    const { status, said } = await outcomeOf(command, args);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${what} (${seconds} s)`);
    if (status === 0) continue;
    all = false;
    console.log(said);
  }
  return all;
}

function outcomeOf(command, args) {
  const bin = command.startsWith('/') ? command : `${root}node_modules/.bin/${command}`;
  return new Promise((resolve, reject) => {
    const child = spawn(bin, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (words) => (said += words));
    }
    child.on('error', reject);
    // the output has ended too
    child.on('close', (status) => resolve({ status, said }));
  });
}

// Everything that needs no running part: types, lint with layer boundaries, planted breaches, formatting, links.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
const steps = [
  ['types of the pure rooms', 'tsc', ['-p', 'tsconfig.pure.json']],
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['project graph', 'nx', ['show', 'projects', '--json']],
  ['lint and layers', 'eslint', ['.', '--max-warnings', '0']],
  ['planted breaches', process.execPath, ['tools/check/planted-breaches.mjs']],
  ['formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['links', process.execPath, ['tools/check/links.mjs']],
];

let failed = 0;
for (const [what, command, args] of steps) {
  const started = performance.now();
  const bin = command.startsWith('/') ? command : `${root}node_modules/.bin/${command}`;
  const { status, stdout, stderr } = spawnSync(bin, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${what} (${seconds} s)`);
  if (status !== 0) {
    failed += 1;
    console.log(stdout, stderr);
  }
}
process.exit(failed === 0 ? 0 : 1);

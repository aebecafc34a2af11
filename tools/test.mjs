// Runs every test. The last line counts them from the runner's own report.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineAnswers } from './containers/engine.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

console.log(
  engineAnswers()
    ? 'containers: a Docker engine answers, so the composed house is built, started and tested too'
    : 'containers: no Docker engine answers here, so the composed house is not started; all that is written of it is tested',
);

const folder = mkdtempSync(join(tmpdir(), 'yichuang-report-'));
const report = join(folder, 'report.json');
const { status } = spawnSync(
  process.execPath,
  ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  },
);
let passed = 0;
let failed = 1;
try {
  const counted = JSON.parse(readFileSync(report, 'utf8'));
  passed = counted.numPassedTests;
  // a suite that could not run has no tests to count, and a skipped test has not passed
  failed = counted.numFailedTests + counted.numRuntimeErrorTestSuites + counted.numPendingTests + counted.numTodoTests;
} catch {
  // no report: the runner itself failed, and that is counted as one failure
}
rmSync(folder, { recursive: true, force: true });
console.log(`tests: ${passed} passed, ${failed} failed`);
process.exit(status === 0 && failed === 0 && passed > 0 ? 0 : 1);

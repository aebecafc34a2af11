// Runs every test. The last line counts them from the runner's own reports.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import settings from '../jest.config.mjs';
import { engineAnswers } from './containers/engine.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

console.log(
  engineAnswers()
    ? 'containers: a Docker engine answers, so the composed house is built, started and tested too'
    : 'containers: no Docker engine answers here, so the composed house is not started; all that is written of it is tested',
);

// These keep a small machine busy by themselves for minutes: beside another each would wait for it, and say that a case took too long.
const alone = ['tools/faults/faults\\.kafka\\.spec\\.ts', 'apps/yichuang/e2e/faults\\.e2e\\.spec\\.ts'];

const given = process.argv.slice(2);
const runs =
  given.length > 0
    ? [given]
    : [
        // patterns given here take the place of those of the settings
        [
          '--maxWorkers=2',
          ...[...settings.testPathIgnorePatterns, ...alone].flatMap((one) => ['--testPathIgnorePatterns', one]),
        ],
        ['--maxWorkers=1', '--testPathPatterns', alone.join('|')],
      ];

const folder = mkdtempSync(join(tmpdir(), 'yichuang-report-'));
const outcomes = runs.map((args, index) => outcomeOf(args, join(folder, `${String(index)}.json`)));
rmSync(folder, { recursive: true, force: true });
const sum = (figure) => outcomes.reduce((total, outcome) => total + outcome[figure], 0);
console.log(`tests: ${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(outcomes.every(({ passed, failed, status }) => status === 0 && failed === 0 && passed > 0) ? 0 : 1);

function outcomeOf(args, report) {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...args],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    },
  );
  try {
    const counted = JSON.parse(readFileSync(report, 'utf8'));
    const { numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests, numPassedTests } = counted;
    // a suite that could not run has no tests to count, and a skipped test has not passed
    const failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests + numTodoTests;
    return { passed: numPassedTests, failed, status };
  } catch {
    // no report: the runner itself failed, and that is counted as one failure
    return { passed: 0, failed: 1, status };
  }
}

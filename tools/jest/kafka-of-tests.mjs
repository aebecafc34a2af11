// One Kafka with one broker for the specs of a run that are named *.kafka.spec.ts, when one of them is going to run.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function kafkaOfTests(globalConfig, projectConfig) {
  if (process.env.YICHUANG_TEST_KAFKA !== undefined || !isWanted(globalConfig, projectConfig)) return undefined;
  const { startKafka } = await built();
  const kafka = await startKafka().catch((error) => {
    // it says what to install; the runner would print where that was said
    error.stack = error.message;
    throw error;
  });
  process.env.YICHUANG_TEST_KAFKA = kafka.brokers.join(',');
  return kafka;
}

/** Jest has not searched yet: the same paths are held against the same patterns. What runs by other signs may want it. */
function isWanted(
  { rootDir, testPathPatterns, runTestsByPath, nonFlagArgs, onlyChanged, findRelatedTests },
  { roots },
) {
  const specs = roots.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((path) => path.endsWith('.kafka.spec.ts') && !path.includes('node_modules'))
      .map((path) => join(folder, path)),
  );
  if (onlyChanged || findRelatedTests) return specs.length > 0;
  if (runTestsByPath) return nonFlagArgs.some((path) => specs.includes(resolve(path)));
  const patterns = testPathPatterns.toExecutor({ rootDir });
  return specs.some((spec) => patterns.isMatch(spec));
}

/** Node runs no TypeScript: what starts Kafka is taken as it is built. */
async function built() {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed: ${stderr}`);
  return import('../../dist/tools/kafka/kafka.js');
}

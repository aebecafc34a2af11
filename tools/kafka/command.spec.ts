import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { inSources } from './sources.js';

const hidden = ['NODE_OPTIONS', 'KAFKA_BROKERS', 'YICHUANG_TEST_KAFKA', 'JAVA_HOME', 'DOCKER_HOST'];
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !hidden.includes(name)));

const whatToInstall = 'no Kafka: install Docker, or Java 17 and Maven, or name running brokers in KAFKA_BROKERS\n';

function kafka(args: string[], more: NodeJS.ProcessEnv): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [inSources('dist/tools/kafka/main.js'), ...args], {
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the command that starts Kafka', () => {
  beforeAll(() => {
    const built = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: inSources(''), env, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
  });

  it('says in one line what to install where there is neither Docker nor Java', () => {
    expect(kafka([], { PATH: '' })).toEqual({ status: 1, stdout: '', stderr: `kafka: ${whatToInstall}` });
  });

  it('is what a test run asks, which then fails with the same line', () => {
    const jest = ['--experimental-vm-modules', '--no-warnings', inSources('node_modules/jest/bin/jest.js')];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...jest, 'tools/kafka/messages.kafka.spec.ts'], {
      cwd: inSources(''),
      env: { ...env, PATH: '' },
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: whatToInstall });
  });

  it('takes the brokers that KAFKA_BROKERS names as they are', () => {
    expect(kafka([], { PATH: '', KAFKA_BROKERS: 'one:9092, two:9092,' })).toEqual({
      status: 0,
      stdout: 'KAFKA_BROKERS=one:9092,two:9092\n',
      stderr: '',
    });
  });

  it.each([
    ['--brokers', '2'],
    ['--port', '70000'],
    ['--fast', ''],
  ])('refuses what it does not know in one line: %s %s', (...args) => {
    const { status, stdout, stderr } = kafka(args, {});
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^kafka: [^\n]+\n$/);
  });
});

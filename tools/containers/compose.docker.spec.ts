import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPeople, yichuang, type People } from '@yichuang/testing';
import { DockerComposeEnvironment, Wait, type StartedDockerComposeEnvironment } from 'testcontainers';
import { root, services } from './checkout.js';
import { freePort } from './composed-processes.js';

/** An image for each service is built where none is cached, and each installs the packages that build it. */
const BUILD_AND_START_MILLIS_MAX = 1_800_000;
const HEALTHY_MILLIS_MAX = 300_000;

/** Where this machine and containers on it reach the same server: the engine's bridge, else the machine's own address. */
function addressForContainers(): string {
  const all = networkInterfaces();
  const found = [...(all['docker0'] ?? []), ...Object.values(all).flatMap((some) => some ?? [])].find(
    ({ family, internal }) => family === 'IPv4' && !internal,
  );
  if (found === undefined) throw new Error('this machine has no address that containers could reach');
  return found.address;
}

// Only where a Docker engine answers: see testPathIgnorePatterns in jest.config.mjs.
describe('the composed house', () => {
  const secrets = mkdtempSync(join(tmpdir(), 'yichuang-secrets-'));
  let url: string;
  let people: People;
  let house: StartedDockerComposeEnvironment | null = null;
  const as = async (account: string, ...args: readonly string[]): ReturnType<typeof yichuang> =>
    yichuang(args, { YICHUANG_SERVER: url, YICHUANG_LANG: 'en', YICHUANG_TOKEN: await people.tokenOf(account) });

  beforeAll(async () => {
    expect(await yichuang(['secrets', secrets])).toMatchObject({ code: 0 });
    people = await startPeople(secrets, addressForContainers());
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    const [user, group] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
    house = await new DockerComposeEnvironment(root, 'docker-compose.yml')
      .withBuild()
      .withEnvironment({
        YICHUANG_SECRETS: secrets,
        YICHUANG_PORT: port,
        OIDC_ISSUER: people.issuer,
        // made by root they belong to the images' own user
        ...(user === 0 ? {} : { YICHUANG_USER: `${String(user)}:${String(group)}` }),
      })
      .withDefaultWaitStrategy(Wait.forHealthCheck())
      .withStartupTimeout(HEALTHY_MILLIS_MAX)
      .up();
  }, BUILD_AND_START_MILLIS_MAX);

  afterAll(async () => {
    await house?.down();
    await people.close();
    rmSync(secrets, { recursive: true });
  }, HEALTHY_MILLIS_MAX);

  it(
    'opens the company of sample A',
    async () => {
      const opened = await as('applicant-1', 'open', 'samples/a.yaml', '--wait');
      expect(opened).toMatchObject({ code: 0, stdout: expect.stringContaining('completed') });
    },
    HEALTHY_MILLIS_MAX,
  );

  it('holds together when all of it is folded and decided again', async () => {
    const replayed = await as('auditor', 'replay', '--check');
    expect(replayed).toMatchObject({ code: 0, stdout: expect.stringContaining(' 0 differences') });
  });

  it.each(services.map(({ name }) => name))('cannot be changed from within %s, which is not root', async (name) => {
    const container = house!.getContainer(`${name}-1`);
    const { exitCode, output } = await container.exec(['node', '-p', 'process.getuid()']);
    expect([exitCode, Number(output) > 0]).toEqual([0, true]);
    const written = await container.exec(['node', '-e', "require('node:fs').writeFileSync('/service/x', '')"]);
    expect(written.output).toContain('EROFS');
  });
});

import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOfDockerfile } from './dockerfile-rules.js';
import { root, serviceFolders } from './checkout.js';
import { sentBy } from './sent.js';

const { letIn, sent } = sentBy(readFileSync(join(root, '.dockerignore'), 'utf8'));
const context = {
  sent: (path: string) => sent(path) && existsSync(join(root, path)),
  built: (path: string) => existsSync(join(root, path.replace(/\.js$/, '.ts'))),
};
const folders = [...serviceFolders.values(), 'apps/yichuang'];
const read = (folder: string): string => readFileSync(join(root, folder, 'Dockerfile'), 'utf8');
const good = read('apps/departments/tax');

describe('the Dockerfiles', () => {
  it.each(folders)('of %s keeps every rule', (folder) => {
    expect(faultsOfDockerfile(read(folder), context)).toEqual([]);
  });

  it('of the services differ in their entry point alone', () => {
    const alike = [...serviceFolders].map(([name, folder]) =>
      read(folder).replaceAll(`${folder}/main.js`, 'ENTRY').replace(`The image of ${name},`, 'The image of it,'),
    );
    expect(new Set(alike).size).toBe(1);
    expect(alike[0]?.match(/ENTRY/g)).toHaveLength(2);
  });

  it.each([
    [
      'one stage',
      /^FROM[^]*?\n\nFROM.*\n/m,
      'FROM node:22-bookworm-slim\n',
      'there is one stage: what builds would be part of what runs',
    ],
    ['no stage', /[^]*/, '# nothing\n', 'there is no FROM'],
    ['the latest', /:22-bookworm-slim$/m, ':latest', 'node:latest: no version'],
    ['no tag', /:22-bookworm-slim$/m, '', 'node: no version'],
    [
      'a registry',
      /FROM node/,
      'FROM registry.example.org/node',
      'registry.example.org/node:22-bookworm-slim: names a registry',
    ],
    ['a variable', /FROM node:22-bookworm-slim$/m, 'FROM $BASE:22', '$BASE:22: named by a variable'],
    ['no user', /USER.*\n/, '', 'the last stage says USER once'],
    ['root', /USER.*/, 'USER 0:0', 'USER is a number and a group by number, neither root'],
    ['a user by name', /USER.*/, 'USER node', 'USER is a number and a group by number, neither root'],
    ['root again', /EXPOSE/, 'USER 0:0\nEXPOSE', 'the last stage says USER once'],
    [
      'a shell',
      /^CMD.*/m,
      'CMD node apps/departments/tax/main.js',
      'CMD is not in exec form: a shell would get the signals',
    ],
    ['no command', /^CMD.*\n/m, '', 'the last stage says CMD once'],
    [
      'another entry',
      /tax\/main.js"\]/,
      'taxes/main.js"]',
      'CMD starts apps/departments/taxes/main.js, which nothing builds',
    ],
    ['an entry point', /^CMD/m, 'ENTRYPOINT ["node"]\nCMD', 'ENTRYPOINT beside CMD'],
    ['no signal', /STOPSIGNAL.*\n/, '', 'the last stage says STOPSIGNAL once'],
    ['no check', /HEALTHCHECK.*\n/, '', 'the last stage says HEALTHCHECK once'],
    [
      'a check by curl',
      /CMD \["node", "healthy.mjs"\]/,
      'CMD curl -f http://localhost',
      'HEALTHCHECK asks with node, in exec form',
    ],
    ['no lock', /npm ci/, 'npm install', 'npm installs other than what is locked'],
    ['no install', /RUN npm ci.*\n/, '', 'npm ci installs, and nothing here runs it'],
    [
      'something fetched',
      /RUN node tools\/build/,
      'RUN apt-get install -y git && node tools/build',
      'RUN fetches something that nothing pins',
    ],
    ['ADD', /COPY \. \./, 'ADD https://example.org/x.tgz .', 'ADD has no place here'],
    [
      'RUN at the end',
      /ENV NODE_ENV/,
      'RUN chmod 777 .\nENV NODE_ENV',
      'RUN in the last stage: what runs is only copied',
    ],
    ['the checkout at the end', /COPY --from=build .*/, 'COPY . .', 'COPY from outside in the last stage'],
    ['no such stage', /--from=build/, '--from=built', 'COPY --from=built: no stage before is called so'],
    [
      'no such file',
      /COPY package\.json/,
      'COPY packages.json',
      'COPY packages.json: a build is not sent it, or it is not there',
    ],
    [
      'what is left out',
      /COPY package\.json/,
      'COPY README.md',
      'COPY README.md: a build is not sent it, or it is not there',
    ],
    ['a secret', /ENV NODE_ENV/, 'ENV TAG_KEY=x NODE_ENV', 'ENV TAG_KEY: an image would keep it'],
    [
      'a secret of the build',
      /WORKDIR \/build/,
      'ARG NPM_TOKEN\nWORKDIR /build',
      'ARG NPM_TOKEN: an image would keep it',
    ],
  ])('may not have %s', (_what, found, put, fault) => {
    const planted = good.replace(found, put);
    expect(planted).not.toBe(good);
    expect(faultsOfDockerfile(planted, context)).toContain(fault);
  });
});

describe('a build', () => {
  it('is sent nothing at the root but what it reads', () => {
    expect([...letIn].sort()).toEqual([
      '.npmrc',
      'apps',
      'libs',
      'package-lock.json',
      'package.json',
      'tools',
      'tsconfig.base.json',
    ]);
    for (const name of letIn) expect([name, existsSync(join(root, name))]).toEqual([name, true]);
  });

  it.each(['.', 'apps/departments/tax/main.ts', 'package.json', 'tools/containers/lay-out.mjs'])(
    'is sent %s',
    (path) => {
      expect(sent(path)).toBe(true);
    },
  );

  it.each([
    '.git',
    '.secrets/tax',
    '.env',
    'apps/.env.local',
    '.yichuang',
    'node_modules',
    'apps/tax/node_modules/x',
    'dist',
    'README.md',
    'apps/x.spec.ts',
    'libs/.secrets',
  ])('is never sent %s', (path) => {
    expect(sent(path)).toBe(false);
  });

  it.each(['.git\nnode_modules', '*\n!apps/*.ts', '*\nnode_modules'])(
    'is not sent by a list that cannot be read: %j',
    (list) => {
      expect(() => sentBy(list)).toThrow('.dockerignore');
    },
  );
});

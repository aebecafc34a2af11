import { readFileSync } from 'node:fs';
import { engineAnswers } from './tools/containers/engine.mjs';

/** One list of names serves the compiler, the tests and the build: the paths of tsconfig.base.json. */
const { paths } = JSON.parse(readFileSync(new URL('./tsconfig.base.json', import.meta.url), 'utf8')).compilerOptions;
const names = Object.fromEntries(
  Object.entries(paths).map(([name, [file]]) => [`^${name}$`, file.replace('./', '<rootDir>/')]),
);

export default {
  rootDir: '.',
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools'],
  testMatch: ['**/*.spec.ts'],
  // what can only be run in containers is a test where containers can be run, and no skipped one elsewhere
  testPathIgnorePatterns: ['/node_modules/', ...(engineAnswers() ? [] : ['\\.docker\\.spec\\.ts$'])],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { ...names, '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  globalSetup: '<rootDir>/tools/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/tools/jest/global-teardown.mjs',
  testTimeout: 60_000,
  // a worker is begun anew when it has grown: what specs load is never quite let go of, and in a heap
  // of gigabytes the smallest of them takes half a minute
  workerIdleMemoryLimit: '1500MB',
};

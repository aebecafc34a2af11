import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const pure = [
  'libs/kernel',
  'libs/contracts',
  'libs/matters',
  'libs/working-time',
  'libs/identifiers',
  'libs/licence',
  'libs/sealed-log',
];
const pureFiles = pure.map((room) => `${room}/**/*.ts`);
const specs = ['**/*.spec.ts'];

/** Who may import whom. A room may always import itself. */
const layers = [
  ['kernel', []],
  ['pure', ['kernel', 'pure']],
  ['matter', ['kernel', 'pure']],
  ['edge', ['kernel']],
  ['host', ['edge', 'kernel', 'pure']],
  ['department', ['host', 'pure', 'kernel']],
  ['catalogue', ['department']],
  ['service', ['host', 'matter', 'pure', 'kernel']],
  ['testing', ['host', 'edge', 'matter', 'pure', 'kernel']],
  ['launcher', ['service', 'catalogue', 'department', 'host', 'edge', 'matter', 'pure', 'kernel', 'testing']],
  ['tools', ['launcher', 'service', 'catalogue', 'department', 'host', 'edge', 'matter', 'pure', 'kernel', 'testing']],
];

/** Specs tell their stories in the language of libs/testing. Not those of the rooms below it: that would be a circle. */
const specLayers = layers.map(([layer, may]) =>
  ['department', 'service'].includes(layer) ? [layer, [...may, 'testing']] : [layer, may],
);

const boundaries = (rules, allow = []) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allowCircularSelfDependency: false,
    allow,
    depConstraints: rules.map(([layer, may]) => ({
      sourceTag: `layer:${layer}`,
      onlyDependOnLibsWithTags: may.map((one) => `layer:${one}`),
    })),
  },
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.nx/**', 'coverage/**', '**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(layers),
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-depth': ['error', 3],
      'max-params': ['error', 5],
      eqeqeq: 'error',
    },
  },
  {
    // The first use of an AsyncLocalStorage makes every promise of the thread dearer (Node before 24): only where spans are made.
    files: ['**/*.ts'],
    ignores: [...specs, 'libs/host/tracing.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:async_hooks', message: 'hand it on as a parameter' }] },
      ],
    },
  },
  {
    // Pure rooms know no Node, no clock, no randomness; the compiler says so too (types: []).
    files: pureFiles,
    ignores: specs,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*', '@nestjs/*', 'pg', 'typeorm'], message: 'a pure room knows no machine' }] },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'setTimeout',
        'setInterval',
        'performance',
        'crypto',
        'fetch',
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'time arrives in the command' },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'time arrives in the command',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'a pure room draws no lots',
        },
      ],
    },
  },
  {
    // The one list that names folders, so that a new department needs no name elsewhere.
    files: ['apps/departments/catalogue.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries(layers, ['./*/department.js']) },
  },
  {
    files: [...specs, '**/*.fixture.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries(specLayers) },
  },
  {
    files: specs,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);

// A rule nobody can break protects nothing: each breach planted here must be caught by lint or compiler.
import { ESLint } from 'eslint';
import { createProjectGraphAsync } from '@nx/devkit';
import ts from 'typescript';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const breaches = [
  {
    what: 'an impure import in a pure room',
    file: 'libs/kernel/planted.ts',
    code: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    rule: 'no-restricted-imports',
  },
  {
    what: 'a clock in a pure room',
    file: 'libs/working-time/planted.ts',
    code: 'export const now = Date.now();\n',
    rule: 'no-restricted-syntax',
  },
  {
    what: 'chance in a pure room',
    file: 'libs/matters/planted.ts',
    code: 'export const lot = Math.random();\n',
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a department importing another',
    file: 'apps/departments/seal/planted.ts',
    code: "import { tax } from '@yichuang/tax';\nexport const other = tax;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    what: 'a department importing a matter',
    file: 'apps/departments/tax/planted.ts',
    code: "import { companyOpeningPlan } from '@yichuang/matters';\nexport const plan = companyOpeningPlan;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    what: 'a department telling a test’s story outside its specs',
    file: 'apps/departments/tax/planted.ts',
    code: "import { storyOf } from '@yichuang/testing';\nexport const story = storyOf;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    what: 'a file beside the catalogue naming a department’s folder',
    file: 'apps/departments/planted.ts',
    code: "export { tax } from './tax/department.js';\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    what: 'a service importing every department',
    file: 'apps/orchestrator/planted.ts',
    code: "import * as departments from '@yichuang/departments';\nexport const all = departments;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    what: 'an edge knowing the domain',
    file: 'libs/event-store/planted.ts',
    code: "import { departments } from '@yichuang/contracts';\nexport const names = departments;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    what: 'the kernel importing anything',
    file: 'libs/kernel/planted.ts',
    code: "import { departments } from '@yichuang/contracts';\nexport const names = departments;\n",
    rule: '@nx/enforce-module-boundaries',
  },
];

const brokenLinks = ['[one](missing.md)', '[two](#no-such-heading)', '[three](code.ts#L9)', '`libs/no-such/room.ts`'];
const wholeLinks = ['[one](page.md)', '[two](#a-heading)', '[three](code.ts#L1)', '[four](https://example.org/none)'];

// without a project graph the boundary rule would pass everything with a warning
await createProjectGraphAsync({ exitOnError: true });

const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/planted.ts'],
    languageOptions: { parserOptions: { project: null } },
  },
  ruleFilter: ({ ruleId }) => breaches.some(({ rule }) => rule === ruleId),
});

let missed = 0;
for (const { what, file, code, rule } of breaches) {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  const caught = result.messages.some(({ ruleId, severity }) => ruleId === rule && severity === 2);
  report(caught, what, rule, result.messages);
}

report(pureCompilerRefuses('export const dir = process.cwd();\n'), 'a Node global in a pure room', 'the compiler');
report(
  pureCompilerRefuses("import { join } from 'node:path';\nexport { join };\n"),
  'a Node module in a pure room',
  'the compiler',
);
for (const link of brokenLinks) report(linksFound(link) === 1, `a broken link: ${link}`, 'links.mjs');
for (const link of wholeLinks) report(linksFound(link) === 0, `a link that holds is let through: ${link}`, 'links.mjs');
process.exit(missed === 0 ? 0 : 1);

function report(caught, what, by, messages = []) {
  if (caught) return;
  missed += 1;
  console.error(`not caught: ${what} (expected of ${by})`, messages);
}

function pureCompilerRefuses(code) {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.pure.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  );
  const planted = join(root, 'libs/kernel/planted.ts');
  const host = ts.createCompilerHost(config.options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === planted || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === planted ? ts.createSourceFile(name, code, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest);
  const program = ts.createProgram([planted], config.options, host);
  return ts.getPreEmitDiagnostics(program, program.getSourceFile(planted)).length > 0;
}

/** Exit code of the check over a folder with this link in it. */
function linksFound(link) {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-links-'));
  try {
    writeFileSync(join(folder, 'code.ts'), 'export const one = 1;\n');
    writeFileSync(join(folder, 'page.md'), `# A heading\n\n${link}\n`);
    return spawnSync(process.execPath, [join(root, 'tools/check/links.mjs'), folder]).status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

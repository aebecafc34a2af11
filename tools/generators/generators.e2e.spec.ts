import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inOneProcess, TestDoor, TestHouse } from '@yichuang/testing';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Not of the checkout, or made from it. */
const beside = new Set(['node_modules', '.git', '.nx', 'dist']);

const department = 'apps/departments/fire-safety';
const matter = 'libs/matters/venue-opening';
/** What is said there, and how its image is built, of whichever departments there are. */
const overEveryService = ['apps/yichuang/heard-events.spec.ts', 'tools/containers/dockerfiles.spec.ts'];
const catalogues = ['apps/departments/catalogue.ts', 'libs/matters/every-matter.ts'];

let copy: string;
let before: ReadonlyMap<string, string>;
let written: readonly string[];
let listedBefore: readonly (readonly string[])[];
const listed = (catalogue: string): string[] => readFileSync(join(copy, catalogue), 'utf8').split('\n');

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'yichuang-generated-'));
  const left = new Set([...beside].filter((one) => one !== 'dist').map((one) => join(root, one)));
  // what is built already need not be built again: the times of its files say so
  cpSync(root, copy, { recursive: true, preserveTimestamps: true, filter: (path) => !left.has(path) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  before = filesOf(copy);
  listedBefore = catalogues.map(listed);
  const made = await generate(
    'department',
    'fire-safety',
    ...['--titleZh', '消防', '--title', 'Fire safety'],
    ...['--article', '消防法 a.15', '--accountable', '三明市沙县区消防救援大队'],
  );
  expect(made).toMatchObject({ code: 0 });
  const added = await generate(
    'matter',
    'venue-opening',
    ...['--department', 'fire-safety', '--titleZh', '场所开业', '--title', 'Opening a venue', '--sign', '场所'],
  );
  expect(added).toMatchObject({ code: 0 });
  written = changed();
}, 120_000);

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

describe('a department and a matter made by the generators', () => {
  it('touch nothing but their own folders and one line of each catalogue', () => {
    const elsewhere = written.filter((path) => !path.startsWith(`${department}/`) && !path.startsWith(`${matter}/`));
    expect(elsewhere.sort()).toEqual(catalogues);
    expect(written.length).toBeGreaterThan(elsewhere.length);
    const lines = [
      "export { fireSafety } from './fire-safety/department.js';",
      "export { venueOpening } from './venue-opening/matter.js';",
    ];
    catalogues.forEach((catalogue, index) => {
      expect(listed(catalogue).filter((one) => one === lines[index])).toHaveLength(1);
      expect(listed(catalogue).filter((one) => one !== lines[index])).toEqual(listedBefore[index]);
    });
  });

  it('hold what every room holds: types, layers, formatting, their own specs and those over every service', async () => {
    const own = [department, matter, ...catalogues];
    const include = own.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.ts`));
    writeFileSync(join(copy, 'tsconfig.own.json'), JSON.stringify({ extends: './tsconfig.json', include }));
    const checks = await Promise.all([
      run(['typescript/bin/tsc', '-p', 'tsconfig.own.json']),
      run(['eslint/bin/eslint.js', '--max-warnings', '0', ...own]),
      run(['prettier/bin/prettier.cjs', '--check', ...own]),
      run(['jest/bin/jest.js', '--maxWorkers=1', department, matter, ...overEveryService], {
        NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
      }),
    ]);
    rmSync(join(copy, 'tsconfig.own.json'));
    expect(checks.map(({ code, said }) => (code === 0 ? 'holds' : said))).toEqual(checks.map(() => 'holds'));
    expect(checks[3].said).toMatch(/Test Suites: 4 passed, 4 total/);
  }, 300_000);

  it('run a case from the form to its end in the house as it starts', async () => {
    expect(await run([join(copy, 'tools/build.mjs')])).toMatchObject({ code: 0 });
    const command = [join(copy, 'apps/yichuang/bin/yichuang.mjs'), 'start'];
    const house = new TestHouse(['--clock', '2026-11-23 09:00'], {}, { ...inOneProcess, command });
    try {
      await house.start();
      const door = new TestDoor(house);
      const done = await door.run({ matter: 'venue-opening', quantity: 40 });
      expect(done).toMatchObject({
        status: 'completed',
        company: null,
        departments: { 'fire-safety': { status: 'done', outcome: 'done', result: { quantity: 40 } } },
      });
      expect(done.number).toContain('场所');
      const spoken = (await door.events(done.caseId)).filter(({ service }) => service === 'fire-safety');
      expect(spoken.map(({ desk, type }) => `${desk} ${type}`)).toEqual(['decision FireSafetyGranted']);

      const refused = await door.run({ matter: 'venue-opening', quantity: 101 });
      expect(refused).toMatchObject({ status: 'refused', departments: { 'fire-safety': { outcome: 'refused' } } });
      expect(
        await door.send('POST', '/api/v1/cases', { matter: 'venue-opening' }, { 'idempotency-key': 'k' }),
      ).toMatchObject({ status: 400, body: { faults: [{ path: '/quantity' }] } });
      const replayed = await house.cli('replay', '--check', '--json');
      const { decisions, differences } = JSON.parse(replayed.stdout) as { decisions: number; differences: unknown[] };
      expect(differences).toEqual([]);
      expect(decisions).toBeGreaterThanOrEqual(spoken.length + 1);
    } catch (error) {
      throw new Error(house.output(), { cause: error });
    } finally {
      await house.end();
    }
  }, 180_000);
});

describe('a generator', () => {
  it('changes nothing that is there: not a department, not a service of the house, not for a department there is not', async () => {
    const stand = filesOf(copy);
    const law = ['--titleZh', '税', '--article', 'a.1', '--accountable', '税务局'];
    const answers = await Promise.all([
      generate('department', 'tax', ...law),
      generate('department', 'vault', ...law),
      generate('department', 'Fire Safety', ...law),
      generate('matter', 'company-opening', '--department', 'tax', '--titleZh', '开办', '--sign', '开办'),
      generate('matter', 'fair', '--department', 'no-such', '--titleZh', '集市', '--sign', '集市'),
    ]);
    expect(answers.map(({ code }) => code === 0)).toEqual(answers.map(() => false));
    const why = [
      /tax is there already/,
      /vault is a service of the house/,
      /pattern/,
      /is there already/,
      /no department no-such/,
    ];
    answers.forEach(({ said }, index) => {
      expect(said).toMatch(why[index]!);
    });
    expect(filesOf(copy)).toEqual(stand);
  }, 120_000);
});

interface Ran {
  readonly code: number | null;
  readonly said: string;
}

const generate = (...args: readonly string[]): Promise<Ran> => {
  const [generator = '', ...rest] = args;
  return run(['nx/dist/bin/nx.js', 'g', `./tools/generators:${generator}`, ...rest, '--no-interactive']);
};

/** A program of the packages, or a file, in the copy. */
async function run(
  [program = '', ...args]: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const path = program.startsWith('/') ? program : join(copy, 'node_modules', program);
  const child = spawn(process.execPath, [path, ...args], {
    cwd: copy,
    env: { ...env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** Every file of a checkout by its path, as a print of what is in it. */
function filesOf(checkout: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const look = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (folder === checkout && beside.has(entry.name)) continue;
      if (entry.isDirectory()) look(path);
      else if (entry.isFile())
        found.set(relative(checkout, path), createHash('sha256').update(readFileSync(path)).digest('hex'));
    }
  };
  look(checkout);
  return found;
}

/** Paths of what came, went or is otherwise than before. */
function changed(): string[] {
  const after = filesOf(copy);
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
}

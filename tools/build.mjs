// Builds every room into dist/: TypeScript stripped by SWC, data files copied, names of rooms made resolvable.
// Only what changed since the last build is done again.
import { transformFile } from '@swc/core';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkPostgres } from '../apps/yichuang/bin/postgres-links.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist');
const rooms = ['libs', 'apps', 'tools'];
const copied = /\.(sql|json|html|css|br)$/;
const left = /(\.spec\.ts|\.d\.ts|package\.json|project\.json|tsconfig.*\.json)$/;

linkPostgres();
const files = (await Promise.all(rooms.map((room) => list(join(root, room))))).flat();
const wanted = new Set();
await Promise.all(files.map(build));
await sweep(out);
await nameRooms();

async function build(file) {
  const path = relative(root, file);
  if (left.test(path)) return;
  const target = join(out, path.replace(/\.ts$/, '.js'));
  if (!path.endsWith('.ts') && !copied.test(path)) return;
  wanted.add(target);
  if (path.endsWith('.ts')) wanted.add(`${target}.map`);
  const [source, built] = await Promise.all([stat(file), stat(target).catch(() => null)]);
  if (built !== null && built.mtimeMs >= source.mtimeMs) return;
  await mkdir(dirname(target), { recursive: true });
  if (!path.endsWith('.ts')) {
    await cp(file, target);
    return;
  }
  const { code, map } = await transformFile(file, {
    swcrc: false,
    sourceMaps: true,
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  await writeFile(`${target}.map`, map);
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
}

/** What has no source any more must not be found any more. */
async function sweep(directory) {
  for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
    const path = join(directory, entry.name);
    if (path === join(out, 'node_modules') || path === join(out, 'package.json')) continue;
    if (entry.isDirectory()) await sweep(path);
    else if (!wanted.has(path)) await rm(path);
  }
}

/** `@yichuang/kernel` in dist is dist/libs/kernel: the same list of names as the compiler's and the tests'. */
async function nameRooms() {
  const { paths } = JSON.parse(await readFile(join(root, 'tsconfig.base.json'), 'utf8')).compilerOptions;
  await writeFile(join(out, 'package.json'), '{ "type": "module" }\n');
  for (const [name, [file]] of Object.entries(paths)) {
    const room = join(out, 'node_modules', name);
    await mkdir(room, { recursive: true });
    await writeFile(join(room, 'package.json'), '{ "type": "module", "exports": "./index.js" }\n');
    const target = relative(room, join(out, file.replace('./', '').replace(/\.ts$/, '.js')));
    await writeFile(join(room, 'index.js'), `export * from '${target}';\n`);
  }
}

async function list(directory) {
  const entries = await readdir(directory, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
      .map((entry) => (entry.isDirectory() ? list(join(directory, entry.name)) : [join(directory, entry.name)])),
  );
  return nested.flat();
}

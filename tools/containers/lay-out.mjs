// Lays out what services are made of, and nothing else: the built files that their entry points reach, and the packages
// those reach, as the lock file has them. An image holds this folder: no other department's code, no tool of ours is in it.
//
//   node tools/containers/lay-out.mjs DIRECTORY ENTRY…   apps/departments/tax/main.js, for one
//   node tools/containers/lay-out.mjs --list ENTRY…      only says what it would lay out, as JSON by entry point
import { chmod, cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [directory, ...entries] = process.argv.slice(2);
if (entries.length === 0) throw new Error('usage: lay-out.mjs DIRECTORY|--list ENTRY…');

const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')).packages;
const named = lock[''].dependencies;
/** What a file finds beside itself without importing it: a thread's own entry, a font. */
const besideIt = /new URL\(\s*'(\.\/[^']+)',\s*import\.meta\.url,?\s*\)/g;

const reached = new Map();
for (const entry of entries) reached.set(entry, await everythingFrom(posix.normalize(entry)));
if (directory === '--list') {
  const said = [...reached].map(([entry, { files, packages }]) => [
    entry,
    { files: [...files], packages: [...packages] },
  ]);
  console.log(JSON.stringify(Object.fromEntries(said)));
} else {
  for (const file of new Set([...reached.values()].flatMap(({ files }) => [...files])))
    await put(join(root, 'dist', file), join(directory, file));
  for (const folder of new Set([...reached.values()].flatMap(({ packages }) => [...packages])))
    await putPackage(folder);
  await put(join(root, 'tools/containers/healthy.mjs'), join(directory, 'healthy.mjs'));
  await makeMount(join(directory, 'attachments'));
}

async function everythingFrom(entry) {
  const it = { files: new Set(['package.json']), packages: new Set() };
  await reach(entry, it);
  return it;
}

async function reach(file, it) {
  if (it.files.has(file)) return;
  it.files.add(file);
  if (!file.endsWith('.js')) return;
  const written = await readFile(join(root, 'dist', file), 'utf8');
  const { importedFiles } = ts.preProcessFile(written, true, true);
  for (const [, beside] of written.matchAll(besideIt)) await follow(beside, file, it);
  for (const { fileName } of importedFiles) await follow(fileName, file, it);
}

async function follow(name, from, it) {
  if (name.startsWith('node:')) return;
  if (name.startsWith('.')) return reach(posix.join(posix.dirname(from), name), it);
  if (name.startsWith('@yichuang/')) {
    it.files.add(`node_modules/${name}/package.json`);
    return reach(`node_modules/${name}/index.js`, it);
  }
  const parts = name.split('/');
  reachPackage(parts.slice(0, name.startsWith('@') ? 2 : 1).join('/'), '', it.packages);
}

/** What a package may use, and need not, comes along only where this project names it; what is for development never does. */
function reachPackage(name, from, packages) {
  const folder = found(name, from);
  if (folder === null || lock[folder].dev === true)
    throw new Error(`${name}, which ${from === '' ? 'a service' : from} needs, is no package of production`);
  if (packages.has(folder)) return;
  packages.add(folder);
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = lock[folder];
  const peers = Object.keys(peerDependencies).filter((one) => !peerDependenciesMeta[one]?.optional || one in named);
  for (const one of [...Object.keys(dependencies), ...peers]) reachPackage(one, folder, packages);
}

/** As Node looks for it: beside who asks, then further and further up. */
function found(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const folder = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (lock[folder] !== undefined) return folder;
    if (at === '') return null;
  }
}

async function putPackage(folder) {
  const source = join(root, folder);
  await cp(source, join(directory, folder), {
    recursive: true,
    // packages inside a package are packages of their own; sources, maps and manuals are for developers
    filter: (path) => !path.startsWith(join(source, 'node_modules')) && !/\.([cm]?ts|map|md|markdown|flow)$/.test(path),
  });
}

/** A fresh volume takes its rights from the folder it is mounted on: whoever the container runs as writes there. */
async function makeMount(folder) {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o1777);
}

async function put(source, target) {
  await mkdir(dirname(target), { recursive: true });
  await cp(source, target);
}

#!/usr/bin/env node
// The committed launcher: npm links only files that exist at install time. Builds once when nothing is built yet.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { linkPostgres } from './postgres-links.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = `${root}dist/apps/yichuang/main.js`;
if (!existsSync(main)) {
  const built = spawnSync(process.execPath, [`${root}tools/build.mjs`], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) {
    process.stderr.write('yichuang: the build failed; run `npm run build` to see why\n');
    process.exit(1);
  }
}
linkPostgres();
await import(pathToFileURL(main).href);

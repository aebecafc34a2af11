import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { NODE_OPTIONS: _options, ...env } = process.env;

export function buildAll(): void {
  const built = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: root, env, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
}

export interface Benched {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Files it left behind. */
  readonly left: readonly string[];
}

/** For specs: runs the bench with a temporary directory of its own, so that what it leaves behind can be seen. */
export async function bench(...args: string[]): Promise<Benched> {
  const temporary = mkdtempSync(join(tmpdir(), 'yichuang-b-'));
  // where Postgres runs as a user of its own, the way to its files must be open to it
  chmodSync(temporary, 0o711);
  const child = spawn(process.execPath, ['dist/tools/bench/bench.js', ...args], {
    cwd: root,
    env: { ...env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  // a copy of Postgres' programs where its user cannot read the checkout is no data
  const left = readdirSync(temporary).filter((name) => !/^yichuang-postgres-\d/.test(name));
  rmSync(temporary, { recursive: true, force: true });
  return { code, out, err, left };
}

/** The last line, which is the result. */
export const resultOf = ({ out }: Benched): unknown => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');

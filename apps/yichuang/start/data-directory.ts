import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from '@yichuang/kernel';
import { formatInstant } from '@yichuang/working-time';
import { Failure } from '../failure.js';

/** Longest path a Unix socket may have (sun_path), less room for the longest name of a service and an instance's number. */
const SOCKET_DIRECTORY_MAX = 107 - '/medical-insurance-99.sock'.length;

export interface Secrets {
  readonly superuser: string;
  /** base64 of 32 bytes: tags over private values. */
  readonly tagKey: string;
  /** One password for each role, by role name. */
  readonly roles: string;
}

export interface DataDirectory {
  readonly path: string;
  readonly postgres: string;
  readonly postgresLog: string;
  readonly ownerFile: string;
  readonly masterKey: string;
  /** With which the registration authority signs licences. */
  readonly licenceKeys: string;
  /** Keys by which services know one another. */
  readonly serviceKeys: string;
  /** Keys and secrets of the demo sign-in. */
  readonly signIn: string;
  /** Where services listen; only its owner may enter. */
  readonly sockets: string;
  readonly secrets: Secrets;
}

/** Makes what is missing; everything in it may be read by its owner alone. @throws Failure saying what is wrong with it */
export async function openDataDirectory(given: string): Promise<DataDirectory> {
  const path = resolve(given);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'failed';
    throw new Failure(
      text(`${path} 不能用作数据目录（${reason}）`, `${path} cannot be used as a data directory (${reason})`),
    );
  }
  return {
    path,
    postgres: join(path, 'postgres'),
    postgresLog: join(path, 'postgres.log'),
    ownerFile: join(path, 'owner.pid'),
    masterKey: join(path, 'master.key'),
    licenceKeys: join(path, 'licence.keys.json'),
    serviceKeys: join(path, 'keys'),
    signIn: join(path, 'sign-in'),
    sockets: await socketDirectory(path),
    secrets: await secretsOf(join(path, 'secrets.json')),
  };
}

async function socketDirectory(path: string): Promise<string> {
  const inside = join(path, 'run');
  if (inside.length <= SOCKET_DIRECTORY_MAX) {
    await mkdir(inside, { recursive: true, mode: 0o700 });
    return inside;
  }
  return mkdtemp(join(tmpdir(), 'yichuang-'));
}

async function secretsOf(file: string): Promise<Secrets> {
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return JSON.parse(known) as Secrets;
  const secret = () => randomBytes(24).toString('base64url');
  const made: Secrets = { superuser: secret(), tagKey: randomBytes(32).toString('base64'), roles: secret() };
  const half = `${file}.${String(process.pid)}`;
  await writeFile(half, JSON.stringify(made), { mode: 0o600 });
  await rename(half, file);
  return made;
}

/**
 * The training clock's anchor is fixed once for a directory: after a restart time goes on, and never back.
 *
 * @returns `instant,machineInstant,speed`, or `undefined` for real time
 * @throws Failure when the directory runs on another clock than asked for
 */
export async function clockAnchor(
  directory: DataDirectory,
  asked: { readonly instant: number; readonly speed: number } | null,
): Promise<string | undefined> {
  const file = join(directory.path, 'clock');
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known === 'real') {
    if (asked !== null)
      throw new Failure(
        text(
          '此数据目录按真实时间运行；培训时钟需要新的数据目录',
          'this data directory runs on real time; a training clock needs a fresh one',
        ),
      );
    return undefined;
  }
  if (known === null) {
    const anchor = asked === null ? 'real' : `${String(asked.instant)},${String(Date.now())},${String(asked.speed)}`;
    await writeFile(file, anchor, { mode: 0o600 });
    return asked === null ? undefined : anchor;
  }
  const [instant, , speed] = known.split(',').map(Number);
  if (asked !== null && (asked.instant !== instant || asked.speed !== speed)) {
    const [began, pace] = [formatInstant(instant ?? 0), String(speed)];
    throw new Failure(
      text(
        `此数据目录的培训时钟始于 ${began}，速度 ${pace}，不能重设`,
        `this data directory's training clock began at ${began} with speed ${pace}; it cannot be set again`,
      ),
    );
  }
  return known;
}

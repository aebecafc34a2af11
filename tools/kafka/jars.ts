import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOnPath } from './on-path.js';
import { inSources } from './sources.js';

const run = promisify(execFile);

/** Kafka 4 brokers want it. */
export const JAVA_VERSION_MIN = 17;

export interface Jars {
  readonly folder: string;
  /** For `java -cp`. */
  readonly classPath: string;
  /** Of Kafka. */
  readonly version: string;
  /** Of the Java in use, as 17.0.15. */
  readonly java: string;
  /** More for Java. */
  readonly flags: readonly string[];
}

/** The version that is fetched and, where Docker runs, pulled: that of pom.xml. */
export async function kafkaVersion(): Promise<string> {
  const version = /<kafka\.version>([\d.]+)</.exec(await readFile(inSources('tools/kafka/pom.xml'), 'utf8'))?.[1];
  if (version === undefined) throw new Error('tools/kafka/pom.xml names no kafka.version');
  return version;
}

/** A program of the Java in use: that of JAVA_HOME, else the first on the path. */
export function javaProgram(name: 'java' | 'keytool'): string {
  const home = process.env['JAVA_HOME'];
  return home === undefined || home === '' ? name : join(home, 'bin', name);
}

/** The version of the Java in use, as 17.0.15; `null` when there is none. */
async function javaVersion(): Promise<string | null> {
  const told = await run(javaProgram('java'), ['-version']).catch(() => null);
  return /version "(\d[\w.+-]*)/.exec(told?.stderr ?? '')?.[1] ?? null;
}

/**
 * Apache Kafka's jars: from the cache, else through Maven.
 *
 * @returns `null` when Java 17 is missing, or Maven and the jars are
 * @throws when Maven is there and cannot fetch
 */
export async function findJars(log?: (line: string) => void): Promise<Jars | null> {
  const java = await javaVersion();
  if (java === null || Number.parseInt(java) < JAVA_VERSION_MIN) return null;
  const version = await kafkaVersion();
  const pom = await readFile(inSources('tools/kafka/pom.xml'));
  const key = createHash('sha256').update(pom).digest('hex').slice(0, 8);
  const folder = join(cacheFolder(), `kafka-${version}-${key}`);
  if (!existsSync(folder)) {
    if (!isOnPath('mvn')) return null;
    log?.(`fetching Apache Kafka ${version} through Maven`);
    await fetchJars(folder);
  }
  return { folder, classPath: join(folder, '*'), version, java, flags: [] };
}

/** Into a folder of its own first: whoever sees the final name sees all of it, and two may fetch at once. */
async function fetchJars(folder: string): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  const fetched = await mkdtemp(`${folder}-`);
  try {
    // Maven works beside the pom, and writes there: not into the sources
    await cp(inSources('tools/kafka/pom.xml'), join(fetched, 'pom.xml'));
    const jars = join(fetched, 'jars');
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`], { cwd: fetched });
    await rename(jars, folder);
  } catch (error) {
    // the other one was first
    if (!existsSync(folder)) throw new Error(`Maven cannot fetch Kafka: ${firstLine(error)}`);
  } finally {
    await rm(fetched, { recursive: true, force: true });
  }
}

function cacheFolder(): string {
  const home = homedir();
  const base = process.env['XDG_CACHE_HOME'] || (home === '' ? tmpdir() : join(home, '.cache'));
  return join(base, 'yichuang');
}

/** Maven tells what is wrong on its output, in many lines. */
function firstLine(error: unknown): string {
  const { stdout = '', message = String(error) } = error as { stdout?: string; message?: string };
  const told = stdout.split('\n').find((line) => line.startsWith('[ERROR]'));
  return told?.replace('[ERROR] ', '') ?? message.split('\n')[0] ?? message;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Compose } from './compose-file.js';
import { secretsOf } from './compose-file.js';
import { parseSettings } from './given-settings.js';

export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** As whom the images run. Only root may choose; who is not root runs things as himself. */
const asInContainers = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};

/**
 * The services of a composed house as processes of this machine: each with the environment and the files that its container
 * would have, names of containers turned into addresses here. What a container has and a process has not is its walls.
 */
export class ComposedProcesses {
  private readonly ports = new Map<string, number>();
  private readonly running = new Map<string, { child: ChildProcess; said: () => string }>();

  private constructor(
    private readonly compose: Compose,
    private readonly folder: string,
    /** Put over what is composed, the same for every service. */
    private readonly instead: Readonly<Record<string, string>>,
  ) {}

  static async of(
    compose: Compose,
    folder: string,
    instead: Readonly<Record<string, string>>,
  ): Promise<ComposedProcesses> {
    const it = new ComposedProcesses(compose, folder, instead);
    for (const name of Object.keys(compose.services)) it.ports.set(name, await freePort());
    return it;
  }

  url(name: string): string {
    return `http://127.0.0.1:${String(this.ports.get(name))}`;
  }

  /** What the container would find in its environment, beside what the image sets. */
  environmentOf(name: string): Record<string, string> {
    const service = this.compose.services[name] ?? {};
    const files = new Map(
      [...secretsOf(service)].map(([target, source]) => [
        `/run/secrets/${target}`,
        this.compose.secrets[source]?.file ?? '',
      ]),
    );
    const told = Object.entries(service.environment ?? {}).map(
      ([key, value]) => [key, files.get(String(value)) ?? this.near(String(value))] as const,
    );
    const settings = files.get('/run/secrets/settings');
    return { ...(settings === undefined ? {} : parseSettings(settings)), ...Object.fromEntries<string>(told) };
  }

  start(name: string, main: string): void {
    this.running.set(name, this.spawn(name, main, { ...this.environmentOf(name), ...this.instead }));
  }

  /** What the image asks its own service. */
  async isHealthy(name: string): Promise<boolean> {
    const running = this.running.get(name);
    if (running === undefined || running.child.exitCode !== null)
      throw new Error(`${name} does not run: ${running?.said() ?? ''}`);
    return (await this.ended(this.spawn(name, 'healthy.mjs', {}))).code === 0;
  }

  async run(name: string, main: string, instead: Readonly<Record<string, string>>): Promise<Ran> {
    return this.ended(this.spawn(name, main, { ...this.environmentOf(name), ...instead }));
  }

  /** As a container is told to end. */
  async stop(name: string): Promise<Ran> {
    const running = this.running.get(name);
    if (running === undefined) throw new Error(`${name} does not run`);
    this.running.delete(name);
    running.child.kill('SIGTERM');
    return this.ended(running);
  }

  kill(): void {
    for (const { child } of this.running.values()) child.kill('SIGKILL');
  }

  private near(value: string): string {
    return value.replaceAll(/http:\/\/([a-z-]+):8080/g, (_whole, name: string) => this.url(name));
  }

  private spawn(
    name: string,
    main: string,
    env: Readonly<Record<string, string>>,
  ): { child: ChildProcess; said: () => string } {
    const child = spawn(process.execPath, [main], {
      cwd: this.folder,
      env: { NODE_ENV: 'production', LISTEN: `127.0.0.1:${String(this.ports.get(name))}`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...asInContainers,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString('utf8')).slice(-4_000);
      });
    }
    return { child, said: () => said };
  }

  private async ended({ child, said }: { child: ChildProcess; said: () => string }): Promise<Ran> {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    return { code: child.exitCode, said: said() };
  }
}

export const entryOf = (folder: string): string => join(folder, 'main.js');

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

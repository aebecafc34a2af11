import { serve, startDemoThread, type Department, type Service } from '@yichuang/host';
import type { Raw } from './databases.js';
import { Ground, type GroundOptions } from './ground.js';
import { requireFreePort } from './port.js';
import { services, socketOf } from './services.js';
import { startSignIn } from './sign-in.js';

export interface StartOptions extends GroundOptions {
  readonly port: number;
  /** Of the demo sign-in; 0 for where it was the last time. */
  readonly signInPort: number;
}

export interface House {
  readonly url: string;
  /** Where people sign in. */
  readonly issuer: string;
  readonly adoptedPostgres: boolean;
  stop(): Promise<void>;
}

/** The whole house in one process: every service with a database of its own; they share nothing but the process. */
export async function startHouse(options: StartOptions): Promise<House> {
  const ground = await Ground.open(options);
  const running: Service[] = [];
  const ending = [() => ground.postgres.stop()];
  const leave = async (): Promise<void> => {
    for (let end = ending.pop(); end !== undefined; end = ending.pop()) await end();
  };
  try {
    // after the directory is ours: who starts twice is told that, not that his own first start has the port
    await requireFreePort(options.port);
    const signingIn = startSignIn(ground.directory, options.signInPort, startDemoThread);
    ending.push(async () => (await signingIn.catch(() => null))?.close());
    const [signIn] = await Promise.all([signingIn, ground.makeDatabases()]);
    // they need one another only once something happens, so they start together
    const started = await Promise.allSettled(
      services.map((one) =>
        serve(one, { ...ground.settingsOf(one), ...signIn.settings, ...places(one, ground, options.port) }),
      ),
    );
    for (const one of started) if (one.status === 'fulfilled') running.push(one.value);
    const failed = started.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const gateway = running.at(-1) as Service;
    return {
      url: await gateway.app.getUrl(),
      issuer: signIn.issuer,
      adoptedPostgres: ground.postgres.adopted,
      async stop() {
        // the door first, so that nothing new comes in; the vault last, for those who finish need keys
        for (const service of [...running].reverse()) await service.stop();
        await leave();
      },
    };
  } catch (error) {
    await Promise.allSettled(running.map((service) => service.stop()));
    await leave();
    throw error;
  }
}

/** Where each is found in one process: at sockets in a directory that only its owner may enter. */
function places({ name }: Department, { directory, streamUrl }: Ground, port: number): Raw {
  const at = (service: string): string => socketOf(directory.sockets, service);
  return {
    STREAM_URL: streamUrl,
    LISTEN: name === 'gateway' ? `127.0.0.1:${String(port)}` : at(name),
    VAULT: at('vault'),
    ORCHESTRATOR: at('orchestrator'),
    SERVICES: services.map((one) => `${one.name}=${at(one.name)}`).join(','),
    // who owns the directory is alone: what a killed start had leased is taken back at once
    INSTANCE: 'house',
  };
}

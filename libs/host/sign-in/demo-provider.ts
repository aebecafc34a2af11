import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as Library from 'oidc-provider';
import { demoConfiguration } from './demo-configuration.js';
import { interact, interactionOf } from './demo-interaction.js';
import { demoMemory } from './demo-memory.js';
import {
  addSigningKey,
  makeDemoSecrets,
  rememberedPort,
  rememberPort,
  signingKeys,
  type SigningKey,
} from './demo-secrets.js';

const LOOPBACK = '127.0.0.1';

export interface DemoProviderOptions {
  /** 0 for where it was the last time, or any free one. */
  readonly port: number;
  /** Where its keys and secrets are kept, readable by their owner alone; made where it is missing. */
  readonly directory: string;
  /** Anything but `development` is refused. */
  readonly mode: string;
  /** An address of this machine at which containers on it reach it too; loopback when absent. */
  readonly host?: string;
  /** Where the console is served; any port of this machine when absent. */
  readonly consoleOrigin?: string;
}

export interface DemoProvider {
  readonly issuer: string;
  /** Signs with a new key from now on; tokens of the one before stay good. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * A whole OpenID provider of this machine alone, at which anybody may be anybody: for development and training.
 *
 * @throws Error outside development, and when the port is taken
 */
export async function startDemoProvider(options: DemoProviderOptions): Promise<DemoProvider> {
  const { port, directory, mode, consoleOrigin, host = LOOPBACK } = options;
  if (mode !== 'development')
    throw new Error('the demo sign-in asks for no password: it starts in development mode only');
  const { Provider, interactionPolicy: policy } = await library();
  const secrets = await makeDemoSecrets(directory);
  const keys = await signingKeys(directory);
  const server = createServer();
  const issuer = `http://${host}:${String(await listen(server, { host, asked: port, directory }))}`;
  const memory = demoMemory();
  const answeringBy = (signing: readonly SigningKey[]): Answering => {
    const provider = new Provider(
      issuer,
      demoConfiguration({ directory, keys: signing, secrets, memory, policy, consoleOrigin }),
    );
    const others = provider.callback();
    return async (request, response) => {
      const uid = interactionOf(request);
      if (uid !== null) return interact({ provider, secrets, consoleOrigin }, uid, request, response);
      request.url = withoutUserCode(request.url ?? '/');
      return others(request, response);
    };
  };
  let answer = answeringBy(keys);
  server.on('request', (request, response) => {
    void answer(request, response).catch(() => {
      response.destroy();
    });
  });
  return {
    issuer,
    async rotate() {
      answer = answeringBy(await addSigningKey(directory));
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * An address that carries the code (RFC 8628 §3.3.1) shows it to be compared: the library would send it on at once, by a
 * script.
 */
const withoutUserCode = (url: string): string => url.replace(/^(\/device\?(?:.*&)?)user_code=/, '$1shown=');

/** Tokens name where the provider is: it comes again where it was, if nobody took the place. */
async function listen(
  server: Server,
  { host, asked, directory }: { readonly host: string; readonly asked: number; readonly directory: string },
): Promise<number> {
  const before = asked === 0 ? await rememberedPort(directory) : asked;
  try {
    server.listen(before, host);
    await once(server, 'listening');
  } catch (error) {
    if (asked !== 0 || before === 0) throw error;
    server.listen(0, host);
    await once(server, 'listening');
  }
  const { port } = server.address() as AddressInfo;
  if (port !== before || asked !== 0) await rememberPort(directory, port);
  return port;
}

/**
 * Loaded only where it is started: it takes some hundred milliseconds. As it is loaded it warns of Node 20, on which it does all
 * that is asked of it here; the tests are run on it.
 */
async function library(): Promise<typeof Library> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}

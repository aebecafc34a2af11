import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { interruptible } from '../interruption.js';
import { hearOutput, withOutput } from '../output.js';
import { hearAtWindow } from './hearing-ends.js';
import { emptyDatabase, withGround, type Toys } from './toys.js';

const MAIN = fileURLToPath(new URL('./toy-house-main.js', import.meta.url));

/** Starts all toy services in one process over databases of their own on this server, lets `work` use them, and ends it. */
export async function withEmbeddedToys(adminUrl: string, work: (toys: Toys) => Promise<void>): Promise<void> {
  const stream = await emptyDatabase(adminUrl, 'toy_stream');
  await withGround(adminUrl, { STREAM_URL: stream, LISTEN: '127.0.0.1:0' }, async ({ settings, identity, tokenOf }) => {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    const child = spawn(process.execPath, [MAIN], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // a group of its own: Ctrl-C reaches the bench, and the bench ends the house
      detached: true,
    });
    const said = hearOutput(child);
    const run = async (): Promise<void> => {
      child.send(settings);
      const urls = await ready(child);
      await work({
        engine: 'embedded',
        form: 'all services in one process, the load program in another, over HTTP',
        urls,
        identity,
        tokenOf,
        programs: { house: [child.pid ?? 0] },
        hear: (ends) => hearAtWindow(urls['gateway'] ?? '', ends),
      });
    };
    await interruptible(run, () => end(child)).catch((error: unknown) => {
      throw withOutput(error, said());
    });
  });
}

async function ready(child: ChildProcess): Promise<Readonly<Record<string, string>>> {
  const exited = once(child, 'exit').then((): never => {
    throw new Error('the toy house did not start');
  });
  // it ends some time; then nobody waits for that any more
  exited.catch(() => undefined);
  const [urls] = (await Promise.race([once(child, 'message'), exited])) as [Readonly<Record<string, string>>];
  return urls;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
}

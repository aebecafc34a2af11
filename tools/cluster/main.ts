import { askedClock, Failure, services } from '@yichuang/yichuang';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { Interrupted, interruptible } from '../bench/interruption.js';
import { startCluster, type Cluster } from './cluster.js';

interface Options {
  readonly brokers: 1 | 3;
  readonly instances: Readonly<Record<string, number>>;
  readonly port: number;
  readonly data?: string;
  readonly clock?: string;
  readonly speed?: string;
  readonly embedded?: true;
  readonly restart?: true;
}

/** More of one service on one machine only get in each other's way. */
const INSTANCES_MAX = 9;

const program = new Command('cluster')
  .description('Postgres, Kafka and every service as processes of their own, without Docker; Ctrl-C ends all')
  .option('--brokers <n>', '1, or 3 of which one may fail', brokerCount, 1)
  .option('--instances <list>', 'e.g. tax=2,gateway=2; one of each unless told', instanceCounts, {})
  .option('--port <n>', 'of the first gateway, 0 for any', port, 7800)
  .option('--data <dir>', 'keep everything there (default: a fresh directory, gone afterwards)')
  .option('--clock <instant>', 'a training clock begins at this instant')
  .option('--speed <n>', 'and runs this fast')
  .option('--embedded', 'the embedded stream instead of Kafka')
  .option('--restart', 'start a service again when it dies')
  .allowExcessArguments(false)
  .exitOverride()
  .configureOutput({ outputError: () => undefined })
  .action(serve);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

async function serve(options: Options): Promise<void> {
  const log = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const { brokers, instances, data } = options;
  const clock = askedClock(options.clock, options.speed);
  const given = new AbortController();
  let starting = Promise.resolve<Cluster | null>(null);
  await interruptible(
    async () => {
      const cluster = await (starting = startCluster({
        brokers,
        instances,
        port: options.port,
        clock,
        stream: options.embedded === true ? 'embedded' : 'kafka',
        restart: options.restart === true,
        logLevel: process.env['LOG_LEVEL'] ?? 'warn',
        log,
        signal: given.signal,
        ...(data === undefined ? {} : { data }),
      }));
      for (const { address } of cluster.of('gateway').slice(1)) log(`another gateway: http://${address}`);
      log(`logs: ${cluster.directory}/logs`);
      process.stdout.write(`ready: ${cluster.url}\n`);
      await new Promise(() => undefined);
    },
    async () => {
      given.abort();
      log('ending…');
      await (await starting.catch(() => null))?.stop();
    },
  );
}

function brokerCount(given: string): 1 | 3 {
  if (given === '1') return 1;
  if (given === '3') return 3;
  throw new InvalidArgumentError('1 or 3 is wanted.');
}

function instanceCounts(given: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const entry of given.split(',')) {
    const [name = '', count = ''] = entry.split('=');
    if (!services.some((one) => one.name === name))
      throw new InvalidArgumentError(
        `there is no service ${name}; there are ${services.map((one) => one.name).join(', ')}.`,
      );
    if (!/^[1-9]$/.test(count)) throw new InvalidArgumentError(`1 to ${String(INSTANCES_MAX)} instances are wanted.`);
    counts[name] = Number(count);
  }
  return counts;
}

function port(given: string): number {
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65_535) throw new InvalidArgumentError('a port is wanted.');
  return Number(given);
}

function tell(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof Interrupted) return 0;
  const message = error instanceof Failure ? error.text.en : error instanceof Error ? error.message : String(error);
  process.stderr.write(`cluster: ${message.replace(/^error: /, '')}\n`);
  return 1;
}

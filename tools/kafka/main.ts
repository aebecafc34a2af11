import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { Interrupted, interruptible } from '../bench/interruption.js';
import { startKafka } from './kafka.js';
import type { BrokerCount } from './properties.js';

interface Options {
  readonly brokers: BrokerCount;
  readonly port?: number;
}

/** The longest that a timer of Node waits. */
const LONG_MILLIS = 2 ** 31 - 1;

const program = new Command('kafka')
  .description('Apache Kafka for a developer: in Docker where it answers, else by Java 17; Ctrl-C ends all')
  .option('--brokers <n>', '1, or 3 of which one may fail', brokerCount, 1)
  .option('--port <n>', 'of the first broker, the next ones follow (default: free ones)', port)
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
  // brokers in containers are no reason for Node to stay
  const alive = setInterval(() => undefined, LONG_MILLIS);
  let starting = Promise.resolve<Awaited<ReturnType<typeof startKafka>> | null>(null);
  await interruptible(
    async () => {
      const kafka = await (starting = startKafka({ ...options, log }));
      process.stdout.write(`KAFKA_BROKERS=${kafka.brokers.join(',')}\n`);
      // what runs elsewhere runs on without us
      if (kafka.source !== 'given') await new Promise(() => undefined);
    },
    async () => {
      clearInterval(alive);
      await (await starting.catch(() => null))?.stop();
    },
  );
}

function brokerCount(given: string): BrokerCount {
  if (given === '1') return 1;
  if (given === '3') return 3;
  throw new InvalidArgumentError('1 or 3 is wanted.');
}

function port(given: string): number {
  if (!/^[1-9]\d{0,4}$/.test(given) || Number(given) > 65_533) throw new InvalidArgumentError('a port is wanted.');
  return Number(given);
}

function tell(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof Interrupted) return 130;
  const message = error instanceof Error ? error.message.replace(/^error: /, '') : String(error);
  process.stderr.write(`kafka: ${message}\n`);
  return 1;
}

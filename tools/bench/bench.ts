import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { BytesOptions } from './bytes.js';
import type { FlowOptions } from './flow/flow.js';
import type { GrowthOptions } from './growth/growth.js';
import { Interrupted } from './interruption.js';
import type { OpeningsOptions } from './openings.js';

/** What is measured loads only when it runs, so that help is there at once. */
const program = new Command('bench')
  .description('measures the house on this machine; every figure of docs/performance.md comes from here')
  .exitOverride()
  .configureOutput({ outputError: () => undefined });

program
  .command('openings')
  .description('whole openings through the public door of a house that is started for it')
  .addOption(engine())
  .option('--seconds <n>', 'how long the throughput is measured', count, 60)
  .option('--cases <n>', 'applications to measure: half for throughput, whatever time that takes', count)
  .option(
    '--rate <n>',
    'applications a second for the latency under load (default: 70 % of the measured throughput)',
    rate,
  )
  .option('--idle <n>', 'cases one after another on an idle house', count, 50)
  .option('--in-flight <n>', 'cases under way at once while the throughput is measured', count)
  .option('--warm-up <n>', 'cases before anything is measured', count, 1_000)
  .option('--seed <n>', 'of the fictional applications', count, 1)
  .option('--json', 'the last line is the result as JSON')
  .action(async (options: OpeningsOptions) => (await import('./openings.js')).openings(options));

program
  .command('bytes')
  .description('what a completed case leaves on disk, over all databases, table by table')
  .option('--cases <n>', 'cases to share it out over', count, 300)
  .option('--seed <n>', 'of the fictional applications', count, 1)
  .option('--json', 'the last line is the result as JSON')
  .action(async (options: BytesOptions) => (await import('./bytes.js')).bytes(options));

program
  .command('growth')
  .description('the house with many finished cases stored: bytes a case, writing, lists, starting')
  .option('--stored <n,…>', 'finished cases to measure with, rising', counts, [10_000, 200_000])
  .option('--originals <n>', 'real cases that the others are copies of', count, 1_600)
  .option('--writes <n>', 'applications of one measurement of writing', count, 400)
  .option('--warm-up <n>', 'cases after each start before anything is measured', count, 300)
  .option('--seed <n>', 'of the fictional applications', count, 1)
  .option('--check', 'make every decision again afterwards and compare every register')
  .option('--json', 'the last line is the result as JSON')
  .action(async (options: GrowthOptions) => (await import('./growth/growth.js')).growth(options));

program
  .command('flow')
  .description('the engine alone: a matter without law or encryption, fourteen durable results a case')
  .addOption(engine())
  .option('--cases <n>', 'cases at each level', count, 2_000)
  .option('--seconds <n>', 'the longest a level hands cases in', count, 60)
  .option('--idle <n>', 'cases one after another on an idle engine', count, 50)
  .option('--warm-up <n>', 'cases before anything is measured', count, 50)
  .option('--no-wait', 'do not wait for a quiet machine first')
  .option('--json', 'the last line is the result as JSON')
  .action(async (options: FlowOptions) => (await import('./flow/flow.js')).flow(options));

program
  .command('store')
  .description('the event store alone, on a fresh Postgres of its own')
  .option('--json', 'the last line is the result as JSON')
  .action(async (options: { json?: true }) => (await import('./store.js')).store(options));

program
  .command('stream')
  .description('the shared stream alone, on a fresh Postgres of its own')
  .option('--json', 'the last line is the result as JSON')
  .action(async (options: { json?: true }) => (await import('./stream.js')).stream(options));

for (const command of program.commands) {
  command
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .allowExcessArguments(false);
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
  // all is cleaned up; what was cut short may still wait for an answer that does not come
  if (error instanceof Interrupted) process.exit();
}

function tell(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof Interrupted) return 130;
  const message = error instanceof Error ? error.message.replace(/^error: /, '') : String(error);
  process.stderr.write(`bench: ${message}\n`);
  return 1;
}

function engine(): Option {
  return new Option('--engine <name>', 'of the shared stream').choices(['embedded', 'kafka']).default('embedded');
}

function count(given: string): number {
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new InvalidArgumentError('a whole number from 1 is wanted.');
  return Number(given);
}

function counts(given: string): number[] {
  return given.split(',').map(count);
}

function rate(given: string): number {
  const wanted = Number(given);
  if (!Number.isFinite(wanted) || wanted <= 0) throw new InvalidArgumentError('a positive number is wanted.');
  return wanted;
}

import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { Interrupted, interruptible } from '../bench/interruption.js';
import { admit, type Admitted } from './cluster-patient.js';
import { runRounds, type RoundReport } from './rounds.js';

interface Options {
  readonly seed: number;
  readonly rounds: number;
  readonly cases: number;
  readonly mishaps: number;
  readonly switchOff?: string;
  readonly keep?: string;
  readonly json?: true;
}

function count(written: string): number {
  const read = Number(written);
  if (!Number.isInteger(read) || read < 1) throw new InvalidArgumentError('is a whole number above 0');
  return read;
}

const program = new Command('faults')
  .description('hurts a cluster of processes and three brokers under load, and looks at its books after every round')
  .option('--seed <n>', 'which mishaps, when, and which applications', count, 1)
  .option('--rounds <n>', 'rounds', count, 5)
  .option('--cases <n>', 'applications a round', count, 40)
  .option('--mishaps <n>', 'mishaps a round', count, 3)
  .option('--switch-off <guard>', 'leave a guard out, to see that the run fails: watermark, place, relay-cursor')
  .option('--keep <directory>', 'keep the databases and the logs there')
  .option('--json', 'the last line is the result as JSON')
  .exitOverride()
  .configureOutput({ outputError: () => undefined });

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function main(): Promise<void> {
  const options = program.parse().opts<Options>();
  const given = new AbortController();
  let admitting = Promise.resolve<Admitted | null>(null);
  const reports = await interruptible(
    async () => {
      const { patient } = await (admitting = admit({
        say,
        signal: given.signal,
        ...(options.switchOff === undefined ? {} : { switchOff: options.switchOff }),
        ...(options.keep === undefined ? {} : { data: options.keep }),
      }));
      return runRounds(patient, { ...options, say });
    },
    async () => {
      given.abort();
      await (await admitting.catch(() => null))?.end();
    },
  );
  tell(reports, options);
}

function tell(reports: readonly RoundReport[], { json, seed }: Options): void {
  const kept = reports.filter(({ faults }) => faults.length === 0).length;
  process.stdout.write(
    `seed ${String(seed)}: ${String(kept)} of ${String(reports.length)} rounds kept every promise\n`,
  );
  for (const { round, faults } of reports)
    for (const fault of faults) process.stdout.write(`round ${String(round)}: ${fault}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ seed, rounds: reports })}\n`);
  if (kept < reports.length) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
  if (!(error instanceof CommanderError) || error.exitCode !== 0)
    say(`faults: ${error instanceof Error ? error.message : String(error)}`);
  // whoever waited for a case when the run was cut short would go on asking for minutes
  if (error instanceof Interrupted) process.exit();
}

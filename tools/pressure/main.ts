import { setMaxListeners } from 'node:events';
import { Command, Option } from 'commander';
import { Interrupted, interruptible } from '../bench/interruption.js';
import { pressure, type PressureReport } from './pressure.js';

/** What no process may hold, in MiB: several times what one holds at rest. */
const MEMORY_MB_MAX = 1_024;

interface Options {
  readonly cases: string;
  readonly lanes: string;
  readonly stop: string;
  readonly stopSeconds: string;
  readonly engine: 'kafka' | 'embedded';
  readonly lag?: string;
  readonly json?: true;
}

const program = new Command('pressure')
  .description(
    'many cases at once while one department stands still: the door refuses in time, and all that were taken end',
  )
  .option('--cases <n>', 'how many', '10000')
  .option('--lanes <n>', 'requests at once', '256')
  .option('--stop <department>', 'which one stands still', 'tax')
  .option('--stop-seconds <n>', 'for how long', '60')
  .addOption(new Option('--engine <engine>', 'the stream').choices(['kafka', 'embedded']).default('kafka'))
  .option('--lag <records>', 'the door refuses when a service is so far behind (default: as the house has it)')
  .option('--json', 'print the report as JSON')
  .allowExcessArguments(false)
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`pressure: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}\n`);
  process.exitCode = error instanceof Interrupted ? 130 : 1;
}

async function run(options: Options): Promise<void> {
  const given = new AbortController();
  // every lane that waits listens to it
  setMaxListeners(0, given.signal);
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  let running: Promise<PressureReport | null> = Promise.resolve(null);
  await interruptible(
    async () => {
      running = pressure({
        cases: Number(options.cases),
        lanes: Number(options.lanes),
        stream: options.engine,
        department: options.stop,
        stopAfter: Math.ceil(Number(options.cases) / 20),
        stopMillis: Number(options.stopSeconds) * 1_000,
        refusalsMin: 0,
        seed: 4,
        say,
        signal: given.signal,
        ...(options.lag === undefined ? {} : { lagRecordsMax: Number(options.lag) }),
      });
      tell((await running) as PressureReport, options.json === true);
    },
    async () => {
      given.abort(new Interrupted('interrupted'));
      await running.catch(() => undefined);
    },
  );
}

function tell(report: PressureReport, json: boolean): void {
  const { sent, accepted, refusals, completed, faults, secondsToAccept, secondsToComplete, memoryMb } = report;
  if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    process.stdout.write(
      `${String(accepted)} of ${String(sent)} taken in ${String(secondsToAccept)} s with ${String(refusals)} refusals (429); ` +
        `${String(completed)} completed after ${String(secondsToComplete)} s\n`,
    );
    for (const [name, mb] of Object.entries(memoryMb)) process.stdout.write(`  ${name}: at most ${String(mb)} MiB\n`);
    for (const fault of faults) process.stdout.write(`  not expected: ${fault}\n`);
  }
  const fat = Object.values(memoryMb).some((mb) => mb > MEMORY_MB_MAX);
  if (accepted !== sent || completed !== accepted || faults.length > 0 || fat) process.exitCode = 1;
}

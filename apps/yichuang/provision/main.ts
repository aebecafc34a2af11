import { provision } from './provision.js';

// For a container of its own, run once before the services: `yichuang provision` is the same on the command line.
try {
  const made = await provision(process.env);
  process.stdout.write(`provisioned: ${made.join(', ')}\n`);
} catch (error) {
  process.stderr.write(`provision: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
}

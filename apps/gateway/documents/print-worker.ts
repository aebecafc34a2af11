import { parentPort } from 'node:worker_threads';
import type { PrintJob } from './print-job.js';
import { print } from './print.js';

/** A thread of its own: setting a document takes half a second, in which the door would answer nobody. */
parentPort?.on('message', (job: PrintJob) => {
  void print(job).then(
    (bytes) => {
      parentPort?.postMessage({ bytes });
    },
    (error: unknown) => {
      // what went wrong, and nothing of what was to be printed
      parentPort?.postMessage({ failed: error instanceof Error ? error.name : 'Error' });
    },
  );
});

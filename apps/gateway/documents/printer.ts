import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { LRUCache } from 'lru-cache';
import {
  PRINT_MILLIS_MAX,
  PRINTED_BYTES_MAX,
  PRINTER_MEGABYTES_MAX,
  PRINTS_WAITING_MAX,
  RETRY_AFTER_SECONDS,
} from '../limits.js';
import type { PrintJob } from './print-job.js';

type Said = { readonly bytes: Uint8Array } | { readonly failed: string };

const startWorker = (): Worker =>
  new Worker(new URL('./print-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: PRINTER_MEGABYTES_MAX },
  });

/**
 * Prints one job after the other in a thread that begins with the first. What was printed is kept as long as there is room, and
 * who asks for what is being printed gets the same.
 */
export class Printer {
  private readonly printed = new LRUCache<string, Buffer>({
    maxSize: PRINTED_BYTES_MAX,
    sizeCalculation: ({ length }) => Math.max(1, length),
  });
  private readonly waiting = new Map<string, Promise<Buffer>>();
  private turn: Promise<unknown> = Promise.resolve();
  private worker: Worker | null = null;

  constructor(
    private readonly start: () => Worker = startWorker,
    private readonly millisMax: number = PRINT_MILLIS_MAX,
  ) {}

  /** @throws Problem 503 while too many wait, or when it takes too long */
  async print(job: PrintJob): Promise<Buffer> {
    const hash = createHash('sha256').update(JSON.stringify(job)).digest('base64url');
    return this.printed.get(hash) ?? this.waiting.get(hash) ?? this.queue(hash, job);
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }

  private queue(hash: string, job: PrintJob): Promise<Buffer> {
    if (this.waiting.size >= PRINTS_WAITING_MAX) throw busy();
    const mine = this.turn.then(() => this.run(job));
    this.turn = mine.catch(() => undefined);
    const kept = mine
      .then((bytes) => {
        this.printed.set(hash, bytes);
        return bytes;
      })
      .finally(() => this.waiting.delete(hash));
    this.waiting.set(hash, kept);
    return kept;
  }

  private async run(job: PrintJob): Promise<Buffer> {
    const worker = (this.worker ??= this.begin());
    const said = await answerOf(worker, job, this.millisMax);
    if (said !== null && 'bytes' in said) return Buffer.from(said.bytes);
    if (said !== null) throw new Error(`printing failed: ${said.failed}`);
    // it hangs or is gone: the next job gets another
    await this.close();
    throw busy();
  }

  private begin(): Worker {
    const worker = this.start();
    // the house may end while it idles
    worker.unref();
    const forget = (): void => {
      if (this.worker === worker) this.worker = null;
    };
    worker.on('exit', forget).on('error', forget);
    return worker;
  }
}

const busy = (): Problem =>
  new Problem(503, 'PRINTER_BUSY', text('打印任务过多，请稍后再试', 'too much is being printed; try again later'), {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });

/** What the thread says to a job; `null` when it ends, fails or says nothing for too long. */
async function answerOf(worker: Worker, job: PrintJob, millisMax: number): Promise<Said | null> {
  return new Promise((resolve) => {
    const done = (said: Said | null): void => {
      clearTimeout(late);
      worker.off('message', done).off('error', gone).off('exit', gone);
      resolve(said);
    };
    const gone = (): void => {
      done(null);
    };
    const late = setTimeout(gone, millisMax);
    worker.on('message', done).on('error', gone).on('exit', gone);
    worker.postMessage(job);
  });
}

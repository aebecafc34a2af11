import type { Department } from './department.js';
import { serve, type Service } from './serve.js';
import { STOP_MILLIS_MAX } from './limits.js';

/**
 * For a service that is a process of its own: serves until the process is told to end, and then exits with 0. What keeps
 * it from starting is told in one block on standard error, without a stack, and exits with 1.
 */
export async function serveUntilTold(department: Department): Promise<void> {
  const told = new AbortController();
  let service: Service | null = null;
  const end = (): void => {
    told.abort();
    if (service !== null) void endOf(service);
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  try {
    service = await serve(department, process.env, { signal: told.signal });
  } catch (error) {
    if (told.signal.aborted) process.exit(0);
    process.stderr.write(`${department.name} cannot start: ${wordsOf(error)}\n`);
    process.exit(1);
  }
  // told while the last part of the start was under way
  if (told.signal.aborted) await endOf(service);
}

async function endOf(service: Service): Promise<void> {
  setTimeout(() => {
    process.stderr.write(`${service.name} did not end within ${String(STOP_MILLIS_MAX)} ms\n`);
    process.exit(1);
  }, STOP_MILLIS_MAX).unref();
  try {
    await service.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${service.name} did not end well: ${wordsOf(error)}\n`);
    process.exit(1);
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : 'failed');

import { setTimeout as pause } from 'node:timers/promises';
import { isMachineFault } from '@yichuang/event-store';
import { startEngine, type Engine } from './engine.js';
import type { EngineOptions } from './engine-parts.js';
import { WaitingRoom } from './waiting-room.js';
import { START_BACK_OFF_FIRST_MILLIS, START_BACK_OFF_MOST_MILLIS } from './limits.js';

/**
 * Starts a service's engine. A database or broker that is away is waited for with back-off; the door says meanwhile that
 * the service lives, is not ready, and what it waits for. Whatever waiting does not mend is thrown at once.
 *
 * @throws what the engine cannot start for, or the signal's reason when it aborts
 */
export async function startPatiently(options: EngineOptions, signal?: AbortSignal): Promise<Engine> {
  let reason = '';
  let room: WaitingRoom | null = null;
  try {
    for (let attempt = 0; ; attempt += 1) {
      signal?.throwIfAborted();
      const started = await startUnlessAway(options);
      if (typeof started !== 'string') return started;
      reason = started;
      options.log.warn({ reason, attempt }, 'what this service stands on is away; it is tried again');
      room ??= await WaitingRoom.open(options.settings.LISTEN, () => reason);
      const millis = Math.min(START_BACK_OFF_MOST_MILLIS, START_BACK_OFF_FIRST_MILLIS * 2 ** attempt);
      await pause(millis, null, { ...(signal === undefined ? {} : { signal }) });
    }
  } finally {
    await room?.close();
  }
}

/** The engine, or in words what is away. */
async function startUnlessAway(options: EngineOptions): Promise<Engine | string> {
  try {
    return await startEngine(options);
  } catch (error) {
    if (isAway(error)) return wordsOf(error);
    throw error;
  }
}

/** Away: a connection that cannot be made or breaks. A file that cannot be read is no such thing, nor is a wrong password. */
function isAway(error: unknown): boolean {
  const { syscall } = error as { syscall?: unknown };
  if (syscall === 'getaddrinfo' || syscall === 'connect') return true;
  return isMachineFault(error) && !(typeof syscall === 'string' && FILE_CALLS.has(syscall));
}

const FILE_CALLS = new Set(['open', 'read', 'stat', 'scandir', 'access']);

/** A refused connection to a name with several addresses has no message of its own. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const { code } = error as { code?: string };
  return error.message === '' ? (code ?? error.name) : error.message;
}

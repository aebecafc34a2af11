import type { ChildProcess } from 'node:child_process';
import { Interrupted } from './interruption.js';

/** What a failing process said last. */
const SAID_CHARACTERS_MAX = 8_000;

/** Reads what a process says, so that it is never held up, and keeps the end of it. */
export function hearOutput(child: ChildProcess): () => string {
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-SAID_CHARACTERS_MAX);
    });
  }
  return () => said;
}

/** The same error, with what the processes said whose fault it may be. */
export function withOutput(error: unknown, said: string): unknown {
  if (error instanceof Error && !(error instanceof Interrupted) && said !== '')
    error.message += `\nwhat it measures said:\n${said}`;
  return error;
}

import type { Text } from '@yichuang/kernel';

/** Exit codes of the commands that hand something in; the first that applies over all files. */
export const exitCodes = { done: 0, other: 1, badInput: 2, waits: 3, endedOtherwise: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error as the command line tells it: one clear line with what to do, in the user's language. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    readonly text: Text,
    readonly exitCode: ExitCode = exitCodes.other,
    /** Problem details (RFC 9457), printed as they are on standard error. */
    readonly problem?: Readonly<Record<string, unknown>>,
  ) {
    super(text.en);
  }
}

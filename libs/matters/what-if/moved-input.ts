import type { CaseCommand } from '../case-commands.js';
import type { Input } from './recorded-inputs.js';

/** When it was so, however late it is heard. */
export function factOf(command: CaseCommand): number {
  if ('answeredAt' in command) return command.answeredAt;
  return 'withdrawnAt' in command ? command.withdrawnAt : command.at;
}

/** The same input, heard at another instant: what it says of times moves with it, but for an answer's own. */
export function moved({ command, heardAt }: Input, at: number, answeredAt: number | null): CaseCommand {
  const shift = at - heardAt;
  const later = { ...command, at: command.at + shift };
  if (later.type === 'TakeAnswer') return { ...later, answeredAt: answeredAt ?? later.answeredAt };
  if ('answeredAt' in later) return { ...later, answeredAt: later.answeredAt + shift };
  if ('withdrawnAt' in later) return { ...later, withdrawnAt: later.withdrawnAt + shift };
  if (later.type !== 'NoteOfficer') return later;
  return { ...later, asOf: later.asOf + shift, until: later.until === null ? null : later.until + shift };
}

import { randomUUID } from 'node:crypto';
import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';

interface Clock {
  readonly state: string;
  readonly dueAt: string | null;
}

interface Seen {
  readonly number: string;
  readonly clock: Clock | null;
  readonly statutoryClock: Clock | null;
}

/** What an option says, where it was given. */
const given = (options: Options, option: string, as = option): object =>
  options[option] === undefined ? {} : { [as]: options[option] };

export function pause(id: string, options: Options, language: Language): Promise<void> {
  const { reason, note } = options;
  const body = { reason, note, ...given(options, 'department'), ...given(options, 'until', 'expectedOn') };
  return act('pause', id, { options, body }, language);
}

export function resume(id: string, options: Options, language: Language): Promise<void> {
  const { reason } = options;
  const body = { reason, ...given(options, 'department'), ...given(options, 'note') };
  return act('resume', id, { options, body }, language);
}

export function extend(id: string, options: Options, language: Language): Promise<void> {
  const { reason, note } = options;
  return act('extend', id, { options, body: { reason, note } }, language);
}

export function restart(id: string, options: Options, language: Language): Promise<void> {
  const { reason, note } = options;
  return act('restart', id, { options, body: { reason, note } }, language);
}

interface Said {
  readonly options: Options;
  readonly body: object;
}

async function act(what: string, id: string, { options, body }: Said, language: Language): Promise<void> {
  const client = clientOf(options);
  const path = `/api/v1/cases/${encodeURIComponent(id)}`;
  const { position } = await client.post<{ position: string }>(`${path}/clock/${what}`, body, randomUUID());
  const seen = await client.get<Seen>(`${path}?after=${encodeURIComponent(position)}`);
  process.stdout.write(`${options['json'] === true ? JSON.stringify(seen) : lineOf(seen, language)}\n`);
}

function lineOf({ number, clock, statutoryClock }: Seen, language: Language): string {
  const ends = (of: Clock | null): string => of?.dueAt ?? (of?.state === 'PAUSED' ? standing[language] : '–');
  const [promised, lawful] = [ends(clock), ends(statutoryClock)];
  return text(
    `${number}  承诺办结 ${promised}  法定时限 ${lawful}`,
    `${number}  promised ${promised}  statutory ${lawful}`,
  )[language];
}

const standing = text('暂停中', 'stands still');

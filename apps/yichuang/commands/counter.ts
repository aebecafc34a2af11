import { randomUUID } from 'node:crypto';
import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import { exitCodes } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { casePath } from './case-path.js';
import { readForm } from './open.js';
import { print, say } from './print.js';

interface Taken {
  readonly caseId: string;
  readonly position: string;
}

/** Takes the form, or a draft of it, of whoever is present, and prints what he takes home. */
export async function take(file: string | undefined, options: Options): Promise<void> {
  const { applicant, agent, draft } = options;
  const body = {
    ...(file === undefined ? {} : { form: await readForm(file) }),
    ...(draft === undefined ? {} : { draftId: draft }),
    ...(applicant === undefined ? {} : { applicant }),
    ...(agent === undefined ? {} : { agent }),
    presence: presenceIn(options),
  };
  await receipted('/api/v1/intake', body, options);
}

/** The whole form again, after a notice. */
export async function correct(id: string, file: string, options: Options): Promise<void> {
  const body = { form: await readForm(file), presence: presenceIn(options) };
  await receipted(`/api/v1/intake/${encodeURIComponent(id)}/correct`, body, options);
}

/** Every fault while the person is still there; nothing is written. */
export async function check(file: string, options: Options, language: Language): Promise<void> {
  const answer = await clientOf(options).post<{
    faults: readonly { path: string; text: Readonly<Record<Language, string>> }[];
  }>('/api/v1/intake/check', await readForm(file));
  const { faults } = answer;
  const none = text('没有问题', 'no fault')[language];
  say(options, answer, () =>
    faults.length === 0 ? none : faults.map((one) => `${one.path}  ${one.text[language]}`).join('\n'),
  );
  if (faults.length > 0) process.exitCode = exitCodes.badInput;
}

const presenceIn = ({ signed, seen = [] }: Options): object => ({ signed, papersSeen: seen });

async function receipted(door: string, body: object, options: Options): Promise<void> {
  const client = clientOf(options);
  const taken = await client.post<Taken>(door, body, randomUUID());
  if (options['json'] === true) {
    print(JSON.stringify(taken));
    return;
  }
  const path = `${casePath(taken.caseId)}/receipt?after=${encodeURIComponent(taken.position)}`;
  print(taken.caseId);
  print((await client.text(path, 'text/plain')).trimEnd());
}

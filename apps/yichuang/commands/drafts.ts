import { randomUUID } from 'node:crypto';
import { text } from '@yichuang/kernel';
import { stringify } from 'yaml';
import { clientOf } from '../client.js';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { readForm } from './open.js';

interface Saved {
  readonly draftId: string;
  readonly version: number;
  readonly expiresAt: string;
}

interface Draft extends Saved {
  readonly matter: string;
  readonly owner: string;
  readonly sharedWith: readonly string[];
  readonly savedAt: string;
}

interface WholeDraft extends Draft {
  readonly status: 'open' | 'submitted';
  readonly form: unknown;
}

interface Taken {
  readonly caseId: string;
  readonly number: string;
}

const DRAFTS = '/api/v1/drafts';
const pathOf = (id: string): string => `${DRAFTS}/${encodeURIComponent(id)}`;

/** A new draft, or with `--draft` that one again, from the version that was read. */
export async function save(file: string, options: Options, language: Language): Promise<void> {
  const { draft, version } = options;
  const client = clientOf(options);
  const form = await readForm(file);
  if (typeof draft !== 'string') {
    say(await client.post<Saved>(DRAFTS, form, randomUUID()), options, savedLine, language);
    return;
  }
  if (typeof version !== 'string' || !/^\d+$/.test(version))
    throw new Failure(
      text('请用 --version 写明所读的版本', 'say with --version which version you read'),
      exitCodes.badInput,
    );
  const saved = await client.put<Saved>(pathOf(draft), form, { 'if-match': `"${version}"` });
  say(saved, options, savedLine, language);
}

export async function list(options: Options, language: Language): Promise<void> {
  const { drafts } = await clientOf(options).get<{ drafts: readonly Draft[] }>(DRAFTS);
  const none = text('没有草稿', 'no draft')[language];
  say(
    drafts,
    options,
    (all) => (all.length === 0 ? none : all.map((one) => draftLine(one, language)).join('\n')),
    language,
  );
}

/** What is saved, as a file that can be changed and saved again. */
export async function show(id: string, options: Options, language: Language): Promise<void> {
  const draft = await clientOf(options).get<WholeDraft>(pathOf(id));
  say(draft, options, (one) => `# ${draftLine(one, language)}\n${stringify(one.form).trimEnd()}`, language);
}

export async function share(id: string, other: string, options: Options): Promise<void> {
  await clientOf(options).post(`${pathOf(id)}/share`, { with: other });
}

export async function remove(id: string, options: Options): Promise<void> {
  await clientOf(options).delete(pathOf(id));
}

export async function submit(id: string, options: Options, language: Language): Promise<void> {
  const taken = await clientOf(options).post<Taken>(`${pathOf(id)}/submit`, undefined);
  say(taken, options, ({ caseId, number }) => `${caseId}  ${number}`, language);
}

function say<T>(
  answer: T,
  options: Options,
  line: (answer: T, language: Language) => string,
  language: Language,
): void {
  process.stdout.write(`${options['json'] === true ? JSON.stringify(answer) : line(answer, language)}\n`);
}

const savedLine = ({ draftId, version, expiresAt }: Saved, language: Language): string =>
  text(
    `${draftId}  第 ${String(version)} 版，保存至 ${expiresAt}`,
    `${draftId}  version ${String(version)}, kept until ${expiresAt}`,
  )[language];

const draftLine = (draft: Draft, language: Language): string => `${savedLine(draft, language)}  ${draft.matter}`;

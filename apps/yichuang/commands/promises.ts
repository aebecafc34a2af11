import { createHash, randomUUID } from 'node:crypto';
import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { bytesOf } from './file-bytes.js';
import { statusWords } from './progress.js';
import { casePath } from './case-path.js';

interface Seen {
  readonly number: string;
  readonly status: string;
  readonly tolerance: {
    readonly status: 'open' | 'fulfilled' | 'replaced' | 'lapsed';
    readonly deadline: string;
  } | null;
  readonly commitments: readonly {
    readonly id: string;
    readonly status: 'signed' | 'verified' | 'falsified';
    readonly inspectBy: string;
  }[];
}

export async function promise(id: string, options: Options, language: Language): Promise<void> {
  const { paper: papers, words: version, days } = options;
  const workingDays = days === undefined ? {} : { workingDays: Number(days) };
  const body = { papers, version, sha256: await printOf(String(options['signed'])), ...workingDays };
  await act('promise', id, { options, body }, language);
}

export async function supply(id: string, options: Options, language: Language): Promise<void> {
  const given = (options['paper'] as readonly string[]).map(async (written) => {
    const [kind = '', ...file] = written.split('=');
    if (file.length === 0)
      throw new Failure(text('材料写作 --paper 种类=文件', 'a paper is written --paper KIND=FILE'), exitCodes.badInput);
    return { kind, sha256: await printOf(file.join('=')) };
  });
  await act('supplement', id, { options, body: { papers: await Promise.all(given) } }, language);
}

export const pause = (id: string, options: Options, language: Language): Promise<void> =>
  act('promise/pause', id, { options, body: { note: options['note'] } }, language);

export const extend = (id: string, options: Options, language: Language): Promise<void> =>
  act(
    'promise/extend',
    id,
    { options, body: { workingDays: Number(options['days']), note: options['note'] } },
    language,
  );

interface Named {
  readonly id: string;
  readonly commitment: string;
}

export async function commit({ id, commitment }: Named, options: Options, language: Language): Promise<void> {
  const sha256 = await printOf(String(options['signed']));
  await act('commitment', id, { options, body: { commitment, version: options['words'], sha256 } }, language);
}

export function inspect({ id, commitment }: Named, options: Options, language: Language): Promise<void> {
  const { found, note } = options;
  return act('commitment/inspect', id, { options, body: { commitment, found, note } }, language);
}

interface Said {
  readonly options: Options;
  readonly body: object;
}

async function act(what: string, id: string, { options, body }: Said, language: Language): Promise<void> {
  const client = clientOf(options);
  const path = casePath(id);
  const { position } = await client.post<{ position: string }>(`${path}/${what}`, body, randomUUID());
  const seen = await client.get<Seen>(`${path}?after=${encodeURIComponent(position)}`);
  process.stdout.write(`${options['json'] === true ? JSON.stringify(seen) : linesOf(seen, language).join('\n')}\n`);
}

const TOLERANCES = {
  open: text('容缺待补', 'papers are owed'),
  fulfilled: text('容缺材料已补齐', 'what was owed is here'),
  replaced: text('容缺材料以承诺代替', 'a commitment replaces what was owed'),
  lapsed: text('容缺材料逾期未补', 'what was owed did not come'),
};
const COMMITMENTS = {
  signed: text('待核查', 'is inspected'),
  verified: text('经核查属实', 'was found true'),
  falsified: text('经核查不实', 'was found false'),
};

function linesOf({ number, status, tolerance, commitments }: Seen, language: Language): string[] {
  const by = text('至', 'by')[language];
  return [
    `${number}  ${statusWords(status, language)}`,
    ...(tolerance === null ? [] : [`  ${TOLERANCES[tolerance.status][language]}  ${by} ${tolerance.deadline}`]),
    ...commitments.map((one) => `  ${one.id}: ${COMMITMENTS[one.status][language]}  ${by} ${one.inspectBy}`),
  ];
}

/** SHA-256 of a file, hex. @throws Failure when it cannot be read */
const printOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await bytesOf(file))
    .digest('hex');

import { randomUUID } from 'node:crypto';
import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { readForm } from './open.js';

type Status = 'in-force' | 'replaced' | 'proposed' | 'published' | 'rejected' | 'withdrawn';

interface Line {
  readonly version: string;
  readonly status: Status;
  readonly provisional: boolean;
  readonly source: Text;
}

interface List {
  readonly inForce: string;
  readonly missing: { readonly year: number; readonly days: number } | null;
  readonly casesBehind: number;
  readonly calendars: readonly Line[];
}

interface Whole extends Line {
  readonly holidays: readonly { readonly name: Text; readonly from: string; readonly to: string }[];
  readonly makeUpDays: readonly string[];
}

interface Proposal {
  readonly version: string;
  readonly status: Status;
}

const PATH = '/api/v1/calendars';
const pathOf = (version: string): string => `${PATH}/${encodeURIComponent(version)}`;

export async function list(options: Options, language: Language): Promise<void> {
  const answer = await clientOf(options).get<List>(PATH);
  print(options, answer, () => [
    ...answer.calendars.map((one) => lineOf(one, language)),
    ...(answer.missing === null ? [] : [missed(answer.missing)[language]]),
    ...(answer.casesBehind === 0 ? [] : [behind(answer.casesBehind)[language]]),
  ]);
}

export async function show(version: string, options: Options, language: Language): Promise<void> {
  const answer = await clientOf(options).get<Whole>(pathOf(version));
  print(options, answer, () => [
    lineOf(answer, language),
    ...answer.holidays.map(({ name, from, to }) => `  ${from} – ${to}  ${name[language]}`),
    ...answer.makeUpDays.map((date) => `  ${date}  ${text('调休上班', 'worked in exchange')[language]}`),
  ]);
}

export async function propose(file: string, options: Options, language: Language): Promise<void> {
  say(await clientOf(options).post<Proposal>(PATH, await readForm(file), randomUUID()), options, language);
}

export async function act(
  what: 'publish' | 'reject' | 'withdraw',
  version: string,
  options: Options,
  language: Language,
): Promise<void> {
  const body = what === 'reject' ? { reason: options['reason'] } : {};
  say(await clientOf(options).post<Proposal>(`${pathOf(version)}/${what}`, body, randomUUID()), options, language);
}

const statuses: Readonly<Record<Status, Text>> = {
  'in-force': text('现行', 'in force'),
  replaced: text('已被取代', 'replaced'),
  proposed: text('待发布', 'proposed'),
  published: text('已发布', 'published'),
  rejected: text('已驳回', 'rejected'),
  withdrawn: text('已撤回', 'withdrawn'),
};
const PROVISIONAL = text('暂定', 'provisional');

const missed = ({ year, days }: { readonly year: number; readonly days: number }): Text =>
  text(
    `缺少${String(year)}年放假通知，已 ${String(days)} 天`,
    `the holiday notice of ${String(year)} has been missing for ${String(days)} days`,
  );
const behind = (cases: number): Text =>
  text(`${String(cases)} 件未结办件尚未按现行日历重算`, `${String(cases)} open cases still rest on a former calendar`);

function lineOf({ version, status, provisional, source }: Line, language: Language): string {
  const marks = [statuses[status], ...(provisional ? [PROVISIONAL] : [])].map((one) => one[language]);
  return `${version}  ${marks.join(', ')}  ${source[language]}`;
}

const say = (proposal: Proposal, options: Options, language: Language): void => {
  print(options, proposal, () => [`${proposal.version}  ${statuses[proposal.status][language]}`]);
};

const print = (options: Options, answer: object, lines: () => readonly string[]): void => {
  process.stdout.write(`${options['json'] === true ? JSON.stringify(answer) : lines().join('\n')}\n`);
};

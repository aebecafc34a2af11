import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { departmentWords } from './progress.js';
import { casePath } from './case-path.js';

interface Consultation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly question: string;
  readonly askedBy: string;
  readonly dueAt: string;
  readonly status: string;
  readonly answer: {
    readonly opinion: string;
    readonly reason: string;
    readonly article: string | null;
    readonly by: string;
  } | null;
}

/** How a question stands, or ended. */
export const endings: Readonly<Record<string, Text>> = {
  open: text('待答复', 'not answered yet'),
  'no-objection': text('无异议', 'no objection'),
  objection: text('有异议', 'objects'),
  deemed: text('逾期未答复，视为无异议', 'silent: counts as no objection'),
  withdrawn: text('已撤回', 'taken back'),
};

/** 征求意见 of a case, a line each, and beneath it the answer; as the supervisor where a demo signs in by itself. */
export async function showConsultations(caseId: string, options: Options, language: Language): Promise<void> {
  const client = clientOf({ ...options, account: 'supervisor' });
  const all = await client.get<readonly Consultation[]>(`${casePath(caseId)}/consultations`);
  const lines = options['json'] === true ? [JSON.stringify(all)] : all.flatMap((one) => linesOf(one, language));
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function linesOf(
  { id, from, to, question, askedBy, dueAt, status, answer }: Consultation,
  language: Language,
): string[] {
  const [asks, asked] = [from, to].map((name) => departmentWords(name, language)) as [string, string];
  const how = endings[answer?.opinion ?? status] ?? text(status, status);
  const line = text(
    `${id}  ${asks}（${askedBy}）征求 ${asked}，${dueAt} 前：${question}  ${how['zh-CN']}`,
    `${id}  ${asks} (${askedBy}) asked ${asked}, until ${dueAt}: ${question}  ${how.en}`,
  );
  const said =
    answer === null ? [] : [`  ${answer.by}: ${answer.reason}${answer.article === null ? '' : ` (${answer.article})`}`];
  return [line[language], ...said];
}

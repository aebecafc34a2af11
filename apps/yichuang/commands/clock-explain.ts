import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { atQuery } from './cases.js';
import { departmentWords } from './progress.js';

interface ExplainedClock {
  readonly id: string;
  readonly department: string | null;
  readonly state: string;
  readonly dueAt: string | null;
  readonly usedMinutes: number;
  readonly budgetMinutes: number;
  readonly provisional: boolean;
  readonly runs: readonly {
    readonly from: string;
    readonly to: string;
    readonly minutes: number;
    readonly calendarVersion: string;
  }[];
  readonly said: Said;
}

type Said = readonly {
  readonly at: string;
  readonly calendarVersion: string;
  readonly dueAt: string;
  readonly because: readonly Text[];
}[];

interface ExplainedQuestion {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly status: 'open' | 'answered' | 'withdrawn' | 'deemed';
  readonly minutes: number;
  readonly said: Said;
}

interface Explained {
  readonly number: string;
  readonly clocks: readonly ExplainedClock[];
  readonly consultations: readonly ExplainedQuestion[];
}

/** Every clock of a case: what it counted, under which calendar, and which calendar said that it is due when. */
export async function explain(id: string, options: Options, language: Language): Promise<void> {
  const path = `/api/v1/cases/${encodeURIComponent(id)}/clock${atQuery(options)}`;
  const answer = await clientOf(options).get<Explained>(path);
  const lines = [
    answer.number,
    ...answer.clocks.flatMap((clock) => linesOf(clock, language)),
    ...answer.consultations.flatMap((question) => questionLines(question, language)),
  ];
  process.stdout.write(`${options['json'] === true ? JSON.stringify(answer) : lines.join('\n')}\n`);
}

function linesOf(
  { id, state, usedMinutes, budgetMinutes, runs, said, provisional }: ExplainedClock,
  language: Language,
) {
  const counted = text(
    `${String(usedMinutes)}/${String(budgetMinutes)} 工作分钟`,
    `${String(usedMinutes)} of ${String(budgetMinutes)} working minutes`,
  );
  const marked = provisional ? text('，暂定', ', provisional') : text('', '');
  return [
    `  ${id}  ${state}  ${counted[language]}${marked[language]}`,
    ...runs.map(({ from, to, minutes, calendarVersion }) => {
      const ran = text(`计 ${String(minutes)} 分钟`, `${String(minutes)} min counted`)[language];
      return `    ${from} – ${to}  ${ran}  ${calendarVersion}`;
    }),
    ...saidLines(said, language),
  ];
}

const statusWords: Readonly<Record<ExplainedQuestion['status'], Text>> = {
  open: text('待答复', 'not answered yet'),
  answered: text('已答复', 'answered'),
  withdrawn: text('已撤回', 'taken back'),
  deemed: text('逾期视为无异议', 'silent: counts as no objection'),
};

function questionLines({ id, from, to, status, minutes, said }: ExplainedQuestion, language: Language): string[] {
  const [who, whom] = [departmentWords(from, language), departmentWords(to, language)];
  const asked = text(
    `${who}征求${whom}意见，${String(minutes)} 工作分钟内答复`,
    `${who} asked ${whom}, to answer within ${String(minutes)} working minutes`,
  );
  return [`  ${id}  ${asked[language]}  ${statusWords[status][language]}`, ...saidLines(said, language)];
}

const saidLines = (said: Said, language: Language): string[] =>
  said.map(({ at, calendarVersion, dueAt, because }) => {
    const due = text(`依 ${calendarVersion} 到期 ${dueAt}`, `due ${dueAt} by ${calendarVersion}`)[language];
    const why = because.map((one) => one[language]).join('; ');
    return `    ${at}  ${due}${why === '' ? '' : `  ${why}`}`;
  });

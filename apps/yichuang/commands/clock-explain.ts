import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { atQuery } from './cases.js';

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
  readonly said: readonly {
    readonly at: string;
    readonly calendarVersion: string;
    readonly dueAt: string;
    readonly because: readonly Text[];
  }[];
}

interface Explained {
  readonly number: string;
  readonly clocks: readonly ExplainedClock[];
}

/** Every clock of a case: what it counted, under which calendar, and which calendar said that it is due when. */
export async function explain(id: string, options: Options, language: Language): Promise<void> {
  const path = `/api/v1/cases/${encodeURIComponent(id)}/clock${atQuery(options)}`;
  const answer = await clientOf(options).get<Explained>(path);
  const lines = [answer.number, ...answer.clocks.flatMap((clock) => linesOf(clock, language))];
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
    ...said.map(({ at, calendarVersion, dueAt, because }) => {
      const due = text(`依 ${calendarVersion} 到期 ${dueAt}`, `due ${dueAt} by ${calendarVersion}`)[language];
      const why = because.map((one) => one[language]).join('; ');
      return `    ${at}  ${due}${why === '' ? '' : `  ${why}`}`;
    }),
  ];
}

import { text } from '@yichuang/kernel';
import {
  CalendarNotCovered,
  defaultCalendar,
  explainDue,
  explainElapsed,
  formatInstant,
  parseInstant,
  type Calendar,
  type CountedWindow,
} from '@yichuang/working-time';
import { exitCodes, Failure } from '../failure.js';
import type { Language } from '../words.js';

type Options = Readonly<Record<string, string | boolean | string[] | undefined>>;

const MINUTE_MILLIS = 60_000;

export function due(instant: string, options: Options, language: Language): void {
  const minutes = Number(options['minutes']);
  if (!Number.isFinite(minutes) || minutes < 0) {
    throw new Failure(text('--minutes 应为不小于 0 的数', '--minutes is a number, 0 or more'), exitCodes.badInput);
  }
  const answer = covered(() => explainDue(calendarOf(options), at(instant), Math.round(minutes * MINUTE_MILLIS)));
  const { calendarVersion, provisional, windows } = answer;
  const object = {
    dueAt: formatInstant(answer.dueAt),
    minutes,
    provisional,
    calendarVersion,
    windows: windows.map(shown),
  };
  if (options['json'] === true) return print(JSON.stringify(object));
  print(text(`到期 ${object.dueAt}`, `due ${object.dueAt}`)[language]);
  explain(windows, provisional, calendarVersion, language);
}

export function elapsed(from: string, to: string, options: Options, language: Language): void {
  const pauses = ((options['pause'] ?? []) as string[]).map((pause) => {
    const [start, end, more] = pause.split('/');
    if (start === undefined || end === undefined || more !== undefined) {
      throw new Failure(text('--pause 应写作 起/止', '--pause is written FROM/TO'), exitCodes.badInput);
    }
    return { from: at(start), to: at(end) };
  });
  const answer = covered(() => explainElapsed(calendarOf(options), at(from), at(to), pauses));
  const { millis, calendarVersion, provisional, windows } = answer;
  const minutes = millis / MINUTE_MILLIS;
  if (options['json'] === true) {
    return print(JSON.stringify({ millis, minutes, provisional, calendarVersion, windows: windows.map(shown) }));
  }
  print(text(`${String(minutes)} 工作分钟`, `${String(minutes)} working minutes`)[language]);
  explain(windows, provisional, calendarVersion, language);
}

function explain(windows: readonly CountedWindow[], provisional: boolean, version: string, language: Language): void {
  for (const { from, to, millis } of windows) {
    print(`  ${formatInstant(from)} – ${formatInstant(to)}  ${String(millis / MINUTE_MILLIS)} min`);
  }
  const marked = provisional ? text('（暂定）', ' (provisional)')[language] : '';
  print(text(`  日历版本 ${version}${marked}`, `  calendar ${version}${marked}`)[language]);
}

const shown = ({ date, opensAt, closesAt, from, to, millis }: CountedWindow): object => ({
  date,
  opensAt: formatInstant(opensAt),
  closesAt: formatInstant(closesAt),
  from: formatInstant(from),
  to: formatInstant(to),
  millis,
});

function at(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new Failure(parsed.text, exitCodes.badInput);
  return parsed.at;
}

function calendarOf(options: Options): Calendar {
  try {
    return typeof options['hall'] === 'string' ? defaultCalendar(options['hall']) : defaultCalendar();
  } catch (error) {
    throw new Failure(text('没有这个大厅', (error as Error).message), exitCodes.badInput);
  }
}

/** A date outside all calendars is an error, never a guess. */
function covered<A>(ask: () => A): A {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CalendarNotCovered)
      throw new Failure(text('日历没有覆盖该日期', error.message), exitCodes.badInput);
    throw error;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

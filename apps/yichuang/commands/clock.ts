import { text } from '@yichuang/kernel';
import {
  CalendarNotCovered,
  defaultCalendar,
  explainDue,
  explainElapsed,
  formatInstant,
  halls,
  parseInstant,
  type Calendar,
  type CountedWindow,
  type Span,
} from '@yichuang/working-time';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';

const MINUTE_MILLIS = 60_000;

export function due(instant: string, options: Options, language: Language): void {
  const minutes = minutesOf(String(options['minutes']));
  const answer = covered(() => explainDue(calendarOf(options), at(instant), Math.round(minutes * MINUTE_MILLIS)));
  const { calendarVersion, provisional, windows } = answer;
  const object = {
    dueAt: formatInstant(answer.dueAt),
    minutes,
    provisional,
    calendarVersion,
    windows: windows.map(shown),
  };
  if (options['json'] === true) {
    print(JSON.stringify(object));
    return;
  }
  print(text(`到期 ${object.dueAt}`, `due ${object.dueAt}`)[language]);
  explain(windows, provisional, calendarVersion, language);
}

export function elapsed(from: string, to: string, options: Options, language: Language): void {
  const pauses = ((options['pause'] ?? []) as string[]).map(pauseOf);
  const answer = covered(() => explainElapsed(calendarOf(options), at(from), at(to), pauses));
  const { millis, calendarVersion, provisional, windows } = answer;
  const minutes = millis / MINUTE_MILLIS;
  if (options['json'] === true) {
    print(JSON.stringify({ millis, minutes, provisional, calendarVersion, windows: windows.map(shown) }));
    return;
  }
  print(text(`${String(minutes)} 工作分钟`, `${String(minutes)} working minutes`)[language]);
  explain(windows, provisional, calendarVersion, language);
}

function minutesOf(written: string): number {
  const minutes = Number(written);
  if (/^\d+(\.\d+)?$/.test(written) && Number.isSafeInteger(Math.round(minutes * MINUTE_MILLIS))) return minutes;
  throw new Failure(
    text('--minutes 应为不小于 0 的数，如 240', '--minutes is a number, 0 or more, such as 240'),
    exitCodes.badInput,
  );
}

function pauseOf(written: string): Span {
  const [start, end, more] = written.split('/');
  if (start === undefined || end === undefined || more !== undefined)
    throw new Failure(text('--pause 应写作 起/止', '--pause is written FROM/TO'), exitCodes.badInput);
  const pause = { from: at(start), to: at(end) };
  if (pause.to >= pause.from) return pause;
  throw new Failure(
    text('--pause 的止早于起，请对调', '--pause ends before it begins: write FROM/TO'),
    exitCodes.badInput,
  );
}

function explain(windows: readonly CountedWindow[], provisional: boolean, version: string, language: Language): void {
  for (const { from, to, millis } of windows) {
    const counted = String(millis / MINUTE_MILLIS);
    const span = `  ${formatInstant(from)} – ${formatInstant(to)}  `;
    print(`${span}${text(`${counted} 分钟`, `${counted} min`)[language]}`);
  }
  const marked = provisional ? unannounced : text('', '');
  print(text(`  日历版本 ${version}${marked['zh-CN']}`, `  calendar ${version}${marked.en}`)[language]);
}

const unannounced = text(
  '（暂定：放假通知尚未发布，结果可能改变）',
  ' (provisional: its holiday notice is not yet published, the answer may change)',
);

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
  const hall = options['hall'];
  if (typeof hall !== 'string') return defaultCalendar();
  if (halls.some(({ id }) => id === hall)) return defaultCalendar(hall);
  const known = halls.map(({ id }) => id).join(' ');
  throw new Failure(text(`没有这个大厅；可用：${known}`, `no such hall; known are: ${known}`), exitCodes.badInput);
}

/** A date outside all calendars is an error, never a guess. */
function covered<A>(ask: () => A): A {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CalendarNotCovered) throw new Failure(error.text, exitCodes.badInput);
    throw error;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

import { pointer, text, type Text } from '@yichuang/kernel';
import { calendarYearFaults, type CalendarYear, type CalendarYearFault, type Holiday } from './calendar-year.js';
import { dayNumber } from './civil.js';

/** The State Council's yearly notice on holidays (国务院办公厅关于部分节假日安排的通知) as data. */
export interface HolidayNotice {
  readonly year: number;
  /** Title, number and date of the notice. */
  readonly citation: Text;
  /** `days`: how many the notice says it is (共3天). */
  readonly holidays: readonly (Holiday & { readonly days: number })[];
  /** Weekend days worked in exchange (调休上班), `YYYY-MM-DD`. */
  readonly makeUpDays: readonly string[];
  /** What all of it comes to: an entry that was left out shows. */
  readonly totals: { readonly daysOff: number; readonly makeUpDays: number };
}

export interface NoticeFault {
  /** JSON pointer into the notice. */
  readonly path: string;
  readonly code: CalendarYearFault['code'] | keyof typeof faultTexts;
  readonly text: Text;
}

/** A year as a notice fixes it, before anybody gave it a version. */
export type NoticedYear = Omit<CalendarYear, 'version'>;

export type ReadNotice =
  | { readonly kind: 'notice'; readonly notice: HolidayNotice }
  | { readonly kind: 'faults'; readonly faults: readonly NoticeFault[] };

/** Reads a notice as somebody typed it in. All that is wrong is named at once: what is missing, and what does not add up. */
export function readNotice(input: unknown): ReadNotice {
  const faults: NoticeFault[] = [];
  const read = new Reader(faults);
  const notice = noticeIn(read, input);
  if (faults.length > 0) return { kind: 'faults', faults };
  faults.push(
    ...calendarYearFaults({ ...noticedYear(notice), version: `${String(notice.year)}.1` }),
    ...countFaults(notice),
    ...statutoryFaults(notice),
  );
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'notice', notice };
}

export const noticedYear = ({ year, citation, holidays, makeUpDays }: HolidayNotice): NoticedYear => ({
  year,
  provisional: false,
  source: citation,
  holidays: holidays.map(({ name, from, to }) => ({ name, from, to })),
  makeUpDays,
});

const YEAR_MIN = 2000;
const YEAR_MAX = 2199;
const ENTRIES_MAX = 60;
const WORDS_MAX = 300;

/** What is not there or of another kind becomes a fault and something harmless, so that reading goes on to the end. */
class Reader {
  constructor(private readonly faults: NoticeFault[]) {}

  add(path: string, code: keyof typeof faultTexts): void {
    this.faults.push({ path, code, text: faultTexts[code] });
  }

  record(path: string, value: unknown, fields: readonly string[]): Readonly<Record<string, unknown>> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.add(path, 'NOT_THERE');
      return {};
    }
    for (const field of Object.keys(value))
      if (!fields.includes(field)) this.add(path + pointer([field]), 'UNKNOWN_FIELD');
    return value as Readonly<Record<string, unknown>>;
  }

  list(path: string, value: unknown): readonly unknown[] {
    if (Array.isArray(value) && value.length <= ENTRIES_MAX) return value;
    this.add(path, Array.isArray(value) ? 'TOO_MANY' : 'NOT_THERE');
    return [];
  }

  whole(path: string, value: unknown, [from, to]: readonly [number, number]): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
    this.add(path, 'NOT_A_NUMBER');
    return from;
  }

  date(path: string, value: unknown): string {
    if (typeof value === 'string') return value;
    this.add(path, 'NOT_THERE');
    return '';
  }

  words(path: string, value: unknown): Text {
    const both = this.record(path, value, ['zh-CN', 'en']);
    for (const language of ['zh-CN', 'en']) if (!isWords(both[language])) this.add(`${path}/${language}`, 'NO_WORDS');
    return { 'zh-CN': String(both['zh-CN']).trim(), en: String(both.en).trim() };
  }
}

function noticeIn(read: Reader, input: unknown): HolidayNotice {
  const given = read.record('', input, ['year', 'citation', 'holidays', 'makeUpDays', 'totals']);
  const totals = read.record('/totals', given.totals, ['daysOff', 'makeUpDays']);
  return {
    year: read.whole('/year', given.year, [YEAR_MIN, YEAR_MAX]),
    citation: read.words('/citation', given.citation),
    holidays: read.list('/holidays', given.holidays).map((one, i) => holidayIn(read, `/holidays/${String(i)}`, one)),
    makeUpDays: read.list('/makeUpDays', given.makeUpDays).map((one, i) => read.date(`/makeUpDays/${String(i)}`, one)),
    totals: {
      daysOff: read.whole('/totals/daysOff', totals.daysOff, [0, 366]),
      makeUpDays: read.whole('/totals/makeUpDays', totals.makeUpDays, [0, 366]),
    },
  };
}

function holidayIn(read: Reader, path: string, value: unknown): HolidayNotice['holidays'][number] {
  const given = read.record(path, value, ['name', 'from', 'to', 'days']);
  return {
    name: read.words(`${path}/name`, given.name),
    from: read.date(`${path}/from`, given.from),
    to: read.date(`${path}/to`, given.to),
    days: read.whole(`${path}/days`, given.days, [1, 31]),
  };
}

/** What the notice says it comes to is what its days come to. */
function countFaults({ holidays, makeUpDays, totals }: HolidayNotice): NoticeFault[] {
  const counted = holidays.map(({ from, to }) => daysFrom(from, to));
  return [
    ...holidays.flatMap(({ days }, i) =>
      counted[i] === null || counted[i] === days ? [] : [fault(`/holidays/${String(i)}/days`, 'DAYS_MISCOUNTED')],
    ),
    ...(counted.includes(null) || sum(counted) === totals.daysOff ? [] : [fault('/totals/daysOff', 'DAYS_MISCOUNTED')]),
    ...(makeUpDays.length === totals.makeUpDays ? [] : [fault('/totals/makeUpDays', 'DAYS_MISCOUNTED')]),
  ];
}

/** Holidays of all citizens whose date does not follow the moon (全国年节及纪念日放假办法, 2024 revision, a.2), `MM-DD`. */
const STATUTORY_DAYS = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** No notice may take a day that the regulation gives. */
function statutoryFaults({ year, holidays }: HolidayNotice): NoticeFault[] {
  const isOff = (date: string) => holidays.some(({ from, to }) => from <= date && date <= to);
  return STATUTORY_DAYS.every((day) => isOff(`${String(year)}-${day}`))
    ? []
    : [fault('/holidays', 'STATUTORY_DAY_MISSING')];
}

const faultTexts = {
  NOT_THERE: text('缺少该项或类型不对', 'missing, or of another type'),
  UNKNOWN_FIELD: text('没有这个字段', 'there is no such field'),
  TOO_MANY: text('条目过多', 'too many entries'),
  NOT_A_NUMBER: text('应为允许范围内的整数', 'a whole number within its range'),
  NO_WORDS: text('应为 1 到 300 个字符', '1 to 300 characters'),
  DAYS_MISCOUNTED: text('天数与所列日期不符', 'the number does not agree with the days listed'),
  STATUTORY_DAY_MISSING: text(
    '缺少法定假日（元旦、劳动节、国庆节）',
    "a statutory day is missing (New Year's Day, Labour Day, National Day)",
  ),
} as const satisfies Record<string, Text>;

const fault = (path: string, code: keyof typeof faultTexts): NoticeFault => ({ path, code, text: faultTexts[code] });
const isWords = (value: unknown): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= WORDS_MAX;
const sum = (counts: readonly (number | null)[]): number =>
  counts.reduce<number>((total, one) => total + (one ?? 0), 0);

function daysFrom(from: string, to: string): number | null {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  return first === null || last === null || last < first ? null : last - first + 1;
}

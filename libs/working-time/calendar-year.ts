import { text, type Text } from '@yichuang/kernel';
import { dayNumber, isWeekend, newYear } from './civil.js';

/** A public holiday with the days moved to it, first and last day included. */
export interface Holiday {
  readonly name: Text;
  /** `YYYY-MM-DD` */
  readonly from: string;
  /** `YYYY-MM-DD` */
  readonly to: string;
}

/**
 * One year as the State Council's yearly notice fixes it. A published year is never edited: a change is a new version. The
 * days off around 1 January may begin in the December before, and be worked for there.
 */
export interface CalendarYear {
  readonly year: number;
  /** `<year>.<n>`, e.g. `2026.1`; n = 0 while provisional. */
  readonly version: string;
  /** The yearly notice is not out yet: every answer that touches this year says so. */
  readonly provisional: boolean;
  /** Where the days are written. */
  readonly source: Text;
  readonly holidays: readonly Holiday[];
  /** Weekend days worked in exchange (调休上班), `YYYY-MM-DD`. */
  readonly makeUpDays: readonly string[];
}

/** One thing wrong with a year's data, at a JSON pointer into it. */
export interface CalendarYearFault {
  readonly path: string;
  readonly code:
    | 'VERSION_MISNAMED'
    | 'DATE_IMPOSSIBLE'
    | 'DATE_OUTSIDE_YEAR'
    | 'HOLIDAY_REVERSED'
    | 'HOLIDAYS_OVERLAP'
    | 'MAKE_UP_NOT_WEEKEND'
    | 'MAKE_UP_IN_HOLIDAY'
    | 'MAKE_UP_TWICE';
  readonly text: Text;
}

/** Everything wrong with a year's data; none means it may be published. */
export function calendarYearFaults(year: CalendarYear): CalendarYearFault[] {
  const faults = new Faults(year.year);
  if (!new RegExp(`^${String(year.year)}\\.\\d+$`).test(year.version)) faults.add('/version', 'VERSION_MISNAMED');
  const holidayDays = new Set<number>();
  year.holidays.forEach((holiday, i) => {
    addHoliday(holiday, `/holidays/${String(i)}`, holidayDays, faults);
  });
  const made = new Set<number>();
  year.makeUpDays.forEach((date, i) => {
    const day = faults.day(`/makeUpDays/${String(i)}`, date);
    if (day === null) return;
    if (!isWeekend(day)) faults.add(`/makeUpDays/${String(i)}`, 'MAKE_UP_NOT_WEEKEND');
    if (holidayDays.has(day)) faults.add(`/makeUpDays/${String(i)}`, 'MAKE_UP_IN_HOLIDAY');
    if (made.has(day)) faults.add(`/makeUpDays/${String(i)}`, 'MAKE_UP_TWICE');
    made.add(day);
  });
  return faults.found;
}

function addHoliday(holiday: Holiday, path: string, taken: Set<number>, faults: Faults): void {
  const from = faults.day(`${path}/from`, holiday.from);
  const to = faults.day(`${path}/to`, holiday.to);
  if (from === null || to === null) return;
  if (to < from) {
    faults.add(path, 'HOLIDAY_REVERSED');
    return;
  }
  if (faults.isBefore(to)) {
    faults.add(path, 'DATE_OUTSIDE_YEAR');
    return;
  }
  let overlaps = false;
  for (let day = from; day <= to; day++) {
    overlaps ||= taken.has(day);
    taken.add(day);
  }
  if (overlaps) faults.add(path, 'HOLIDAYS_OVERLAP');
}

/** 1 December to 1 January. */
const DECEMBER_DAYS = 31;

class Faults {
  readonly found: CalendarYearFault[] = [];
  private readonly begins: number;
  private readonly ends: number;

  constructor(year: number) {
    this.begins = newYear(year);
    this.ends = newYear(year + 1);
  }

  add(path: string, code: CalendarYearFault['code']): void {
    this.found.push({ path, code, text: faultTexts[code] });
  }

  isBefore(day: number): boolean {
    return day < this.begins;
  }

  day(path: string, date: string): number | null {
    const day = dayNumber(date);
    if (day === null) this.add(path, 'DATE_IMPOSSIBLE');
    else if (day < this.begins - DECEMBER_DAYS || day >= this.ends) this.add(path, 'DATE_OUTSIDE_YEAR');
    else return day;
    return null;
  }
}

const faultTexts: Record<CalendarYearFault['code'], Text> = {
  VERSION_MISNAMED: text('版本号应为“年份.序号”', 'the version must be "<year>.<number>"'),
  DATE_IMPOSSIBLE: text('日期不存在', 'no such day exists'),
  DATE_OUTSIDE_YEAR: text(
    '日期不在本年内（元旦假期除外）',
    'the day lies outside the year (only New Year may reach over)',
  ),
  HOLIDAY_REVERSED: text('假期结束日早于开始日', 'the holiday ends before it begins'),
  HOLIDAYS_OVERLAP: text('假期相互重叠', 'the holiday overlaps another'),
  MAKE_UP_NOT_WEEKEND: text('调休上班日应为周末', 'a make-up workday must fall on a weekend'),
  MAKE_UP_IN_HOLIDAY: text('调休上班日落在假期内', 'the make-up workday lies in a holiday'),
  MAKE_UP_TWICE: text('调休上班日重复', 'the make-up workday is listed twice'),
};

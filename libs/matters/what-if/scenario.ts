import { calendar, noticedYear, partsOf, type Calendar, type HolidayNotice, type Season } from '@yichuang/working-time';
import type { Calendars } from '../case-clocks.js';
import type { Book } from '../case-evolve.js';
import type { Plan } from '../plan.js';

/** What is supposed to have been otherwise; what is absent stays as it was. */
export interface Scenario {
  readonly calendar?: OtherCalendar;
  /** Working minutes from acceptance to the end. */
  readonly budgetMinutes?: number;
  /** By department: working minutes of the limit for each of its steps on the clock. */
  readonly shares?: Readonly<Record<string, number>>;
  /** By department: how many officers work at its desk in each division; who is not named has as many as it takes. */
  readonly officers?: Readonly<Record<string, number>>;
  /** By department: working minutes for which one piece of work keeps an officer busy; else as long as it took. */
  readonly handlingMinutes?: Readonly<Record<string, number>>;
}

/** Known from the first day of the period, and the same in every hall. */
export interface OtherCalendar {
  /** Years as these notices would have fixed them. */
  readonly notices?: readonly HolidayNotice[];
  /** Office hours of the halls. */
  readonly seasons?: readonly Season[];
}

/** The book a case would have been run by. Books made for one scenario share their calendars, each built once. */
export function bookUnder({ calendar: other, budgetMinutes, shares = {} }: Scenario): (book: Book) => Book {
  const calendars = new Map<Calendars, Calendars>();
  const plans = new Map<Plan, Plan>();
  const once = <K, V>(made: Map<K, V>, of: K, make: () => V): V => {
    const known = made.get(of) ?? make();
    made.set(of, known);
    return known;
  };
  return (book) => ({
    plan: once(plans, book.plan, () => planUnder(book.plan, { budgetMinutes, shares })),
    calendars:
      other === undefined
        ? book.calendars
        : once(calendars, book.calendars, () => calendarsUnder(other, book.calendars)),
  });
}

interface OtherLimits {
  readonly budgetMinutes: number | undefined;
  readonly shares: Readonly<Record<string, number>>;
}

const planUnder = (plan: Plan, { budgetMinutes = plan.budgetMinutes, shares }: OtherLimits): Plan => ({
  ...plan,
  budgetMinutes,
  steps: plan.steps.map((step) =>
    step.stage === 'work' && step.department !== null
      ? { ...step, shareMinutes: shares[step.department] ?? step.shareMinutes }
      : step,
  ),
});

/** Whatever version is asked for: in what is supposed there was no other. */
function calendarsUnder(other: OtherCalendar, known: Calendars): Calendars {
  const built = new Map<string, Calendar>();
  return (hall) => {
    const base = known(hall);
    if (base === undefined) return undefined;
    const found = built.get(hall) ?? calendarUnder(other, base);
    built.set(hall, found);
    return found;
  };
}

/**
 * A calendar as it would have been.
 * @throws RangeError for office hours that are malformed, or a year's data with faults
 */
export function calendarUnder({ notices = [], seasons }: OtherCalendar, base: Calendar): Calendar {
  const years = base.years.map((year) => {
    const notice = notices.find((one) => one.year === year.year);
    if (notice === undefined) return year;
    const version = `${String(year.year)}.${String(partsOf(year.version).number + 1)}`;
    return { ...noticedYear(notice), version };
  });
  const hall = seasons === undefined ? base.hall : { ...base.hall, version: `${base.hall.version}+`, seasons };
  return calendar({ years, hall });
}

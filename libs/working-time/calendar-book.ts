import { calendar, type Calendar } from './calendar.js';
import type { CalendarYear } from './calendar-year.js';
import { halls, type Hall } from './halls.js';

/**
 * Every version of every year that was ever in force. What was reckoned once can be reckoned again by the version it names:
 * a year that the version does not name is as it came with the library, so that a later notice changes nothing behind it.
 */
export interface CalendarBook {
  /** Oldest year first, and of a year the oldest version. */
  readonly years: readonly CalendarYear[];
  /** The newest version of each year. */
  readonly current: readonly CalendarYear[];
  /** Their versions, joined: what a decision of today rests on. */
  readonly version: string;
  /**
   * The calendar of a hall. With a version: the one that gave the answer recorded under it; without: the current.
   * `undefined` for a hall or a version that is not in the book.
   */
  readonly of: (hallId: string, version?: string) => Calendar | undefined;
}

/** `2027.10` comes after `2027.9`. */
export function compareVersions(a: string, b: string): number {
  const [of, other] = [partsOf(a), partsOf(b)];
  return of.year - other.year || of.number - other.number;
}

/** Year and number of `<year>.<number>`. */
export function partsOf(version: string): { readonly year: number; readonly number: number } {
  const [year = NaN, number = NaN] = version.split('.').map(Number);
  return { year, number };
}

/**
 * @param published in the order in which they were published; one of them takes the place of one that came with the library
 * under the same version
 * @throws RangeError for years that are not consecutive or have faults
 */
export function calendarBook(shipped: readonly CalendarYear[], published: readonly CalendarYear[] = []): CalendarBook {
  const byVersion = new Map([...shipped, ...published].map((year) => [year.version, year]));
  const years = [...byVersion.values()].sort((a, b) => compareVersions(a.version, b.version));
  const numbers = [...new Set(years.map(({ year }) => year))];
  const asItCame = numbers.map((number) => years.find(({ year }) => year === number) as CalendarYear);
  const current = numbers.map((number) => years.findLast(({ year }) => year === number) as CalendarYear);
  const announced = new Set(years.filter((year) => !asItCame.includes(year)).map(({ version }) => version));
  const built = new Map<string, Calendar>();

  const build = (hall: Hall, chosen: readonly CalendarYear[]): Calendar => {
    const key = [hall.id, ...chosen.map(({ version }) => version)].join(' ');
    const known = built.get(key) ?? calendar({ years: chosen, hall, announced });
    built.set(key, known);
    return known;
  };
  const named = (version: string): readonly CalendarYear[] | undefined => {
    const said = version.split('+').map((one) => byVersion.get(one));
    if (!said.every((year) => year !== undefined)) return undefined;
    // of two versions of one year the newer counts: a decision names what it found and what it reckons with
    const newest = said.toSorted((a, b) => compareVersions(a.version, b.version));
    return asItCame.map((year) => newest.findLast((one) => one.year === year.year) ?? year);
  };
  // Every event of every case asks, and always for the same few.
  const answered = new Map<string, Calendar>();
  const of = (hallId: string, version?: string): Calendar | undefined => {
    const asked = `${hallId} ${version ?? ''}`;
    const known = answered.get(asked);
    if (known !== undefined) return known;
    const hall = halls.find(({ id }) => id === hallId);
    const chosen = version === undefined ? current : named(version);
    if (hall === undefined || chosen === undefined) return undefined;
    const found = build(hall, chosen);
    answered.set(asked, found);
    return found;
  };
  return { years, current, version: current.map(({ version }) => version).join('+'), of };
}

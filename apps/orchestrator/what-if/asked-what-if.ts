import { badInput, faultsOfZod, type Fault } from '@yichuang/host';
import { pointer, text } from '@yichuang/kernel';
import {
  calendarUnder,
  currentPlan,
  departmentsOf,
  type Calendars,
  type Catalogue,
  type Scenario,
} from '@yichuang/matters';
import { halls } from '@yichuang/working-time';
import { z } from 'zod';
import { noticeSchema } from '../calendar/notice-schema.js';
import { date } from '../query.js';

const DAY_MILLIS = 24 * 60 * 60_000;
/** A year of cases is decided again; more is several questions. */
const DAYS_MAX = 366;
const MINUTES_MAX = 100_000;
const OFFICERS_MAX = 1_000;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const season = z.strictObject({
  starts: z.string().regex(/^\d{2}-\d{2}$/),
  windows: z
    .array(z.strictObject({ opens: time, closes: time }))
    .min(1)
    .max(6),
});
const eachDepartment = <V extends z.ZodType>(value: V) => z.record(z.string().max(40), value);

const body = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  matter: z.string().max(40).optional(),
  calendar: z
    .strictObject({
      notices: z.array(noticeSchema).min(1).max(5).optional(),
      seasons: z.array(season).min(1).max(12).optional(),
    })
    .optional(),
  budgetMinutes: z.int().min(1).max(MINUTES_MAX).optional(),
  shares: eachDepartment(z.int().min(1).max(MINUTES_MAX)).optional(),
  officers: eachDepartment(z.int().min(1).max(OFFICERS_MAX)).optional(),
  handlingMinutes: eachDepartment(z.number().min(0).max(MINUTES_MAX)).optional(),
});
type Body = z.infer<typeof body>;

export interface Asked {
  readonly matter: string;
  /** `[from, to)`, epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly scenario: Scenario;
}

/** @throws Problem 400 naming everything that cannot be supposed */
export function askedWhatIf(input: unknown, catalogue: Catalogue, calendars: Calendars): Asked {
  const parsed = body.safeParse(input);
  if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
  const { from: first, to: last, matter = catalogue.plans[0]?.matter ?? '', ...supposed } = parsed.data;
  const [from, to] = [instantOf(first), instantOf(last)];
  const faults = [
    ...(to < from || to - from >= DAYS_MAX * DAY_MILLIS ? [noPeriod] : []),
    ...departmentFaults(catalogue, matter, supposed),
    ...calendarFaults(supposed.calendar ?? {}, calendars),
  ];
  if (faults.length > 0) throw badInput(faults);
  return { matter, from, to: to + DAY_MILLIS, scenario: scenarioOf(supposed) };
}

function instantOf(day: string): number {
  const read = date(day);
  return 'value' in read ? read.value : NaN;
}

/** What was not said is not there at all. */
const scenarioOf = (supposed: Omit<Body, 'from' | 'to' | 'matter'>): Scenario =>
  Object.fromEntries(Object.entries(supposed).filter(([, value]) => value !== undefined));

const noPeriod: Fault = {
  path: '/to',
  code: 'PERIOD',
  text: text('应为起止日期，不超过一年', 'the first and the last day, a year at most'),
};

function departmentFaults(
  catalogue: Catalogue,
  matter: string,
  { shares = {}, officers = {}, handlingMinutes = {} }: Pick<Body, 'shares' | 'officers' | 'handlingMinutes'>,
): Fault[] {
  const plan = currentPlan(catalogue, matter);
  if (plan === undefined)
    return [{ path: '/matter', code: 'NO_SUCH_MATTER', text: text('没有这个事项', 'there is no such matter') }];
  const known = departmentsOf(plan);
  return Object.entries({ shares, officers, handlingMinutes }).flatMap(([field, given]) =>
    Object.keys(given)
      .filter((department) => !known.includes(department))
      .map((department) => ({
        path: pointer([field, department]),
        code: 'NO_SUCH_DEPARTMENT',
        text: text(`应为：${known.join(' ')}`, `one of ${known.join(' ')}`),
      })),
  );
}

/** As calendar administration would have it, for every hall. */
function calendarFaults({ notices = [], seasons }: NonNullable<Body['calendar']>, calendars: Calendars): Fault[] {
  const bases = halls.flatMap(({ id }) => calendars(id) ?? []);
  const faults = notices.flatMap(({ year }, index): Fault[] => {
    const path = `/calendar/notices/${String(index)}/year`;
    if (notices.findIndex((other) => other.year === year) !== index)
      return [{ path, code: 'YEAR_TWICE', text: text('同一年度出现两次', 'the year stands twice') }];
    if (bases.every(({ years }) => years.some((known) => known.year === year))) return [];
    return [
      { path, code: 'YEAR_NOT_KNOWN', text: text('没有这一年度的工作日历', 'there is no calendar of this year') },
    ];
  });
  if (seasons === undefined || areHours(() => bases.map((base) => calendarUnder({ seasons }, base)))) return faults;
  return [
    ...faults,
    {
      path: '/calendar/seasons',
      code: 'OFFICE_HOURS',
      text: text(
        '应为实际日期，按先后排列，时段不重叠',
        'real days in ascending order, and office windows that do not overlap',
      ),
    },
  ];
}

function areHours(build: () => unknown): boolean {
  try {
    build();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

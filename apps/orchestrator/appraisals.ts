import type { DataSource } from 'typeorm';
import { Appraising, type Appraisal, type DepartmentAppraisal, type HeldTime } from '@yichuang/matters';
import { toMinutes } from '@yichuang/working-time';
import { boundBy, type Within } from './case-reach.js';
import type { Cases } from './cases.js';

/** Cases read at once: each is folded from its stream, and a few keep the database and this process at work together. */
const AT_ONCE = 8;
const PAGE = 500;

/** Cases that ended in `[from, to)`, epoch ms, as far as whoever asks may see. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly within: Within;
}

/**
 * 部门考核 and the sums by holder over a period, from the record itself: every case is folded from its events, none of its
 * figures is kept anywhere beside them.
 */
export async function appraise(registers: DataSource, cases: Pick<Cases, 'get'>, period: Period): Promise<Appraisal> {
  const appraising = new Appraising();
  for (let after = ''; ;) {
    const ids = await endedAfter(registers, period, after);
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE);
      const found = await Promise.all(some.map((caseId) => cases.get(caseId, {})));
      found.forEach(({ book, state, events }, index) => {
        appraising.add({ caseId: some[index] ?? '', book, state, events });
      });
    }
    const last = ids.at(-1);
    if (last === undefined || ids.length < PAGE) return appraising.end();
    after = last;
  }
}

async function endedAfter(
  registers: DataSource,
  { from, to, within }: Period,
  after: string,
): Promise<readonly string[]> {
  const values: unknown[] = [from, to, after];
  const reach = boundBy(within, (value) => `$${String(values.push(value))}`);
  const rows = await registers.query<{ case_id: string }[]>(
    `select case_id from case_row
      where ended_at >= $1 and ended_at < $2 and case_id > $3 and ${reach}
      order by case_id limit ${String(PAGE)}`,
    values,
  );
  return rows.map(({ case_id }) => case_id);
}

/** Minutes for people, exact in `millis`; `events` of one department only, for a busy month has tens of thousands. */
export function shownAppraisal(appraisal: Appraisal, eventsOf: string | undefined): object {
  const { cases, departments, steps, officers, applicant, house } = appraisal;
  return {
    cases,
    departments: departments.map((one) => shownDepartment(one, one.department === eventsOf)),
    steps: steps.map(({ department, step, ...time }) => ({ department, step, ...shownTime(time) })),
    officers: officers.map(({ department, officer, ...time }) => ({ department, officer, ...shownTime(time) })),
    applicant: shownTime(applicant),
    house: shownTime(house),
  };
}

function shownDepartment(of: DepartmentAppraisal, withEvents: boolean): object {
  const { department, cases, instant, held, heldByOfficers, breaches, upheldCards, avoidableNotices, silences } = of;
  const figures = { cases, instant, breaches, upheldCards, avoidableNotices, silences };
  return {
    department,
    cases: cases.count,
    instantShare: cases.count === 0 ? null : Math.round((instant.count / cases.count) * 10_000) / 10_000,
    held: shownTime(held),
    heldByOfficers: shownTime(heldByOfficers),
    breaches: breaches.count,
    upheldCards: upheldCards.count,
    avoidableNotices: avoidableNotices.count,
    silences: silences.count,
    ...(withEvents
      ? { events: Object.fromEntries(Object.entries(figures).map(([name, { events }]) => [name, events])) }
      : {}),
  };
}

/** Minutes for people, exact in `millis`. */
export const shownTime = ({ millis, meanMillis, p95Millis, cases }: HeldTime): object => ({
  millis,
  minutes: toMinutes(millis),
  meanMinutes: toMinutes(meanMillis),
  p95Minutes: toMinutes(p95Millis),
  cases,
});

import { partAsked } from '@yichuang/host';
import { caseStatuses, type CaseStatus } from '@yichuang/matters';
import { formatInstant } from '@yichuang/working-time';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { date, oneOf, wholeNumber, words, type Read } from './query.js';
import { text } from '@yichuang/kernel';
import { boundBy, type Within } from './case-reach.js';

/** A person scrolls through fifty; a program takes two hundred at a time. */
const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
/**
 * Where more cases than these have it in their names, the newest that do are soon come upon among all; where fewer have it, all
 * of them are found by the index. Which of the two it is no planner guesses well: what is rare it does not count.
 */
const NAMED_MAX = 2_000;
const DAY_MILLIS = 24 * 60 * 60_000;

/** Where a page ended. */
interface Place {
  readonly submittedAt: number;
  readonly caseId: string;
}

export const listReaders = {
  status: oneOf(caseStatuses),
  number: words(60),
  /** Part of the company's name. */
  name: words(100),
  /** Days of submission, both included. */
  from: date,
  to: date,
  limit: wholeNumber(1, LIMIT_MAX),
  after: place,
};

export interface Filters {
  readonly status?: CaseStatus;
  readonly number?: string;
  readonly name?: string;
  readonly from?: number;
  readonly to?: number;
  /** These cases only. */
  readonly ids?: readonly string[];
  /** Rows whoever asks may see. */
  readonly within: Within;
  readonly limit?: number;
  readonly after?: Place;
}

export interface ListedCase {
  readonly caseId: string;
  readonly number: string;
  readonly matter: string;
  readonly hall: string;
  readonly status: CaseStatus;
  readonly companyName: string | null;
  readonly uscc: string | null;
  readonly submittedAt: string;
  readonly dueAt: string | null;
  readonly endedAt: string | null;
}

export interface CasePage {
  readonly cases: readonly ListedCase[];
  /** What the next page comes after; `null` on the last one. */
  readonly next: string | null;
}

interface Row {
  readonly case_id: string;
  readonly number: string;
  readonly matter: string;
  readonly hall: string;
  readonly status: CaseStatus;
  readonly company_name: string | null;
  readonly uscc: string | null;
  readonly submitted_at: string;
  readonly due_at: string | null;
  readonly ended_at: string | null;
}

/** Cases somebody else has singled out; more than he can name at once he has not. */
export const among = z.strictObject({ ids: z.array(z.string().min(1).max(64)).max(10_000) });

/** One page of cases, the newest first. By keys: a page costs the same however deep it lies, and none is shown twice. */
export async function listCases(registers: DataSource, filters: Filters): Promise<CasePage> {
  const limit = filters.limit ?? LIMIT_DEFAULT;
  const { where, values } = conditions(
    filters,
    filters.name === undefined ? null : await withName(registers, filters.name),
  );
  const rows = await registers.query<Row[]>(
    `select case_id, number, matter, hall, status, company_name, uscc, submitted_at, due_at, ended_at
       from case_row
      ${where}
      order by submitted_at desc, case_id desc
      limit ${String(limit + 1)}`,
    [...values],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { cases: shown.map(listed), next: last === undefined ? null : `${last.submitted_at}.${last.case_id}` };
}

/** Every case with this in its company's name; `null` where they are too many. */
async function withName(registers: DataSource, name: string): Promise<readonly string[] | null> {
  const rows = await registers.query<Pick<Row, 'case_id'>[]>(
    `select case_id from case_row
      where text_parts(company_name) @@ $1::tsquery and position($2 in company_name) > 0
      limit ${String(NAMED_MAX + 1)}`,
    [partAsked(name), name],
  );
  return rows.length > NAMED_MAX ? null : rows.map(({ case_id }) => case_id);
}

/** @param named all cases with the name asked for; `null` where there is none, or it is looked for in the rows */
function conditions(
  filters: Filters,
  named: readonly string[] | null,
): { readonly where: string; readonly values: readonly unknown[] } {
  const { status, number, name, from, to, ids, within, after } = filters;
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${String(values.push(value))}`;
  const reach = boundBy(within, given);
  const all = [
    ...(reach === 'true' ? [] : [reach]),
    ...(status === undefined ? [] : [`status = ${given(status)}`]),
    ...(number === undefined ? [] : [`number = ${given(number)}`]),
    ...(name === undefined || named !== null ? [] : [`position(${given(name)} in company_name) > 0`]),
    ...(from === undefined ? [] : [`submitted_at >= ${given(from)}`]),
    ...(to === undefined ? [] : [`submitted_at < ${given(to + DAY_MILLIS)}`]),
    ...(ids === undefined ? [] : [`case_id = any(${given(ids)})`]),
    ...(named === null ? [] : [`case_id = any(${given(named)})`]),
    ...(after === undefined ? [] : [`(submitted_at, case_id) < (${given(after.submittedAt)}, ${given(after.caseId)})`]),
  ];
  return { where: all.length === 0 ? '' : `where ${all.join(' and ')}`, values };
}

function place(written: string): Read<Place> {
  const parts = /^(\d{1,15})\.([0-9a-z]{1,64})$/.exec(written);
  const [, submittedAt, caseId] = parts ?? [];
  return submittedAt === undefined || caseId === undefined
    ? { code: 'PLACE_FORMAT', text: text('应为上一页的 next', 'the `next` of the page before') }
    : { value: { submittedAt: Number(submittedAt), caseId } };
}

const when = (at: string | null): string | null => (at === null ? null : formatInstant(Number(at)));

const listed = (row: Row): ListedCase => ({
  caseId: row.case_id,
  number: row.number,
  matter: row.matter,
  hall: row.hall,
  status: row.status,
  companyName: row.company_name,
  uscc: row.uscc,
  submittedAt: formatInstant(Number(row.submitted_at)),
  dueAt: when(row.due_at),
  endedAt: when(row.ended_at),
});

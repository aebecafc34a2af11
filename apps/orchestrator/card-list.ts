import { text } from '@yichuang/kernel';
import { cardStates, type CardState } from '@yichuang/matters';
import { formatInstant } from '@yichuang/working-time';
import type { DataSource } from 'typeorm';
import { boundBy, type Within } from './case-reach.js';
import { oneOf, wholeNumber, words, type Read } from './query.js';

/** As many as a list of cases shows. */
const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** Where a page ended. */
interface Place {
  readonly issuedAt: number;
  readonly caseId: string;
  readonly card: string;
}

export const cardReaders = {
  state: oneOf(cardStates),
  /** A department, or `hall`. */
  holder: words(40),
  limit: wholeNumber(1, LIMIT_MAX),
  after: place,
};

export interface CardFilters {
  readonly state?: CardState;
  readonly holder?: string;
  /** Rows whoever asks may see. */
  readonly within: Within;
  readonly limit?: number;
  readonly after?: Place;
}

interface Row {
  readonly case_id: string;
  readonly card: string;
  readonly number: string;
  readonly hall: string;
  readonly kind: string;
  readonly clock: string | null;
  readonly holder: string;
  readonly officers: readonly string[];
  readonly state: CardState;
  readonly unexplained: boolean;
  readonly issued_at: string;
  readonly explain_by: string | null;
}

export interface CardPage {
  readonly cards: readonly object[];
  /** What the next page comes after; `null` on the last one. */
  readonly next: string | null;
}

/** One page of cards, the newest first, by keys as cases are listed. */
export async function listCards(registers: DataSource, filters: CardFilters): Promise<CardPage> {
  const limit = filters.limit ?? LIMIT_DEFAULT;
  const { where, values } = cardConditions(filters);
  const rows = await registers.query<Row[]>(
    `select case_id, card, number, hall, kind, clock, holder, officers, state, unexplained, issued_at, explain_by
       from card_row
      ${where}
      order by issued_at desc, case_id desc, card desc
      limit ${String(limit + 1)}`,
    [...values],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    cards: shown.map(listed),
    next: last === undefined ? null : `${last.issued_at}.${last.case_id}.${last.card}`,
  };
}

/** @internal */
export function cardConditions(filters: CardFilters): { readonly where: string; readonly values: readonly unknown[] } {
  const { state, holder, within, after } = filters;
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${String(values.push(value))}`;
  const reach = boundBy(within, given);
  const all = [
    ...(reach === 'true' ? [] : [reach]),
    ...(state === undefined ? [] : [`state = ${given(state)}`]),
    ...(holder === undefined ? [] : [`holder = ${given(holder)}`]),
    ...(after === undefined
      ? []
      : [`(issued_at, case_id, card) < (${given(after.issuedAt)}, ${given(after.caseId)}, ${given(after.card)})`]),
  ];
  return { where: all.length === 0 ? '' : `where ${all.join(' and ')}`, values };
}

function place(written: string): Read<Place> {
  const [, issuedAt, caseId, card] = /^(\d{1,15})\.([0-9a-z]{1,64})\.([0-9a-z/-]{1,100})$/.exec(written) ?? [];
  return issuedAt === undefined || caseId === undefined || card === undefined
    ? { code: 'PLACE_FORMAT', text: text('应为上一页的 next', 'the `next` of the page before') }
    : { value: { issuedAt: Number(issuedAt), caseId, card } };
}

const listed = (row: Row): object => ({
  caseId: row.case_id,
  card: row.card,
  number: row.number,
  hall: row.hall,
  kind: row.kind,
  clock: row.clock,
  holder: row.holder,
  officers: row.officers,
  state: row.state,
  unexplained: row.unexplained,
  issuedAt: formatInstant(Number(row.issued_at)),
  explainBy: row.explain_by === null ? null : formatInstant(Number(row.explain_by)),
});

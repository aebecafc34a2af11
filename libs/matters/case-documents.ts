import { text, type Text } from '@yichuang/kernel';
import type { Gap } from './tolerance.js';
import { dateOf, type ExtendReason, type PauseReason, type RestartReason } from '@yichuang/working-time';

/** 行政复议法 a.20, 行政诉讼法 a.46: what may be done against an adverse decision, counted from its service. */
export interface Remedies {
  readonly reconsideration: { readonly days: number; readonly article: string };
  readonly suit: { readonly months: number; readonly article: string };
}

export const remedies: Remedies = {
  reconsideration: { days: 60, article: '行政复议法 a.20' },
  suit: { months: 6, article: '行政诉讼法 a.46' },
};

/** The remedies line of an adverse document. */
export const remediesText = ({ reconsideration, suit }: Remedies): Text =>
  text(
    `不服本决定的，可以自收到之日起 ${String(reconsideration.days)} 日内申请行政复议（${reconsideration.article}），或者 ${String(suit.months)} 个月内提起行政诉讼（${suit.article}）。`,
    `Against this decision you may apply for reconsideration within ${String(reconsideration.days)} days of receiving it (${reconsideration.article}), or sue within ${String(suit.months)} months (${suit.article}).`,
  );

export type DocumentKind =
  | 'receipt'
  | 'notice'
  | 'acceptance'
  | 'non-acceptance'
  | 'registration'
  | 'refusal'
  | 'clock-paused'
  | 'clock-resumed'
  | 'term-extended'
  | 'clock-restarted'
  | 'tolerance'
  | 'termination'
  | 'commitment';

/** What is told in writing of an act on a clock (行政许可法 a.42, 45): who, why, by which article, and the end as it is now. */
export interface ClockNotice {
  /** `actor.id`; two where the reason asks for two. */
  readonly by: readonly string[];
  readonly reason: PauseReason | ExtendReason | RestartReason;
  readonly basis: string;
  readonly note: string;
  /** End of what is promised; `null` while it does not count. */
  readonly dueAt: number | null;
  /** End of the term of the law; `null` where it has none, or does not count. */
  readonly statutoryDueAt: number | null;
  /** `YYYY-MM-DD` until which a pause is expected to last. */
  readonly expectedOn?: string;
}

/** What is owed, and until which instant. */
export interface OwedNotice {
  readonly gaps: readonly Gap[];
  /** Epoch ms. */
  readonly deadline: number;
  readonly basis: string;
}

/** A dated document as data (行政许可法 a.32, 38); whoever prints it adds only wording. */
export interface CaseDocument {
  readonly kind: DocumentKind;
  /** Case number, a letter for the kind, and the count of its kind in this case. */
  readonly number: string;
  /** `YYYY-MM-DD` at the hall. */
  readonly date: string;
  /** On every adverse decision, nowhere else. */
  readonly remedies?: Remedies;
  /** On what tells of an act on a clock, nowhere else. */
  readonly clock?: ClockNotice;
  /** On what tells of owed papers, nowhere else: each of them, until when, and where that is written. */
  readonly owed?: OwedNotice;
}

/** What stands at the head of each. */
export const documentTitles: Readonly<Record<DocumentKind, Text>> = {
  receipt: text('收件凭证', 'Receipt'),
  notice: text('一次性告知书', 'One-time notice'),
  acceptance: text('受理通知书', 'Notice of acceptance'),
  'non-acceptance': text('不予受理通知书', 'Notice of non-acceptance'),
  registration: text('登记通知书', 'Notice of registration'),
  refusal: text('不予登记通知书', 'Notice of refusal'),
  'clock-paused': text('中止计时告知书', 'Notice that the clock stands still'),
  'clock-resumed': text('恢复计时告知书', 'Notice that the clock goes on'),
  'clock-restarted': text('重新计时告知书', 'Notice that the term begins anew'),
  'term-extended': text('延期告知书', 'Notice of a longer term'),
  tolerance: text('容缺受理通知书', 'Notice of acceptance with papers owed'),
  termination: text('终止办理（退办）通知书', 'Notice that the procedure has ended'),
  commitment: text('告知承诺书', 'Commitment'),
};

const LETTERS: Readonly<Record<DocumentKind, string>> = {
  receipt: 'R',
  notice: 'N',
  acceptance: 'A',
  'non-acceptance': 'X',
  registration: 'G',
  refusal: 'F',
  'clock-paused': 'P',
  'clock-resumed': 'C',
  'term-extended': 'E',
  'clock-restarted': 'B',
  tolerance: 'T',
  termination: 'Z',
  commitment: 'M',
};
const ADVERSE: readonly DocumentKind[] = ['non-acceptance', 'refusal', 'termination'];

/** The next document of a kind in a case that has these already. */
export function issue(
  kind: DocumentKind,
  of: { readonly number: string; readonly documents: readonly CaseDocument[] },
  at: number,
): CaseDocument {
  const count = 1 + of.documents.filter((document) => document.kind === kind).length;
  const document = {
    kind,
    number: `${of.number}-${LETTERS[kind]}${String(count)}`,
    date: dateOf(at),
  };
  return ADVERSE.includes(kind) ? { ...document, remedies } : document;
}

import type { CardAct } from './card-acts.js';

/** 效能监察: what people do about a card; `by` is their `actor.id`. */
interface ActOnCard {
  /** Domain time, epoch ms. */
  readonly at: number;
  readonly card: string;
  readonly by: string;
  /** Why, in their words; names nobody, for everybody may read it. */
  readonly words: string;
}

/** Which notice named what could have been named before. */
export interface CardCause {
  readonly code: 'SECOND_NOTICE';
  readonly notice: number;
}

/** The supervisor issues a card for what no clock can tell. */
export interface CardIssued extends ActOnCard {
  readonly type: 'CardIssued';
  readonly kind: 'yellow' | 'red';
  /** Whom it is for; `null`: the hall. */
  readonly department: string | null;
  /** What the law makes one for; absent: it was the supervisor's own choice. */
  readonly cause?: CardCause;
  /** Until when it must be explained. */
  readonly explainBy: number;
  readonly calendarVersion: string;
}
export interface CardExplained extends ActOnCard {
  readonly type: 'CardExplained';
  /** Who speaks; `null`: the head of the hall. */
  readonly department: string | null;
}
export interface CardUpheld extends ActOnCard {
  readonly type: 'CardUpheld';
}
export interface CardCancelled extends ActOnCard {
  readonly type: 'CardCancelled';
}
export interface CardRectified extends ActOnCard {
  readonly type: 'CardRectified';
  readonly department: string | null;
}
export interface CardClosed extends ActOnCard {
  readonly type: 'CardClosed';
}

/** A working day has gone by without an explanation; it may still be given. `at` is the end of that day. */
export interface CardLeftUnexplained {
  readonly type: 'CardLeftUnexplained';
  readonly at: number;
  readonly card: string;
  readonly department: string | null;
}

export type CardActEvent = CardExplained | CardUpheld | CardCancelled | CardRectified | CardClosed;
export type CardLifeEvent = CardIssued | CardActEvent | CardLeftUnexplained;

export interface IssueCard {
  readonly type: 'IssueCard';
  readonly at: number;
  readonly calendarVersion?: string;
  readonly by: string;
  readonly kind: 'yellow' | 'red';
  readonly department: string | null;
  readonly words: string;
}

export interface ActOnACard extends ActOnCard {
  readonly type: 'ActOnCard';
  readonly act: CardAct;
  /** Department of whoever acts; `null` of those who have none. */
  readonly department: string | null;
}

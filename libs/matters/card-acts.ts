import { text, type Text } from '@yichuang/kernel';
import type { CardKind } from './case-clocks.js';

/** Where a card stands in its life. */
export const cardStates = ['issued', 'explained', 'upheld', 'cancelled', 'rectified', 'closed', 'taken-back'] as const;
export type CardState = (typeof cardStates)[number];

/** What is done about a card, in the order in which it is done. */
export const cardActs = ['explain', 'uphold', 'cancel', 'rectify', 'close'] as const;
export type CardAct = (typeof cardActs)[number];

interface Passage {
  /** States in which it has its place. */
  readonly from: readonly CardState[];
  readonly to: CardState;
  /** It is for those whom the card is for, not for whoever judges it. */
  readonly holder: boolean;
}

/** The supervisor need not wait for an explanation that did not come in time; see {@link CardLeftUnexplained}. */
export const passages: Readonly<Record<CardAct, Passage>> = {
  explain: { from: ['issued'], to: 'explained', holder: true },
  uphold: { from: ['issued', 'explained'], to: 'upheld', holder: false },
  cancel: { from: ['issued', 'explained'], to: 'cancelled', holder: false },
  rectify: { from: ['upheld'], to: 'rectified', holder: true },
  close: { from: ['rectified'], to: 'closed', holder: false },
};

export const cardStateText: Readonly<Record<CardState, Text>> = {
  issued: text('已发出', 'issued'),
  explained: text('已说明', 'explained'),
  upheld: text('已维持', 'upheld'),
  cancelled: text('已撤销', 'cancelled'),
  rectified: text('已整改', 'rectified'),
  closed: text('已办结', 'closed'),
  'taken-back': text('已收回', 'taken back'),
};

/** A warning and an escalation only tell somebody; a card asks for an explanation. */
export const asksForExplanation = (kind: CardKind): boolean => kind !== 'early-warning' && kind !== 'escalation';

import type { Decider } from '@yichuang/kernel';
import { addWorkingDays } from '@yichuang/working-time';
import { asksForExplanation, passages, type CardAct } from './card-acts.js';
import type { CardActEvent, CardIssued, CardLifeEvent } from './card-events.js';
import { KIND_OF, type Card } from './cards.js';
import { calendarOf } from './case-clocks.js';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import type { Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';
import type { CardEvent, CardTakenBack } from './clock-events.js';
import { onDutyAt } from './on-duty.js';

type Evolve = Decider<CaseCommand, CaseState, CaseEvent>['evolve'];

/** Which act an event tells of. */
export const ACT_OF: Readonly<Record<CardActEvent['type'], CardAct>> = {
  CardExplained: 'explain',
  CardUpheld: 'uphold',
  CardCancelled: 'cancel',
  CardRectified: 'rectify',
  CardClosed: 'close',
};

/** How a card comes into being and what becomes of it. */
export function cardEvolve(book: Book): Pick<Evolve, (CardEvent | CardTakenBack | CardLifeEvent)['type']> {
  const raised = (state: CaseState, event: CardEvent): CaseState => withCard(state, raisedCard(book, state, event));
  const acted = (state: CaseState, event: CardActEvent): CaseState => changed(state, event.card, actedOn(event));
  return {
    EarlyWarningRaised: raised,
    YellowCardIssued: raised,
    RedCardIssued: raised,
    EscalationRaised: raised,
    StatutoryTermBreached: raised,
    CardTakenBack: (state, { card }) => changed(state, card, () => ({ takenBack: true, state: 'taken-back' })),
    CardIssued: (state, event) => withCard(state, issuedCard(event)),
    CardLeftUnexplained: (state, { card }) => changed(state, card, () => ({ unexplained: true })),
    CardExplained: acted,
    CardUpheld: acted,
    CardCancelled: acted,
    CardRectified: acted,
    CardClosed: acted,
  };
}

/** Until when a card of this instant must be explained: the close of the next working day. */
export const explainedBy = (
  book: Book,
  { hall }: Pick<CaseState, 'hall'>,
  at: number,
  version: string | undefined,
): { readonly endsAt: number; readonly calendarVersion: string } =>
  addWorkingDays(calendarOf(book.calendars, hall, version), at, 1);

function raisedCard(book: Book, state: CaseState, event: CardEvent): Card {
  const { type, at, card: id, clock, department, dueAt, waiting, calendarVersion } = event;
  const kind = KIND_OF[type];
  const explainBy = asksForExplanation(kind) ? explainedBy(book, state, at, calendarVersion).endsAt : null;
  return { ...fresh, id, kind, clock, department, dueAt, waiting, onDuty: onDutyAt(state, waiting, dueAt), explainBy };
}

function issuedCard({ card: id, kind, department, at, by, words, cause, explainBy }: CardIssued): Card {
  const acts: Card['acts'] = [{ act: 'issue', at, by, words }];
  const caused = cause === undefined ? {} : { cause };
  return {
    ...fresh,
    id,
    kind,
    clock: null,
    department,
    dueAt: at,
    waiting: [],
    onDuty: [],
    ...caused,
    explainBy,
    acts,
  };
}

const fresh = { takenBack: false, state: 'issued', unexplained: false, acts: [] } as const;

const actedOn =
  ({ type, at, by, words }: CardActEvent) =>
  ({ acts }: Card): Partial<Card> => ({
    state: passages[ACT_OF[type]].to,
    acts: [...acts, { act: ACT_OF[type], at, by, words }],
  });

const withCard = (state: CaseState, card: Card): CaseState => ({
  ...state,
  cards: { ...state.cards, [card.id]: card },
});

function changed(state: CaseState, id: string, change: (card: Card) => Partial<Card>): CaseState {
  const card = state.cards[id];
  return card === undefined ? state : withCard(state, { ...card, ...change(card) });
}

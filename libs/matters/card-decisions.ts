import { alreadySo, decided, type Decision, type Rejection } from '@yichuang/kernel';
import { asksForExplanation, cardStateText, passages, type CardAct } from './card-acts.js';
import type { ActOnACard, CardActEvent, CardLeftUnexplained, IssueCard } from './card-events.js';
import { explainedBy } from './card-evolve.js';
import type { Card } from './cards.js';
import type { CaseEvent } from './case-events.js';
import * as no from './case-rejections.js';
import type { CaseState } from './case-state.js';
import { withinCalendar } from './handing-in.js';
import { departmentsOf } from './plan.js';
import type { Run } from './settle.js';

type Given = Decision<CaseEvent>;

/** Cards outlive their case: what was late is explained afterwards. */
export function issueCard(run: Run, command: IssueCard, state: CaseState): Given {
  const { at, by, kind, department, words, calendarVersion } = command;
  if (state.phase === 'none') return no.noSuchCase();
  if (department !== null && !departmentsOf(run.book.plan).includes(department)) return no.notAsked(department);
  const issued = Object.values(state.cards).filter(({ clock }) => clock === null);
  const same = ({ acts: [first], ...card }: Card): boolean =>
    card.cause === undefined &&
    card.kind === kind &&
    card.department === department &&
    first?.by === by &&
    first.words === words;
  if (issued.some(same)) return alreadySo;
  return withinCalendar(() => {
    const { endsAt: explainBy, calendarVersion: reached } = explainedBy(run.book, state, at, calendarVersion);
    const card = `issued-${String(issued.length + 1)}`;
    const given = { at, card, by, words, kind, department, explainBy, calendarVersion: reached };
    return decided<CaseEvent>({ type: 'CardIssued', ...given });
  });
}

export function actOnCard(_run: Run, command: ActOnACard, state: CaseState): Given {
  if (state.phase === 'none') return no.noSuchCase();
  const card = Object.hasOwn(state.cards, command.card) ? state.cards[command.card] : undefined;
  if (card === undefined) return no.noSuchCard();
  const { from, to, holder } = passages[command.act];
  if (holder && !speaksFor(card, command)) return no.cardOfAnother();
  if (card.state === to) return alreadySo;
  return barred(card, from, command) ?? decided<CaseEvent>(eventOf(command));
}

/** The head of the hall speaks for everybody in it, an officer for what is his department's. */
const speaksFor = (card: Card, { department }: ActOnACard): boolean =>
  department === null || department === card.department;

function barred(card: Card, from: readonly Card['state'][], { act, at }: ActOnACard): Rejection | null {
  if (!asksForExplanation(card.kind)) return no.asksForNothing();
  if (!from.includes(card.state)) return no.cardStands(cardStateText[card.state]);
  const waits = act === 'uphold' && card.state === 'issued' && at < (card.explainBy ?? at);
  return waits ? no.notExplainedYet() : null;
}

function eventOf({ act, at, card, by, words, department }: ActOnACard): CardActEvent {
  const done = { at, card, by, words };
  const events: Readonly<Record<CardAct, CardActEvent>> = {
    explain: { type: 'CardExplained', ...done, department },
    uphold: { type: 'CardUpheld', ...done },
    cancel: { type: 'CardCancelled', ...done },
    rectify: { type: 'CardRectified', ...done, department },
    close: { type: 'CardClosed', ...done },
  };
  return events[act];
}

/** When the next card has gone unexplained too long; `null` when none can. */
export const nextUnexplainedAt = (state: Pick<CaseState, 'cards'>): number | null =>
  waitingForWords(state)[0]?.explainBy ?? null;

/** Cards nobody has explained by `until`, each told once. */
export const cardsUnexplained = (state: CaseState, until: number): CardLeftUnexplained[] =>
  waitingForWords(state)
    .filter(({ explainBy }) => explainBy <= until)
    .map(({ id, department, explainBy }) => ({ type: 'CardLeftUnexplained', at: explainBy, card: id, department }));

function waitingForWords({ cards }: Pick<CaseState, 'cards'>): (Card & { readonly explainBy: number })[] {
  return Object.values(cards)
    .flatMap((card) => (card.explainBy === null ? [] : [{ ...card, explainBy: card.explainBy }]))
    .filter(({ state, unexplained }) => state === 'issued' && !unexplained)
    .sort((a, b) => a.explainBy - b.explainBy);
}

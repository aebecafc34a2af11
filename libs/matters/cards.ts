import { isOpen } from '@yichuang/working-time';
import type { CardKind, CaseClock, Mark } from './case-clocks.js';
import type { CardEvent, CardTakenBack } from './clock-events.js';

/** 效能监察: a card that was raised. */
export interface Card {
  /** `<clock>/<card>`. */
  readonly id: string;
  readonly kind: CardKind;
  readonly clock: string;
  readonly department: string | null;
  readonly dueAt: number;
  /** Steps waited for when it was raised. */
  readonly waiting: readonly string[];
  readonly takenBack: boolean;
}

/** What a case's clocks and cards are, wherever they stand. */
export interface Clocked {
  readonly clocks: Readonly<Record<string, CaseClock>>;
  readonly cards: Readonly<Record<string, Card>>;
}

interface Passing {
  readonly clock: CaseClock;
  readonly mark: Mark;
}

/** Thresholds of running clocks nobody has raised yet, soonest first. */
function ahead({ clocks, cards }: Clocked): Passing[] {
  return Object.values(clocks)
    .filter(({ clock }) => isOpen(clock))
    .flatMap((clock) => clock.marks.map((mark) => ({ clock, mark })))
    .filter(({ clock, mark }) => cards[cardId(clock, mark)] === undefined)
    .sort((a, b) => a.mark.dueAt - b.mark.dueAt);
}

/** When the next card is due, over all clocks; `null` when none is. */
export const nextCardAt = (of: Clocked): number | null => ahead(of)[0]?.mark.dueAt ?? null;

/** Every card due by `until`, each at its own instant, each once. */
export function cardsDue(of: Clocked, until: number, waiting: (clock: CaseClock) => readonly string[]): CardEvent[] {
  return ahead(of)
    .filter(({ mark }) => mark.dueAt <= until)
    .map(({ clock, mark }) => ({
      type: RAISED[mark.card],
      at: mark.dueAt,
      card: cardId(clock, mark),
      clock: clock.id,
      department: clock.department,
      dueAt: mark.dueAt,
      waiting: waiting(clock),
      calendarVersion: clock.clock.calendarVersion ?? '',
    }));
}

/**
 * Cards that, as is now known, had no ground: the clock had stopped before it counted more than the threshold, and
 * only the fact arrived late. A threshold is crossed by working time beyond it, as a limit is.
 */
export function cardsUnfounded({ clocks, cards }: Clocked, at: number): CardTakenBack[] {
  return Object.values(cards).flatMap((card) => {
    const { clock: stopped, marks } = clocks[card.clock] as CaseClock;
    const threshold = marks.find((mark) => mark.card === card.kind)?.millis ?? 0;
    if (card.takenBack || stopped.stoppedAt === null || stopped.usedMillis > threshold) return [];
    const { stoppedAt, calendarVersion } = stopped;
    return [{ type: 'CardTakenBack' as const, at, card: card.id, stoppedAt, calendarVersion: calendarVersion ?? '' }];
  });
}

export const KIND_OF: Readonly<Record<CardEvent['type'], CardKind>> = {
  EarlyWarningRaised: 'early-warning',
  YellowCardIssued: 'yellow',
  RedCardIssued: 'red',
  EscalationRaised: 'escalation',
};
const RAISED: Readonly<Record<CardKind, CardEvent['type']>> = {
  'early-warning': 'EarlyWarningRaised',
  yellow: 'YellowCardIssued',
  red: 'RedCardIssued',
  escalation: 'EscalationRaised',
};

const cardId = (clock: CaseClock, mark: Mark): string => `${clock.id}/${mark.card}`;

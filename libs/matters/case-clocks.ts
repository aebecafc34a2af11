import type { Rejection } from '@yichuang/kernel';
import {
  act,
  clock,
  isOpen,
  minutes,
  thresholdAt,
  thresholdMillis,
  type Calendar,
  type Clock,
  type StartReason,
  type StopReason,
  type Threshold,
  type VoidReason,
} from '@yichuang/working-time';
import type { CardEvent, CardTakenBack } from './clock-events.js';
import type { Ladder } from './plan.js';

/**
 * The working calendar of a hall. With a version: the one that gave the answer recorded under it; without: the current.
 * `undefined` for a hall or a version nobody knows.
 */
export type Calendars = (hall: string, version?: string) => Calendar | undefined;

export type CardKind = 'early-warning' | 'yellow' | 'red' | 'escalation';

/** A threshold of a clock and the instant at which it is passed. */
export interface Mark {
  readonly card: CardKind;
  readonly dueAt: number;
  /** The same as working time on the clock. */
  readonly millis: number;
}

/** One clock of a case: the intake limit of a round, the case itself, or a department's share for a step. */
export interface CaseClock {
  /** `intake-<round>`, `case`, or the step's id. */
  readonly id: string;
  readonly department: string | null;
  readonly clock: Clock;
  readonly marks: readonly Mark[];
}

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

/** @throws RangeError for a hall or version nobody knows: the caller has asked before. */
export function calendarOf(calendars: Calendars, hall: string, version?: string): Calendar {
  const found = calendars(hall, version);
  if (found === undefined) throw new RangeError(`no working calendar ${version ?? ''} of hall ${hall}`);
  return found;
}

/** What a clock is started with. */
export interface Start {
  readonly id: string;
  readonly department: string | null;
  readonly budgetMinutes: number;
  readonly at: number;
  readonly reason: StartReason;
}

/** @throws CalendarNotCovered when a threshold lies beyond the calendar. */
export function startClock(
  calendar: Calendar,
  ladder: Ladder,
  { id, department, budgetMinutes, ...from }: Start,
): CaseClock {
  const running = acted(act(calendar, clock(minutes(budgetMinutes)), { type: 'start', ...from }));
  const mark = (card: CardKind, threshold: Threshold): Mark[] => {
    const dueAt = thresholdAt(calendar, running, threshold);
    return dueAt === null ? [] : [{ card, dueAt, millis: thresholdMillis(running, threshold) }];
  };
  const marks = [
    ...mark('early-warning', { share: ladder.earlyWarning }),
    ...mark('yellow', { share: ladder.yellow }),
    ...mark('red', { share: ladder.red }),
    ...mark('escalation', { afterMillis: minutes(ladder.escalationMinutes) }),
  ];
  return { id, department, clock: running, marks };
}

/** How a clock ends. */
export type End =
  | { readonly type: 'stop'; readonly at: number; readonly reason: StopReason }
  | { readonly type: 'void'; readonly at: number; readonly reason: VoidReason };

/** Ends a clock at the time of the fact that ended it; one that is closed already stays as it is. */
export function stopClock(calendar: Calendar, of: CaseClock, end: End): CaseClock {
  if (!isOpen(of.clock)) return of;
  // Clocks of two machines differ by a little: a fact from before the task is one of the same instant.
  const at = Math.max(end.at, of.clock.begunAt);
  return { ...of, clock: acted(act(calendar, of.clock, { ...end, at })) };
}

function acted(answer: Clock | Rejection): Clock {
  if (answer.kind === 'rejection') throw new RangeError(`${answer.code}: ${answer.text.en}`);
  return answer;
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

import { isOpen, type Clock } from '@yichuang/working-time';
import type { CardAct, CardState } from './card-acts.js';
import type { CardCause } from './card-events.js';
import type { CardKind, CaseClock, Mark } from './case-clocks.js';
import type { CardEvent, CardTakenBack } from './clock-events.js';
import type { onDutyAt } from './on-duty.js';

/** 效能监察: a card that was raised. */
export interface Card {
  /** `<clock>/<card>`, with `-2` and so on when the one before was taken back. */
  readonly id: string;
  readonly kind: CardKind;
  /** `null`: a person issued it. */
  readonly clock: string | null;
  readonly department: string | null;
  /** The instant of its threshold, or when it was issued. */
  readonly dueAt: number;
  /** Steps waited for when it was raised. */
  readonly waiting: readonly string[];
  /** What the law made it for; absent of those a clock raised or somebody chose to issue. */
  readonly cause?: CardCause;
  /** 经办人员: who had them in hand then. */
  readonly onDuty: ReturnType<typeof onDutyAt>;
  readonly takenBack: boolean;
  readonly state: CardState;
  /** Until when it must be explained; `null` of a warning and of an escalation, which only tell somebody. */
  readonly explainBy: number | null;
  /** That time went by. */
  readonly unexplained: boolean;
  /** What people did about it, in order. */
  readonly acts: readonly {
    readonly act: CardAct | 'issue';
    readonly at: number;
    readonly by: string;
    readonly words: string;
  }[];
}

/** Who has a card: a department, or `hall` for what is the whole case's. */
export const holderOfCard = ({ department }: Pick<Card, 'department'>): string => department ?? 'hall';

/** What a case's clocks and cards are, wherever they stand. */
export interface Clocked {
  readonly clocks: Readonly<Record<string, CaseClock>>;
  readonly cards: Readonly<Record<string, Card>>;
  /** When clocks were found to have run since receipt: nothing can be raised of them before. */
  readonly deemed: { readonly at: number } | null;
}

interface Passing {
  readonly clock: CaseClock;
  readonly mark: Mark;
  readonly dueAt: number;
}

/**
 * Thresholds of open clocks nobody has raised yet, soonest first. A card that was taken back is as if it had not been
 * raised: the clock may pass its threshold in earnest later.
 */
function ahead({ clocks, cards }: Omit<Clocked, 'deemed'>): Passing[] {
  return Object.values(clocks)
    .filter(({ clock }) => isOpen(clock))
    .flatMap((clock) =>
      clock.marks.flatMap((mark) => (mark.dueAt === null ? [] : [{ clock, mark, dueAt: mark.dueAt }])),
    )
    .filter(({ clock, mark }) =>
      raisedBy(cards, clock, mark).every((card) => card.takenBack || isOfFormerTerm(card, clock)),
    )
    .sort((a, b) => a.dueAt - b.dueAt);
}

/** When the next card is due, over all clocks; `null` when none is. */
export const nextCardAt = (of: Omit<Clocked, 'deemed'>): number | null => ahead(of)[0]?.dueAt ?? null;

/** Every card due by `until`, each at its own instant or as soon as its clock was known to run, each once. */
export function cardsDue(of: Clocked, until: number, waiting: (clock: CaseClock) => readonly string[]): CardEvent[] {
  return ahead(of)
    .filter(({ dueAt }) => dueAt <= until)
    .map(({ clock, mark, dueAt }) => ({
      type: RAISED[mark.card],
      at: Math.max(dueAt, of.deemed?.at ?? dueAt),
      card: cardId(of.cards, clock, mark),
      clock: clock.id,
      department: clock.department,
      dueAt,
      waiting: waiting(clock),
      calendarVersion: clock.clock.calendarVersion ?? '',
    }));
}

/**
 * Cards that, as is now known, had no ground: the clock had stopped before it counted more than the threshold, and
 * only the fact arrived late. A threshold is crossed by working time beyond it, as a limit is. Of a clock that only
 * stands still a card is unfounded when it was due after that: the pause was found to have begun earlier.
 */
export function cardsUnfounded({ clocks, cards }: Omit<Clocked, 'deemed'>, at: number): CardTakenBack[] {
  return Object.values(cards).flatMap((card) => {
    if (card.clock === null || card.state === 'cancelled') return [];
    const of = clocks[card.clock] as CaseClock;
    const { clock, marks } = of;
    if (isOfFormerTerm(card, of)) return [];
    const stoppedAt = stoodFrom(clock);
    const threshold = marks.find((mark) => mark.card === card.kind)?.millis ?? 0;
    if (card.takenBack || stoppedAt === null || clock.usedMillis > threshold) return [];
    if (clock.state === 'PAUSED' && card.dueAt <= stoppedAt) return [];
    const calendarVersion = clock.calendarVersion ?? '';
    return [{ type: 'CardTakenBack' as const, at, card: card.id, stoppedAt, calendarVersion }];
  });
}

/** Since when a clock does not run; `null` while it does. */
const stoodFrom = (clock: Clock): number | null =>
  clock.state === 'PAUSED' ? (clock.runs.at(-1)?.to ?? clock.begunAt) : clock.stoppedAt;

export const KIND_OF: Readonly<Record<CardEvent['type'], CardKind>> = {
  EarlyWarningRaised: 'early-warning',
  YellowCardIssued: 'yellow',
  RedCardIssued: 'red',
  EscalationRaised: 'escalation',
  StatutoryTermBreached: 'statutory-breach',
};
const RAISED: Readonly<Record<CardKind, CardEvent['type']>> = {
  'early-warning': 'EarlyWarningRaised',
  yellow: 'YellowCardIssued',
  red: 'RedCardIssued',
  escalation: 'EscalationRaised',
  'statutory-breach': 'StatutoryTermBreached',
};

const raisedBy = (cards: Clocked['cards'], clock: CaseClock, { card }: Mark): Card[] =>
  Object.values(cards).filter((one) => one.clock === clock.id && one.kind === card);

/** Of a term that has ended because another one began: it stands as it was raised, and stands in no card's way. */
export function isOfFormerTerm({ dueAt, kind }: Pick<Card, 'dueAt' | 'kind'>, { clock, marks }: CaseClock): boolean {
  if (clock.begunAt === null || dueAt > clock.begunAt) return false;
  // What is due as the term begins is its own only where nothing need pass until then.
  return dueAt < clock.begunAt || marks.some(({ card, millis }) => card === kind && millis > 0);
}

function cardId(cards: Clocked['cards'], clock: CaseClock, mark: Mark): string {
  const before = raisedBy(cards, clock, mark).length;
  return `${clock.id}/${mark.card}${before === 0 ? '' : `-${String(before + 1)}`}`;
}

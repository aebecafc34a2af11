import { due, elapsed, type Calendar, type Span } from '@yichuang/working-time';

/** What an officer did at a desk: from the answer that asked for him to the answer he led to. */
export interface Piece {
  readonly department: string;
  /** The officers of one department in one division: they take what comes in the order in which it comes. */
  readonly desk: string;
  /** When it was there to be done, and when it was done, epoch ms. */
  readonly since: number;
  readonly until: number;
  /** Working time from the one to the other, ms. */
  readonly takes: number;
  /** … for which it keeps an officer busy: all but the pauses within. */
  readonly occupies: number;
  /** … for which the record tells that an officer had it in hand; `null`: it does not tell. */
  readonly inHand: number | null;
  /** It was done outside office hours: not before that instant, then, unless it was begun sooner. */
  readonly offHours: boolean;
}

/** @throws CalendarNotCovered */
export function pieceOf(
  calendar: Calendar,
  at: Pick<Piece, 'department' | 'desk' | 'since' | 'until' | 'inHand'>,
  pauses: readonly Span[],
): Piece {
  const { since, until } = at;
  const takes = elapsed(calendar, since, until).millis;
  const occupies = elapsed(calendar, since, until, pauses).millis;
  const offHours = until > (takes === 0 ? since : due(calendar, since, takes).dueAt);
  return { ...at, takes, occupies, offHours };
}

/** The same work, were an officer busy with it for so long. */
export const handledIn = (piece: Piece, millis: number): Piece => ({
  ...piece,
  occupies: millis,
  takes: millis + piece.takes - piece.occupies,
  offHours: false,
});

/** When a piece begun at `from` is done; never sooner for a later beginning. @throws CalendarNotCovered */
export function doneAt(calendar: Calendar, { takes, offHours, since, until }: Piece, from: number): number {
  const done = takes === 0 ? from : due(calendar, from, takes).dueAt;
  return offHours && from >= since ? Math.max(done, until) : done;
}

/** When the officer who began it at `from` is free again. @throws CalendarNotCovered */
export const freeAgainAt = (calendar: Calendar, { occupies }: Piece, from: number): number =>
  occupies === 0 ? from : due(calendar, from, occupies).dueAt;

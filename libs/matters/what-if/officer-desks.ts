import { elapsed, minutes, type Calendar } from '@yichuang/working-time';
import { Agenda } from './agenda.js';
import { doneAt, freeAgainAt, handledIn, type Piece } from './pieces.js';
import type { Scenario } from './scenario.js';

/** How long the pieces of a department waited for an officer, a piece each, working ms. */
export type Waits = ReadonlyMap<string, readonly number[]>;

/**
 * The officers of every desk. Each takes the piece that has been there longest as soon as he is free; he does one at a time, in
 * office hours. A desk whose officers are not counted begins each piece when it comes.
 */
export class OfficerDesks {
  private readonly officers: ReadonlyMap<string, number>;
  private readonly handling: ReadonlyMap<string, number>;
  /** When each officer of a desk is free. */
  private readonly freeFrom = new Map<string, Agenda<number>>();
  private readonly waited = new Map<string, number[]>();

  constructor({ officers = {}, handlingMinutes = {} }: Scenario) {
    this.officers = new Map(Object.entries(officers));
    this.handling = new Map(Object.entries(handlingMinutes));
  }

  get waits(): Waits {
    return this.waited;
  }

  /**
   * When a piece that comes at an instant is done. Pieces of a desk must be given in the order in which they come.
   * @throws CalendarNotCovered
   */
  doneAt(calendar: Calendar, recorded: Piece, comesAt: number): number {
    const piece = this.handled(recorded);
    const from = this.begin(calendar, piece, comesAt);
    const waits = this.waited.get(piece.department) ?? [];
    this.waited.set(piece.department, waits);
    waits.push(elapsed(calendar, comesAt, from).millis);
    return doneAt(calendar, piece, from);
  }

  /** Where officers are counted, what lay before one had it in hand is waiting, and they wait anew. */
  private handled(piece: Piece): Piece {
    const given = this.handling.get(piece.department);
    if (given !== undefined) return handledIn(piece, minutes(given));
    return piece.inHand !== null && this.officers.has(piece.department) ? handledIn(piece, piece.inHand) : piece;
  }

  private begin(calendar: Calendar, piece: Piece, comesAt: number): number {
    const officers = this.officers.get(piece.department);
    if (officers === undefined) return comesAt;
    const free = this.freeFrom.get(piece.desk) ?? everybodyFree(officers);
    this.freeFrom.set(piece.desk, free);
    const from = Math.max(comesAt, free.take() ?? comesAt);
    free.add(freeAgainAt(calendar, piece, from));
    return from;
  }
}

function everybodyFree(officers: number): Agenda<number> {
  const free = new Agenda<number>((one, other) => one < other);
  for (let n = 0; n < officers; n += 1) free.add(-Infinity);
  return free;
}

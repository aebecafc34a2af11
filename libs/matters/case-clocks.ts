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
import type { Ladder } from './plan.js';

/**
 * The working calendar of a hall. With a version: the one that gave the answer recorded under it; without: the current.
 * `undefined` for a hall or a version nobody knows.
 */
export type Calendars = (hall: string, version?: string) => Calendar | undefined;

export type CardKind = 'early-warning' | 'yellow' | 'red' | 'escalation' | 'statutory-breach';

/** A threshold of a clock and the instant at which it is passed. */
export interface Mark {
  readonly card: CardKind;
  /** `null`: it lies ahead, and the clock stands still. */
  readonly dueAt: number | null;
  /** The same as working time on the clock. */
  readonly millis: number;
}

/**
 * One clock of a case. Promised: the intake limit of a round, the case itself, or a department's share for a step.
 * Statutory: the term the law gives a step, which runs beside them.
 */
export interface CaseClock {
  /** `intake-<round>`, `case`, the step's id, or `statutory-<step>`. */
  readonly id: string;
  readonly kind: 'promised' | 'statutory';
  readonly department: string | null;
  readonly clock: Clock;
  readonly marks: readonly Mark[];
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

type Started = Pick<CaseClock, 'clock' | 'marks'>;

/**
 * Clocks begun at one instant with one budget are alike, and a turn folds each event more than once: what was computed
 * is kept for as long as a turn may ask again. Measured: half of a case's fold.
 */
const STARTED_MAX = 4096;
const startedBefore = new WeakMap<Calendar, Map<string, Started>>();
const stoppedBefore = new WeakMap<Clock, Map<string, Clock>>();

/** @throws CalendarNotCovered when a threshold lies beyond the calendar. */
export function startClock(calendar: Calendar, ladder: Ladder, { id, department, ...start }: Start): CaseClock {
  const { earlyWarning, yellow, red, escalationMinutes } = ladder;
  const key = [start.at, start.budgetMinutes, start.reason, earlyWarning, yellow, red, escalationMinutes].join();
  const begin = (): Started => begun(calendar, ladder, start);
  return { id, kind: 'promised', department, ...remembered(startedBefore, calendar, key, begin) };
}

function begun(
  calendar: Calendar,
  ladder: Ladder,
  { budgetMinutes, ...from }: Omit<Start, 'id' | 'department'>,
): Started {
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
  return { clock: running, marks };
}

/** How a clock ends. */
export type End =
  | { readonly type: 'stop'; readonly at: number; readonly reason: StopReason }
  | { readonly type: 'void'; readonly at: number; readonly reason: VoidReason };

/** Ends a clock at the time of the fact that ended it; one that is closed already stays as it is. */
export function stopClock(calendar: Calendar, of: CaseClock, end: End): CaseClock {
  const { clock: running } = of;
  if (!isOpen(running)) return of;
  // Clocks of two machines differ by a little: a fact from before the task is one of the same instant.
  const at = Math.max(end.at, running.begunAt);
  const close = (): Clock => acted(act(calendar, running, { ...end, at }));
  return { ...of, clock: remembered(stoppedBefore, running, `${end.reason},${String(at)}`, close) };
}

/** What was made of this before, or is made now. */
export function remembered<O extends object, V>(
  memory: WeakMap<O, Map<string, V>>,
  of: O,
  key: string,
  make: () => V,
): V {
  let kept = memory.get(of);
  if (kept === undefined) memory.set(of, (kept = new Map<string, V>()));
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= STARTED_MAX) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}

/** @throws RangeError for a rejection: whoever decides has looked before. */
export function acted(answer: Clock | Rejection): Clock {
  if (answer.kind === 'rejection') throw new RangeError(`${answer.code}: ${answer.text.en}`);
  return answer;
}

import { text } from '@yichuang/kernel';
import { elapsed, explainClock, usedAt, type Span } from '@yichuang/working-time';
import { calendarOf, type CaseClock } from './case-clocks.js';
import type { CaseEvent } from './case-events.js';
import { intakeClockId, type Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';
import type { Consultation } from './consultation.js';
import { waitsOf, type HoldingReason, type Turn, type Wait } from './case-waits.js';
import { APPLICANT, HALL, HOUSE } from './waiting.js';

/** Whose a stretch of a case is. `hall`: its supervisor. `house`: nobody could go on, or the next act was the platform's own. */
export interface Holder {
  readonly kind: 'department' | 'applicant' | 'hall' | 'house';
  readonly department: string | null;
  /** The step waited for, `correction`, `withdrawal`, the id of a pause or of a proposed notice; `null` when nobody was waited for. */
  readonly step: string | null;
}

/** Which clock counted: the limit for notice or acceptance, the case's own, or none (a correction is awaited, or it is paused). */
export type MinutesPhase = 'intake' | 'work' | 'off-clock';

/** `[from, to)` in epoch ms, all of it one holder's; outside office hours it counts nothing. */
export interface Stretch extends Span {
  /** Working time. */
  readonly millis: number;
  readonly phase: MinutesPhase;
  readonly holder: Holder;
  /** A person of the department, no machine. */
  readonly officer: boolean;
  /** Id of the officer who had it in hand; `null`: nobody had, or it waited for no officer. */
  readonly by: string | null;
  readonly reason: HoldingReason;
}

/** All the time one step was waited for, whoever was waited for beside it. */
export interface OwnSpan {
  readonly holder: Holder;
  readonly round: number;
  readonly since: number;
  /** `null` while it lasts. */
  readonly until: number | null;
  /** Working time; of a step on the clock what its sub-clock shows. */
  readonly millis: number;
}

/** Whose the working time of a case was. */
export interface CaseMinutes {
  /** Dense from submission to the end, in order. */
  readonly stretches: readonly Stretch[];
  readonly spans: readonly OwnSpan[];
  /** Working time by clock, ms: what the stretches of each sum up to. */
  readonly sums: Readonly<Record<MinutesPhase, number>>;
}

/**
 * Gives every working millisecond of a case, as of an instant, to exactly one holder. Where several are waited for at
 * once it belongs to the one who keeps the case waiting longest, for had he been sooner, the case would have been: the
 * wait that ended last; one that lasts is longer than any that has ended; of equals the one begun first, in the order of
 * the plan. While a withdrawal is being decided the case is with whoever decides it, and while it is paused with whoever
 * the reason names. What lies between an answer and the next act is the house's, be it slow to hear or slow to act.
 * @throws CalendarNotCovered
 */
export function caseMinutes(book: Book, events: readonly CaseEvent[], at: number): CaseMinutes {
  const { state, waits } = waitsOf(book, events);
  const stretches = counted(book, state, at).flatMap((span) => stretchesIn(book, state, span, waits));
  const sum = (phase: MinutesPhase): number =>
    stretches.reduce((total, one) => (one.phase === phase ? total + one.millis : total), 0);
  return {
    stretches,
    spans: [
      ...waits.filter(({ since }) => since <= at).map((wait) => ownSpan(book, state, wait, at)),
      ...state.consultations
        .filter(({ openedAt }) => openedAt <= at)
        .map((consultation) => opinionSpan(book, state, consultation, at)),
    ],
    sums: { intake: sum('intake'), work: sum('work'), 'off-clock': sum('off-clock') },
  };
}

/** A span that one clock counted by one calendar, or in which none ran. */
interface Counted extends Span {
  readonly phase: MinutesPhase;
  readonly calendarVersion: string | null;
}

/** The runs of the case's own clocks and what lies between them, without a gap up to the end of the case or to `at`. */
function counted(book: Book, state: CaseState, at: number): Counted[] {
  const runs = ownClocks(state)
    .flatMap((of) => runsOf(book, state, of, at))
    .sort((a, b) => a.from - b.from);
  const spans: Counted[] = [];
  const [first] = ownClocks(state);
  if (first === undefined) return [];
  // A clock that was begun anew has no run of before: what lies between belongs to somebody all the same.
  let from = state.submittedAt;
  let { calendarVersion } = runs[0] ?? first.clock;
  const standing = (to: number) => {
    if (to > from) spans.push({ from, to, phase: 'off-clock', calendarVersion });
  };
  for (const run of runs) {
    standing(run.from);
    if (run.to > run.from) spans.push(run);
    ({ to: from, calendarVersion } = run);
  }
  standing(Math.min(at, state.end?.at ?? at));
  return spans;
}

/**
 * That of each round of intake, and the case's. All others run beside them, each for a share of the limit; so does that of a
 * round which silence has accepted, for the clock of the case counts from its receipt.
 */
function ownClocks({ clocks, round, deemed }: CaseState): CaseClock[] {
  const rounds = Array.from({ length: round }, (_, index) => index + 1).filter((one) => one !== deemed?.round);
  return [...rounds.map(intakeClockId), 'case'].flatMap((id) => clocks[id] ?? []);
}

function runsOf(book: Book, { hall }: CaseState, { id, clock }: CaseClock, at: number): Counted[] {
  const phase = id === 'case' ? 'work' : 'intake';
  const calendar = calendarOf(book.calendars, hall, clock.calendarVersion ?? undefined);
  return explainClock(calendar, clock, at).runs.map(({ from, to, calendarVersion }) => ({
    from,
    to,
    phase,
    calendarVersion,
  }));
}

function stretchesIn(book: Book, state: CaseState, span: Counted, waits: readonly Wait[]): Stretch[] {
  const { phase, calendarVersion } = span;
  const calendar = calendarOf(book.calendars, state.hall, calendarVersion ?? undefined);
  return held(span, waits).map(({ from, to, by }) => ({
    from,
    to,
    millis: elapsed(calendar, from, to).millis,
    phase,
    holder: by === null ? NOBODY : holderOf(by.wait, by.turn),
    officer: by?.turn.officer === true && by.wait.who !== APPLICANT,
    by: by?.turn.by ?? null,
    reason: by?.turn.reason ?? BETWEEN,
  }));
}

const NOBODY: Holder = { kind: 'house', department: null, step: null };
const BETWEEN: HoldingReason = {
  code: 'NEXT_ACT',
  text: text('无人待办：平台的下一步', 'nobody was waited for: the next act was the platform’s'),
  rules: [],
};

/** Whoever is asked for an opinion has the minutes in which it is waited for. */
function holderOf({ who, step }: Wait, turn?: Turn): Holder {
  if (turn?.asked !== undefined)
    return { kind: 'department', department: turn.asked.who, step: turn.asked.consultation };
  return who === APPLICANT || who === HALL || who === HOUSE
    ? { kind: who, department: null, step }
    : { kind: 'department', department: who, step };
}

interface Held extends Span {
  readonly by: { readonly wait: Wait; readonly turn: Turn } | null;
}

/** The span cut wherever its holder changes. */
function held(span: Span, waits: readonly Wait[]): Held[] {
  const within = waits
    .flatMap(({ until, turns }) => [...turns.map(({ from }) => from), ...(until === null ? [] : [until])])
    .filter((instant) => instant > span.from && instant < span.to);
  const cuts = [...new Set([span.from, ...within])].sort((a, b) => a - b);
  const found: Held[] = [];
  cuts.forEach((from, index) => {
    const to = cuts[index + 1] ?? span.to;
    const by = heldAt(from, waits);
    const last = found.at(-1);
    if (last !== undefined && last.by?.turn === by?.turn) found[found.length - 1] = { ...last, to };
    else found.push({ from, to, by });
  });
  return found;
}

function heldAt(instant: number, waits: readonly Wait[]): Held['by'] {
  const here = waits.filter(({ since, until }) => since <= instant && instant < (until ?? Infinity));
  const [first, ...others] = here;
  if (first === undefined) return null;
  const wait = others.reduce((chosen, one) => (keepsLonger(one, chosen) ? one : chosen), first);
  const turn = wait.turns.findLast(({ from }) => from <= instant);
  return turn === undefined ? null : { wait, turn };
}

/** Of equals the first stays: waits stand in the order in which they began. */
function keepsLonger(a: Wait, b: Wait): boolean {
  if (a.precedence !== b.precedence) return a.precedence > b.precedence;
  const [ends, otherEnds] = [a.until ?? Infinity, b.until ?? Infinity];
  return ends === otherEnds ? a.since < b.since : ends > otherEnds;
}

function ownSpan(book: Book, state: CaseState, wait: Wait, at: number): OwnSpan {
  const { round, since, step } = wait;
  const until = wait.until !== null && wait.until <= at ? wait.until : null;
  const own = state.clocks[step]?.clock;
  const version = (own ?? ownClocks(state).at(-1)?.clock)?.calendarVersion ?? undefined;
  const calendar = calendarOf(book.calendars, state.hall, version);
  const to = until ?? at;
  const millis =
    own === undefined ? elapsed(calendar, since, to).millis : usedAt(calendar, own, to) - usedAt(calendar, own, since);
  return { holder: holderOf(wait), round, since, until, millis };
}

/** How long an opinion was waited for. */
function opinionSpan(
  book: Book,
  state: CaseState,
  { id, to, round, openedAt, closedAt }: Consultation,
  at: number,
): OwnSpan {
  const until = closedAt !== null && closedAt <= at ? closedAt : null;
  const version = ownClocks(state).at(-1)?.clock.calendarVersion ?? undefined;
  const { millis } = elapsed(calendarOf(book.calendars, state.hall, version), openedAt, until ?? at);
  return { holder: { kind: 'department', department: to, step: id }, round, since: openedAt, until, millis };
}

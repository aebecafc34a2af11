import { CONSULTATION_DESK } from '@yichuang/host';
import type { CaseState } from '@yichuang/matters';
import { anAct, choiceBy, mixed, type Act, type Choice, type Opening } from './acts.fixture.js';
import { appliedIn, beginningOf, CASE, DAY, HOUR, MINUTE, SECOND } from './beginnings.fixture.js';
import { reprojectAt } from './calendars.fixture.js';
import { cast } from './cast.fixture.js';
import { holdsAlong, holdsAtRest, isCase, openQuestions, minutesSumUp, repeats } from './invariants.fixture.js';
import type { History, Move } from './moves.fixture.js';
import { Oracle } from './oracle.fixture.js';
import { World, type Stream, type Watch } from './world.fixture.js';

/** What was seen over all histories. */
export class Tally {
  /** How often an event was written: `tax/registration ItemClaimed`. */
  readonly events = new Map<string, number>();
  /** How often somebody was turned away, by the code he was told. */
  readonly refusals = new Map<string, number>();

  count(of: 'events' | 'refusals', what: string): void {
    this[of].set(what, (this[of].get(what) ?? 0) + 1);
  }
}

/** Plays a history, and holds what must hold along it and at its end. @throws Error with the first that does not */
export function play(history: History, tally: Tally): void {
  const begun = beginningOf(history);
  const world = new World(begun.now, watching(tally, begun), begun);
  const openings = openingsIn(history, world);
  for (const move of history.moves) step(world, openings, move, tally);
  const cases = openings.map(({ stream }) => stream);
  if (history.look === 'minutes on the way') for (const one of cases) minutesSumUp(one, world.now);
  rest(world);
  for (const one of cases) holdsAtRest(world, one);
  if (history.look === 'minutes') for (const one of cases) minutesSumUp(one, world.now);
  if (history.look === 'again') for (const one of world.streams.values()) repeats(one);
}

function openingsIn({ form, owner, second }: History, world: World): readonly Opening[] {
  const opening = (caseId: string, of: number): Opening => ({
    stream: world.at('orchestrator', 'case', caseId),
    ...appliedIn(of, owner),
  });
  return [opening(CASE, form), ...(second === null ? [] : [opening(SECOND, second)])];
}

/** What is written is counted and judged; what had been written when the history began is known to the judges. */
function watching(tally: Tally, begun: World): Watch {
  const oracles = new Map([CASE, SECOND].map((caseId) => [caseId, new Oracle()]));
  for (const one of begun.streams.values())
    for (const event of one.events) oracles.get(one.caseId)?.saw(whereOf(one), event, true);
  return (stream, events) => {
    const where = whereOf(stream);
    for (const event of events) {
      tally.count('events', `${where} ${event.type}`);
      oracles.get(stream.caseId)?.saw(where, event, waits(stream));
    }
    if (isCase(stream)) holdsAlong(stream.decisions.at(-1)?.before as CaseState, stream, events);
  };
}

const whereOf = ({ service, desk }: Stream): string => `${service.name}/${desk.name}`;

/** Whether the item waits for a person; a case of the orchestrator is no item. */
function waits({ desk, state }: Stream): boolean {
  if (desk.name === CONSULTATION_DESK) return openQuestions(state).length > 0;
  return (
    typeof state !== 'object' ||
    state === null ||
    !('officers' in state) ||
    (state.officers as { readonly since: number | null }).since !== null
  );
}

const RESTS_MAX = 200;

/** Until neither the stream nor a timer that is due brings anything more. */
function rest(world: World): void {
  for (let turn = 0; turn < RESTS_MAX; turn += 1) {
    world.settle();
    const [next] = world.due();
    if (next === undefined) return;
    world.fire(next.stream, next.kind, next.dueAt);
  }
  throw new Error('the timers never end');
}

type Step = (given: {
  readonly world: World;
  readonly opening: Opening;
  readonly move: Move;
  readonly choice: Choice;
  readonly tally: Tally;
}) => void;

const steps: Readonly<Record<Move['kind'], Step>> = {
  'go-on': ({ world, move }) => {
    goOn(world, move);
  },
  rest: ({ world }) => {
    rest(world);
  },
  wait: ({ world, move, choice }) => {
    wait(world, move.much, choice);
  },
  act: ({ world, opening, choice, tally }) => {
    perform(world, anAct(world, opening, choice), tally);
  },
  wrong: ({ world, opening, choice, tally }) => {
    const act = anAct(world, opening, choice);
    const by = choice.of(cast);
    if (act !== undefined && by !== undefined) perform(world, { ...act, by }, tally);
  },
  again: ({ world, move: { which, much }, choice }) => {
    if (choice.below(2) === 0) world.publishAgain(which);
    else world.readAgain(which, much);
  },
  silent: ({ world, move: { which } }) => {
    world.keepSilent(which);
  },
  calendar: ({ world, opening: { stream }, choice }) => {
    world.amendCalendar();
    if (choice.below(3) > 0) world.command(stream, reprojectAt(world.now));
  },
};

function step(world: World, openings: readonly Opening[], move: Move, tally: Tally): void {
  const choice = choiceBy(move.which);
  const opening = choice.of(openings) as Opening;
  steps[kindOf(opening.stream.state as CaseState, move, choice)]({ world, opening, move, choice, tally });
}

/** Of moves while a question is open, so many bring a new calendar: questions last an hour, and calendars are rare. */
const CALENDAR_WHILE_ASKED = 8;

function kindOf({ phase, consultations }: CaseState, { kind }: Move, choice: Choice): Move['kind'] {
  if (phase === 'none') return 'act';
  const isAsked = consultations.some(({ status }) => status === 'open');
  return isAsked && choice.below(CALENDAR_WHILE_ASKED) === 0 ? 'calendar' : kind;
}

/** What goes on by itself, in an order of chance; a timer that is due comes when it comes. */
function goOn(world: World, { much, which }: Move): void {
  let chance = which;
  for (let turn = 0; turn <= much; turn += 1) {
    chance = mixed(chance);
    const due = chance % 4 === 0 ? world.due() : [];
    const timer = due[chance % Math.max(1, due.length)];
    if (timer !== undefined) world.fire(timer.stream, timer.kind, timer.dueAt);
    else if (!world.goOn(chance)) return;
  }
}

/** Some minutes, hours, days; or until the next timer, and a while longer. */
function wait(world: World, much: number, choice: Choice): void {
  const longer = choice.of([MINUTE, 10 * MINUTE, HOUR, DAY, null, null, null, null]) ?? null;
  if (longer !== null) world.now += (longer === DAY ? 1 + (much % 8) : much) * longer;
  else {
    const ahead = world.timers().flatMap(({ dueAt }) => (dueAt > world.now ? [dueAt] : []));
    if (ahead.length > 0) world.now = Math.min(...ahead) + choice.below(2) * much * MINUTE;
  }
  // What is due is not late by days where nothing is behind.
  if (choice.below(3) === 0) rest(world);
}

function perform(world: World, act: Act | undefined, tally: Tally): void {
  if (act === undefined) return;
  const outcome = world.knock(act.at, act.door, act.body, act.by);
  if (outcome.kind === 'barred') tally.count('refusals', outcome.code);
}

import { deepStrictEqual } from 'node:assert';
import { CONSULTATION_DESK, type DeskCommand, type DeskEvent, type OfficersState } from '@yichuang/host';
import { decide, fold } from '@yichuang/kernel';
import {
  awaited,
  caseMinutes,
  companyOpeningPlan,
  hasEnded,
  isOfFormerTerm,
  nextTimerAt,
  type Book,
  type CaseEvent,
  type CaseState,
  type Phase,
} from '@yichuang/matters';
import { elapsed } from '@yichuang/working-time';
import { AMENDED, calendars } from './calendars.fixture.js';
import { HALL } from './cast.fixture.js';
import type { Stream, World } from './world.fixture.js';

/** What must hold of every case, whatever happened to it. Each throws with a sentence. */

const book: Book = { plan: companyOpeningPlan, calendars: calendars.published };

export const isCase = ({ desk }: Stream): boolean => desk.name === 'case';
const caseState = ({ state }: Stream): CaseState => state as CaseState;

/** How far a case has come within a round; a correction begins the next. */
const FORWARD: Readonly<Record<Phase, number>> = {
  none: 0,
  intake: 1,
  'awaiting-correction': 2,
  work: 3,
  completed: 4,
  declined: 4,
  refused: 4,
  withdrawn: 4,
  terminated: 4,
};
const ROUND = 3;

/** Accepted by silence, it may be sent back once more for what the pre-checks find afterwards. */
function progress({ round, phase, deemed }: CaseState): number {
  if (hasEnded({ phase } as CaseState)) return Infinity;
  return round * ROUND + FORWARD[deemed !== null && phase === 'awaiting-correction' ? 'work' : phase];
}

/** What may be done when a case has ended, beside what becomes of its cards and of what was promised. */
const OUTLIVING: ReadonlySet<string> = new Set(['ServiceRated', 'CaseEntrusted', 'EntrustmentRevoked']);

/** After each decision of a case. */
export function holdsAlong(before: CaseState, stream: Stream, events: readonly DeskEvent[]): void {
  const state = caseState(stream);
  if (progress(state) < progress(before)) throw new Error(`${before.phase} became ${state.phase}`);
  if (hasEnded(before)) {
    if (state.phase !== before.phase) throw new Error(`${before.phase} became ${state.phase}`);
    const alive = events.filter((event) => !('card' in event || 'commitment' in event || OUTLIVING.has(event.type)));
    if (alive.length > 0) throw new Error(`a case that has ended did ${alive.map(({ type }) => type).join()}`);
  }
  // A card of a term that was begun anew stands as it was raised.
  const standing = Object.values(state.cards).filter((card) => {
    const of = state.clocks[card.clock ?? ''];
    return of !== undefined && !card.takenBack && !isOfFormerTerm(card, of);
  });
  const marks = standing.map(({ clock, kind }) => `${String(clock)}/${kind}`);
  if (new Set(marks).size < marks.length) throw new Error(`two cards stand: ${marks.sort().join(' ')}`);
  const whose = awaited(companyOpeningPlan, state);
  if (hasEnded(state) ? whose.length > 0 : whose.length === 0)
    throw new Error(`${state.phase}: waits for ${String(whose.length)}`);
  if (whose.some(({ who }) => who === '')) throw new Error('nobody has the clock');
}

/** When nothing goes on by itself any more: an open case waits for a person who can act, and an ended one for nobody. */
export function holdsAtRest(world: World, stream: Stream): void {
  const state = caseState(stream);
  if (state.phase === 'none') return;
  const items = [...world.streams.values()].filter(
    ({ caseId, state: of }) => caseId === stream.caseId && hasOfficers(of),
  );
  const asked = [...world.streams.values()].filter(
    ({ caseId, desk }) => caseId === stream.caseId && desk.name === CONSULTATION_DESK,
  );
  const isAsked = (who: string, id: string): boolean =>
    asked.some(({ service, state: of }) => service.name === who && openQuestions(of).includes(id));
  // whoever asks and whoever is asked know the same end
  for (const { id, from, to, dueAt } of state.consultations.filter(({ status }) => status === 'open')) {
    const known = [...items.flatMap(questionsAskedOf(from)), ...asked.flatMap(questionsTakenBy(to))];
    const dates = known.filter((one) => one.id === id).map((one) => one.dueAt);
    if (dates.length !== 2 || dates.some((one) => one !== dueAt)) throw new Error(`${id} is due at ${dates.join()}`);
  }
  if (hasEnded(state)) {
    for (const { service, state: of } of asked)
      if (openQuestions(of).length > 0 || (of as { readonly claim: unknown }).claim !== null)
        throw new Error(`${service.name} is still asked about a case that is ${state.phase}`);
    for (const { service, desk, state: of } of items) {
      const { since, claim } = officersOf(of);
      if (since !== null || claim !== null)
        throw new Error(`${service.name}/${desk.name} still has a case that is ${state.phase}`);
    }
    return;
  }
  for (const { who, what, officer } of awaited(companyOpeningPlan, state)) {
    if (who === 'applicant' || who === 'hall' || state.pauses.some(({ id }) => id === what)) continue;
    if (!officer) throw new Error(`nothing goes on, and ${who} is waited for with ${what}`);
    if (state.consultations.some(({ id }) => id === what)) {
      if (!isAsked(who, what)) throw new Error(`${who} is waited for with ${what}, and was not asked`);
      if (nextTimerAt(state) === null) throw new Error(`${who} may be silent for ever`);
      continue;
    }
    const queued = items.some(({ service, state: of }) => {
      const { since, answer } = officersOf(of);
      return service.name === who && since !== null && answer?.step === what;
    });
    if (!queued) throw new Error(`${who} is waited for with ${what}, and nobody there knows`);
  }
  if (
    state.phase === 'work' &&
    state.pauses.every(({ until }) => until !== null) &&
    nextTimerAt(state) === null &&
    cardsLeft(state)
  )
    throw new Error('the clock runs, and no timer is set');
}

type Dated = readonly { readonly id: string; readonly dueAt: number | null }[];
const questionsAskedOf =
  (department: string) =>
  ({ service, state }: Stream): Dated =>
    service.name === department ? officersOf(state).questions : [];
const questionsTakenBy =
  (department: string) =>
  ({ service, state }: Stream): Dated =>
    service.name === department ? (state as { readonly questions: Dated }).questions : [];

export const openQuestions = (state: unknown): readonly string[] =>
  (state as { readonly questions: readonly { readonly id: string; readonly closed: unknown }[] }).questions
    .filter(({ closed }) => closed === null)
    .map(({ id }) => id);

const hasOfficers = (state: unknown): boolean => typeof state === 'object' && state !== null && 'officers' in state;
const officersOf = (state: unknown): OfficersState => (state as { readonly officers: OfficersState }).officers;

/** Whether a threshold of the case's own clock has not been passed. */
const cardsLeft = ({ cards }: CaseState): boolean => cards['case/escalation'] === undefined;

/** Every working minute is somebody's, and only his. */
export function minutesSumUp(stream: Stream, at: number): void {
  const state = caseState(stream);
  if (state.phase === 'none') return;
  const { stretches, sums } = caseMinutes(
    book,
    stream.events as readonly DeskEvent[] as unknown as readonly CaseEvent[],
    at,
  );
  const end = Math.min(at, state.end?.at ?? at);
  if (end <= state.submittedAt) return;
  let reached = state.submittedAt;
  for (const { from, to, holder } of stretches) {
    if (from !== reached || to <= from) throw new Error('the minutes have a gap or overlap');
    if ((holder.kind === 'department') !== (holder.department !== null)) throw new Error('a stretch has no holder');
    reached = to;
  }
  if (reached !== end) throw new Error('the minutes end before the case');
  const total = stretches.reduce((sum, { millis }) => sum + millis, 0);
  const calendar = calendars.shipped(HALL);
  if (calendar === undefined) throw new Error('no calendar');
  const worked = elapsed(calendar, state.submittedAt, end).millis;
  // Where the calendar changed in between, each stretch was counted by the one that was in force.
  if (!restsOnAmended(stream) && total !== worked)
    throw new Error(`${String(total)} of ${String(worked)} ms are somebody's`);
  deepStrictEqual(sums.intake + sums.work + sums['off-clock'], total);
}

const restsOnAmended = (stream: Stream): boolean =>
  stream.events.some(({ type }) => type === 'SlaReprojected') ||
  Object.values(caseState(stream).clocks).some(({ clock }) => clock.calendarVersion?.includes(AMENDED) === true);

/** What was written comes to the same state when it is read again, and to the same decisions when they are made again. */
export function repeats({ desk, events, state, decisions }: Stream): void {
  deepStrictEqual(fold(desk.decider, events.map(asStored)), state);
  for (const { before, events: written } of decisions) {
    const command = desk.recall(written, before) as DeskCommand;
    const again = decide(desk.decider, command, before);
    deepStrictEqual(again, { kind: 'decided', events: written });
  }
}

/** As it comes back from the store: JSON, and the ciphertext beside it. */
function asStored({ sealed, ...json }: DeskEvent): DeskEvent {
  const read = JSON.parse(JSON.stringify(json)) as DeskEvent;
  return sealed === undefined ? read : { ...read, sealed };
}

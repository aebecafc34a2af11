import { describe, expect, it } from '@jest/globals';
import type { StepAnswer } from '@yichuang/contracts';
import { decide, evolve, fold } from '@yichuang/kernel';
import fc from 'fast-check';
import { nextCardAt } from './cards.js';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import { recallCase } from './case-recall.js';
import { hasEnded, type CaseState } from './case-state.js';
import { caseView } from './case-view.js';
import { planDecider } from './plan-decider.js';
import { at, finding, openingBook, Story, submission, toyBook } from './testing/stories.js';
import { timeline } from './timeline.js';
import { awaited } from './waiting.js';
import { whyNotInstant } from './why-not-instant.js';

/**
 * What may happen to a case next, as small numbers: which task is answered, how, and how much later. A step that makes
 * no sense just now (an answer when nothing is open) falls back to another, so that histories get long.
 */
interface Move {
  readonly kind: 'answer' | 'again' | 'correct' | 'insist' | 'withdraw' | 'word' | 'fire' | 'submit';
  readonly which: number;
  readonly how: number;
  readonly minutes: number;
  readonly lateMinutes: number;
}

const TROUBLE_FREE = 99;

const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    { weight: 40, arbitrary: fc.constant('answer' as const) },
    { weight: 6, arbitrary: fc.constant('fire' as const) },
    { weight: 2, arbitrary: fc.constantFrom('again' as const, 'correct' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('insist' as const, 'withdraw' as const, 'word' as const, 'submit' as const),
    },
  ),
  which: fc.nat(20),
  how: fc.oneof({ weight: 20, arbitrary: fc.constant(TROUBLE_FREE) }, { weight: 2, arbitrary: fc.nat(7) }),
  minutes: fc.oneof(fc.constant(0), fc.nat(30), fc.nat(900)),
  lateMinutes: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(300) }),
});

/** Mostly a clean answer; else each kind of trouble in turn. */
const TROUBLE: readonly ((intake: boolean) => Partial<StepAnswer>)[] = [
  () => ({ findings: [finding()] }),
  (intake) => ({ ...(intake ? {} : { outcome: 'refused' }), findings: [finding({ phase: 'substance' })] }),
  () => ({ findings: [finding({ verdict: 'unknown' })] }),
  () => ({ findings: [finding({ phase: 'substance', verdict: 'unknown' })] }),
  () => ({ findings: [finding({ phase: 'admissibility', verdict: 'unknown' })] }),
  (intake) => (intake ? { findings: [finding({ phase: 'admissibility' })] } : { outcome: 'refused' }),
  () => ({ outcome: 'review', findings: [finding({ verdict: 'unknown' })] }),
  (intake) => (intake ? {} : { outcome: 'refused', findings: [finding({ phase: 'substance' })] }),
];

function commandFor(story: Story, given: CaseCommand[], move: Move): CaseCommand {
  const { kind, which, how, lateMinutes } = move;
  const now = story.now;
  const { inputs, leftOut, sections } = submission();
  switch (kind) {
    case 'submit':
      return submission({ at: now });
    case 'correct':
      return { type: 'CorrectApplication', at: now, inputs, leftOut, sections };
    case 'insist':
      return { type: 'Insist', at: now };
    case 'withdraw':
      return { type: 'Withdraw', at: now };
    case 'word':
      return {
        type: 'TakeWithdrawalAnswer',
        at: now,
        answeredAt: now,
        department: 'market-regulation',
        granted: mayGrant(story) && which % 4 === 0,
      };
    case 'fire': {
      const dueAt = nextCardAt(story.state) ?? now;
      story.now = Math.max(now, dueAt);
      return { type: 'Fire', kind: 'clock', at: story.now, dueAt };
    }
    case 'again': {
      const old = given[which % given.length];
      return old === undefined ? submission({ at: now }) : { ...old, at: now };
    }
    case 'answer': {
      // What waits for somebody else is answered by him: histories get long instead of standing still.
      if (story.state.phase === 'awaiting-correction')
        return commandFor(story, given, { ...move, kind: which > 10 ? 'correct' : 'insist' });
      if (story.state.withdrawal?.status === 'pending' && which % 2 === 0)
        return commandFor(story, given, { ...move, kind: 'word' });
      const tasks =
        story.open().length > 0 ? story.open() : story.tasks().filter(({ round }) => round === story.state.round);
      const task = tasks[which % tasks.length];
      if (task === undefined) return submission({ at: now });
      const trouble = TROUBLE[how]?.(task.dueAt === null) ?? {};
      return story.answerTo(task.step, trouble, { answeredAt: Math.max(task.at, now - lateMinutes * 60_000) });
    }
  }
}

/** Market regulation never grants what would roll a company back. */
const mayGrant = (story: Story): boolean => !isRegistered(story.state);
const isRegistered = (state: CaseState): boolean => state.steps.register?.answer?.outcome === 'done';

/** A history of a case; every command is given twice, and must add nothing the second time. */
function play(
  moves: readonly Move[],
  check: (story: Story, command: CaseCommand, events: readonly CaseEvent[]) => void,
): Story {
  const story = new Story(openingBook, at('2026-11-23 09:00'));
  const given: CaseCommand[] = [];
  for (const next of [{ ...(moves[0] as Move), kind: 'submit' as const }, ...moves]) {
    story.now += next.minutes * 60_000;
    const command = commandFor(story, given, next);
    const decision = story.decide(command);
    given.push(command);
    if (decision.kind === 'rejection') continue;
    const events = story.when(command);
    const again = story.decide(command);
    expect(again.kind === 'rejection' ? [] : again.events).toEqual([]);
    check(story, command, events);
  }
  return story;
}

const histories = fc.array(anyMove, { minLength: 5, maxLength: 60, size: 'max' });
const RUNS = { numRuns: 300 };

const count = <T>(of: readonly T[]): Map<T, number> => {
  const found = new Map<T, number>();
  for (const each of of) found.set(each, (found.get(each) ?? 0) + 1);
  return found;
};

describe('in any order of answers, repetitions, corrections, withdrawals and timers', () => {
  it('a case keeps its promises', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(histories, (moves) => {
        let wasRegistered = false;
        let ended = false;
        const story = play(moves, ({ state }, _command, events) => {
          if (ended) expect(events).toEqual([]);
          if (wasRegistered) {
            expect(isRegistered(state)).toBe(true);
            expect(['refused', 'withdrawn', 'declined']).not.toContain(state.phase);
          }
          wasRegistered = isRegistered(state);
          ended = hasEnded(state);
          const actors = awaited(openingBook.plan, state);
          if (ended) expect([actors, nextCardAt(state)]).toEqual([[], null]);
          else expect(actors.length).toBeGreaterThan(0);
        });
        const { events } = story;
        const repeated = (keys: readonly unknown[]) => [...count(keys).entries()].filter(([, times]) => times > 1);
        expect(repeated(story.of('OneTimeNoticeIssued').map(({ round }) => round))).toEqual([]);
        expect(repeated(events.flatMap((e) => ('card' in e && e.type !== 'CardTakenBack' ? [e.card] : [])))).toEqual(
          [],
        );
        expect(repeated(story.of('CardTakenBack').map(({ card }) => card))).toEqual([]);
        expect(repeated(story.tasks().map(({ step, round }) => `${step} ${String(round)}`))).toEqual([]);
        const ends = ['CaseCompleted', 'CaseRefused', 'ApplicationDeclined', 'CaseWithdrawn'];
        expect(events.filter(({ type }) => ends.includes(type)).length).toBe(hasEnded(story.state) ? 1 : 0);
        expect(story.of('ApplicationAccepted').length).toBeLessThanOrEqual(1);
        for (const type of new Set(story.types())) seen.set(type, (seen.get(type) ?? 0) + 1);
      }),
      RUNS,
    );
    // The histories reach every corner: an invariant over events that never happen says nothing.
    const all = Object.keys(planDecider(openingBook).evolve);
    expect(all.filter((type) => !seen.has(type))).toEqual([]);
  });

  it('every decision can be made again from its events, and the fold is the state', () => {
    const decider = planDecider(openingBook);
    fc.assert(
      fc.property(histories, (moves) => {
        const story = play(moves, () => undefined);
        for (const { before, events } of story.decisions) {
          const again = decide(decider, recallCase(openingBook.plan, events, before), before);
          expect(again).toEqual({ kind: 'decided', events });
        }
        expect(fold(decider, story.events)).toEqual(story.state);
        expect(JSON.parse(JSON.stringify(story.state))).toEqual(story.state);
      }),
      RUNS,
    );
  });

  it('the clock tells the same in events, view and cards', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        const story = play(moves, () => undefined);
        const view = caseView(openingBook, story.state, story.now);
        const [met, breached] = [story.of('SlaMet').length, story.of('SlaBreached').length];
        if (met + breached > 0) expect(view.clock?.state).toBe(met > 0 ? 'MET' : 'BREACHED');
        if (view.clock?.state === 'MET') expect(view.clock.usedMinutes).toBeLessThanOrEqual(240);
        const red = view.cards.find(({ id }) => id === 'case/red');
        if (view.clock?.state === 'MET' && red !== undefined) expect(red.takenBack).toBe(true);
        expect(timeline(openingBook.plan, story.events).length).toBeGreaterThan(0);
        const why = whyNotInstant(openingBook.plan, story.state);
        if (
          story.state.phase === 'completed' &&
          story.state.round === 1 &&
          story.state.reviews.length === 0 &&
          story.state.withdrawal === null
        )
          expect(why).toEqual({ instant: true, delays: [] });
      }),
      RUNS,
    );
  });

  it('a history cut short anywhere folds to a state that goes on the same way', () => {
    const decider = planDecider(toyBook);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(20)), (order) => {
        const story = new Story(toyBook);
        story.submit();
        for (const pick of order) {
          const open = story.open();
          const task = open[pick % open.length];
          if (task === undefined) break;
          story.answers(task.step);
        }
        expect(story.state.phase).toBe('completed');
        let state = decider.initial;
        for (const event of story.events) state = evolve(decider, state, event);
        expect(state).toEqual(story.state);
      }),
      { numRuns: 100 },
    );
  });
});

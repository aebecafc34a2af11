import { describe, expect, it } from '@jest/globals';
import { decide, evolve, fold } from '@yichuang/kernel';
import fc from 'fast-check';
import { isOpen } from '@yichuang/working-time';
import { isOfFormerTerm, nextCardAt } from './cards.js';
import { concerns, openPauses } from './case-pauses.js';
import { recallCase } from './case-recall.js';
import { hasEnded } from './case-state.js';
import { nextSilenceAt } from './consultation.js';
import { caseView } from './case-view.js';
import { planDecider } from './plan-decider.js';
import { histories, isRegistered, play } from './testing/histories.js';
import { openingBook, Story, toyBook } from './testing/stories.js';
import { timeline } from './timeline.js';
import { awaited } from './waiting.js';
import { whyNotInstant } from './why-not-instant.js';

const RUNS = { numRuns: 300 };
/** As many histories as it may take until each event has happened once. */
const CORNERS_MAX = 4_000;

const OUTLIVING: readonly string[] = ['ServiceRated', 'CaseEntrusted', 'EntrustmentRevoked'];

const count = <T>(of: readonly T[]): Map<T, number> => {
  const found = new Map<T, number>();
  for (const each of of) found.set(each, (found.get(each) ?? 0) + 1);
  return found;
};

describe('in any order of answers, repetitions, corrections, withdrawals and timers', () => {
  it('a case keeps its promises', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        let wasRegistered = false;
        let ended = false;
        const story = play(moves, ({ state }, _command, events) => {
          // Cards, inspections, what the applicant thought of it and whom he trusts outlive their case, and nothing else does.
          if (ended)
            expect(
              events.filter(
                ({ type, ...event }) => !('card' in event || 'commitment' in event || OUTLIVING.includes(type)),
              ),
            ).toEqual([]);
          if (wasRegistered) {
            expect(isRegistered(state)).toBe(true);
            expect(['refused', 'withdrawn', 'declined', 'terminated']).not.toContain(state.phase);
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
        // No avoidable notice without consent to that very proposal, and a card for each department that caused it.
        const proposed = story.of('SecondNoticeProposed');
        const caused = story.of('CardIssued').filter(({ cause }) => cause !== undefined);
        const avoidable = story.of('OneTimeNoticeIssued').filter((notice) => notice.avoidable);
        for (const { consent, defects, causedBy, number } of avoidable) {
          expect(proposed.find(({ proposal }) => proposal === consent?.proposal)?.defects).toEqual(defects);
          expect(causedBy?.length).toBeGreaterThan(0);
          const cards = caused.filter(({ cause }) => cause?.notice === number);
          expect(cards.map(({ department }) => department)).toEqual(causedBy);
        }
        expect(caused).toHaveLength(avoidable.reduce((sum, { causedBy }) => sum + (causedBy?.length ?? 0), 0));
        expect(repeated(proposed.map(({ proposal }) => proposal))).toEqual([]);
        const raised = events.flatMap((e) => ('card' in e && ('dueAt' in e || 'explainBy' in e) ? [e.card] : []));
        expect(repeated(raised)).toEqual([]);
        const silent = story.of('NoObjectionDeemed').map(({ id }) => `${id}/yellow`);
        expect(repeated(silent)).toEqual([]);
        expect(silent.filter((card) => story.state.cards[card] === undefined)).toEqual([]);
        const spoken = [...story.of('ConsultationAnswered'), ...story.of('ConsultationWithdrawn')];
        expect(spoken.filter(({ id }) => silent.includes(`${id}/yellow`))).toEqual([]);
        if (hasEnded(story.state)) expect(nextSilenceAt(story.state)).toBeNull();
        expect(repeated(story.of('CardLeftUnexplained').map(({ card }) => card))).toEqual([]);
        // Of one threshold at most one card of a term stands.
        const standing = Object.values(story.state.cards).filter((card) => {
          const of = story.state.clocks[card.clock ?? ''];
          return of !== undefined && !card.takenBack && !isOfFormerTerm(card, of);
        });
        expect(repeated(standing.map(({ clock, kind }) => `${clock ?? ''}/${kind}`))).toEqual([]);
        expect(repeated(story.of('CardTakenBack').map(({ card }) => card))).toEqual([]);
        expect(repeated(story.tasks().map(({ step, round }) => `${step} ${String(round)}`))).toEqual([]);
        const ends = ['CaseCompleted', 'CaseRefused', 'ApplicationDeclined', 'CaseWithdrawn', 'CaseTerminated'];
        expect(events.filter(({ type }) => ends.includes(type)).length).toBe(hasEnded(story.state) ? 1 : 0);
        const accepted = [...story.of('ApplicationAccepted'), ...story.of('AcceptanceDeemed')];
        expect(accepted.length).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('the histories reach every corner: an invariant over events that never happen says nothing', () => {
    const unseen = new Set(Object.keys(planDecider(openingBook).evolve));
    // always the same ones, for how rare the rarest corner is must not decide whether this holds
    for (const moves of fc.sample(histories, { seed: 20261128, numRuns: CORNERS_MAX })) {
      if (unseen.size === 0) break;
      for (const type of play(moves, () => undefined).types()) unseen.delete(type);
    }
    expect([...unseen]).toEqual([]);
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
        const red = story.state.restarts.length > 0 ? undefined : view.cards.find(({ id }) => id === 'case/red');
        if (view.clock?.state === 'MET' && red !== undefined)
          expect(red.takenBack || red.state === 'cancelled').toBe(true);
        expect(timeline(openingBook.plan, story.events).length).toBeGreaterThan(0);
        const why = whyNotInstant(openingBook.plan, story.state);
        if (
          story.state.phase === 'completed' &&
          story.state.round === 1 &&
          story.state.reviews.length === 0 &&
          story.state.withdrawal === null &&
          story.state.pauses.length === 0 &&
          story.state.notices.length === 0
        )
          expect(why).toEqual({ instant: true, delays: [] });
      }),
      RUNS,
    );
  });

  it('a clock stands still for the pauses that concern it, and for nothing else, and its wall stands with each', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        play(moves, ({ state }) => {
          if (hasEnded(state)) return;
          const pauses = openPauses(state);
          for (const of of Object.values(state.clocks)) {
            if (!isOpen(of.clock)) continue;
            const holds = of.clock.state === 'PAUSED' ? of.clock.holds.map(({ reason }) => reason) : [];
            const asked = pauses.filter((pause) => concerns(pause, of)).map(({ reason }) => reason);
            expect([of.id, holds.sort()]).toEqual([of.id, [...new Set(asked)].sort()]);
          }
          const { case: own } = state.clocks;
          if (pauses.length > 0 && own !== undefined) expect(own.clock.state).toBe('PAUSED');
        });
      }),
      { numRuns: 150 },
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

import { describe, expect, it } from '@jest/globals';
import { minutes, toMinutes, usedAt } from '@yichuang/working-time';
import fc from 'fast-check';
import { calendarOf, type CaseClock } from './case-clocks.js';
import { caseMinutes, type CaseMinutes, type Stretch } from './case-minutes.js';
import type { CaseEvent } from './case-events.js';
import { histories, play } from './testing/histories.js';
import { at, finding, openingBook, Story, submission } from './testing/stories.js';

const read = ({ events }: { readonly events: readonly CaseEvent[] }, when: number): CaseMinutes =>
  caseMinutes(openingBook, events, when);

const total = (stretches: readonly Stretch[]): number => stretches.reduce((sum, { millis }) => sum + millis, 0);

/** Those that count for the case as a whole: what silence has accepted the case's own clock counts from receipt. */
const ownClocks = ({ clocks, deemed }: Story['state']): readonly CaseClock[] =>
  Object.values(clocks).filter(
    ({ id }) => id === 'case' || (id.startsWith('intake-') && id !== `intake-${String(deemed?.round)}`),
  );

/** What the clocks themselves say, by their own reading. */
function clocksSay({ state }: Story, when: number): { intake: number; work: number } {
  let [intake, work] = [0, 0];
  for (const { id, clock } of ownClocks(state)) {
    const used = usedAt(calendarOf(openingBook.calendars, state.hall, clock.calendarVersion ?? undefined), clock, when);
    if (id === 'case') work += used;
    else intake += used;
  }
  return { intake, work };
}

/** Up to an instant, the stretch it falls into cut there and its working time left out. */
const until = (stretches: readonly Stretch[], when: number) =>
  stretches
    .filter(({ from }) => from < when)
    .map(({ from, to, phase, holder, officer, by, reason }) => ({
      from,
      to: Math.min(to, when),
      phase,
      holder,
      officer,
      by,
      reason,
    }));

/** Holder, whether an officer, and working minutes, one line a stretch that counts. */
const told = ({ stretches }: CaseMinutes): string[] =>
  stretches
    .filter(({ millis }) => millis > 0)
    .map(({ phase, holder: { kind, department, step }, officer, by, millis }) =>
      [phase, department ?? kind, step, officer ? 'officer' : '', by, String(toMinutes(millis))]
        .filter(Boolean)
        .join(' '),
    );

describe('in any history of a case', () => {
  it('every working minute has exactly one holder, and they sum up to what the clocks say, whenever one looks', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(histories, fc.nat(3_000), (moves, laterMinutes) => {
        const story = play(moves, () => undefined);
        for (const when of [story.now, story.now + minutes(laterMinutes)]) {
          const { stretches, sums } = read(story, when);
          const end = Math.min(when, story.state.end?.at ?? when);
          // Dense from submission to the end, so nothing is held twice and nothing by nobody.
          if (end > story.state.submittedAt)
            expect([stretches[0]?.from, stretches.at(-1)?.to]).toEqual([story.state.submittedAt, end]);
          stretches.forEach(({ from, to }, index) => {
            expect(to).toBeGreaterThan(from);
            if (index > 0) expect(from).toBe(stretches[index - 1]?.to);
          });
          expect(sums).toMatchObject(clocksSay(story, when));
          expect(total(stretches)).toBe(sums.intake + sums.work + sums['off-clock']);
          for (const { holder, officer, by } of stretches) {
            if (by !== null) expect([officer, holder.kind]).toEqual([true, 'department']);
            if (by !== null) kinds.add('somebody');
            expect((holder.kind === 'department') === (holder.department !== null)).toBe(true);
            kinds.add(`${holder.kind}${officer ? ' officer' : ''}`);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect([...kinds].sort()).toEqual([
      'applicant',
      'department',
      'department officer',
      'hall officer',
      'house',
      'somebody',
    ]);
  });

  it('an earlier reading of the same record is the beginning of a later one', () => {
    fc.assert(
      fc.property(histories, fc.double({ min: 0, max: 1, noNaN: true }), (moves, share) => {
        const story = play(moves, () => undefined);
        const { submittedAt } = story.state;
        const when = Math.round(submittedAt + (story.now - submittedAt) * share);
        const whole = read(story, story.now).stretches;
        expect(until(read(story, when).stretches, when)).toEqual(until(whole, when));
      }),
      { numRuns: 200 },
    );
  });

  it('what a clock that stopped had counted stays with whom it was given, whatever is recorded later', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        const known: { readonly stop: number; readonly stretches: readonly Stretch[] }[] = [];
        const story = play(moves, (one) => {
          const stop = Math.max(...ownClocks(one.state).map(({ clock }) => clock.stoppedAt ?? -Infinity));
          if (stop > 0) known.push({ stop, stretches: read(one, one.now).stretches });
        });
        const later = read(story, story.now).stretches;
        for (const { stop, stretches } of known) expect(until(stretches, stop)).toEqual(until(later, stop));
      }),
      { numRuns: 100 },
    );
  });

  it('the span of a step on the clock is what its sub-clock shows', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        const story = play(moves, () => undefined);
        const { spans } = read(story, story.now);
        for (const { id, kind, department, clock } of Object.values(story.state.clocks)) {
          if (department === null || kind === 'statutory') continue;
          const own = spans.filter(({ holder }) => holder.step === id && holder.department === department);
          const shown = usedAt(
            calendarOf(openingBook.calendars, story.state.hall, clock.calendarVersion ?? undefined),
            clock,
            story.now,
          );
          expect([id, own.reduce((sum, { millis }) => sum + millis, 0)]).toEqual([id, shown]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the minutes of a case', () => {
  it('that runs straight through are the departments’, each stretch of the five that of the last to answer', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.now = at('2026-11-23 09:02');
    story.othersAnswer();
    story.now = at('2026-11-23 09:12');
    story.answers('register');
    story.now = at('2026-11-23 09:20');
    const five = story.open().map(({ step }) => step);
    const slow = 'tax';
    story.othersAnswer(slow);
    story.now = at('2026-11-23 10:00');
    story.answers(slow);
    expect(story.state.phase).toBe('completed');
    const seen = read(story, at('2026-11-23 17:00'));
    expect(told(seen)).toEqual([
      'intake market-regulation name 2',
      'work market-regulation register 10',
      'work tax tax 48',
    ]);
    expect(toMinutes(seen.sums.work)).toBe(58);
    const own = new Map(seen.spans.map(({ holder, millis }) => [holder.step, toMinutes(millis)]));
    expect(five.map((step) => own.get(step))).toEqual(five.map((step) => (step === slow ? 48 : 8)));
  });

  it('while the five still work are those of the first in the plan, and his who was last once it is known', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.othersAnswer();
    story.answers('register');
    const [first, second] = story.open();
    story.now = at('2026-11-23 10:00');
    expect(told(read(story, story.now))).toEqual([`work ${String(first?.department)} ${String(first?.step)} 60`]);
    story.othersAnswer(String(second?.step));
    expect(told(read(story, story.now))).toEqual([`work ${String(second?.department)} ${String(second?.step)} 60`]);
  });

  it('with a correction are the applicant’s between notice and correction, and on no clock', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.now = at('2026-11-23 09:05');
    story.othersAnswer('tax-check');
    story.answers('tax-check', { findings: [finding()] });
    story.now = at('2026-11-23 15:00');
    const { inputs, leftOut, sections } = submission();
    story.when({ type: 'CorrectApplication', at: story.now, inputs, leftOut, sections });
    story.now = at('2026-11-23 15:10');
    story.allAnswer();
    expect(story.state.phase).toBe('completed');
    const seen = read(story, story.now);
    expect(told(seen)).toEqual([
      'intake market-regulation name 5',
      'off-clock applicant correction 205',
      'intake market-regulation name 10',
    ]);
    expect(seen.stretches.find(({ holder }) => holder.kind === 'applicant')?.reason).toMatchObject({
      code: 'CORRECTION',
      rules: [{ rule: 'R-SEAT-02', article: '市场主体登记管理条例 a.16' }],
    });
    expect(seen.sums['off-clock']).toBe(minutes(205));
  });

  it('in which an officer looks are his department’s, from the machine’s answer on, with the rules that asked for him', () => {
    const story = new Story(openingBook, at('2026-11-23 11:00'));
    story.submit();
    story.othersAnswer();
    story.now = at('2026-11-23 11:30');
    story.answers('register', { outcome: 'review', findings: [finding({ phase: 'substance', verdict: 'unknown' })] });
    const seen = read(story, at('2026-11-23 15:00'));
    expect(told(seen)).toEqual(['work market-regulation register 30', 'work market-regulation register officer 60']);
    expect(seen.stretches.at(-1)?.reason).toMatchObject({ code: 'OFFICER', rules: [{ rule: 'R-SEAT-02' }] });
  });

  it('in which an officer looks are his while he has claimed it, and before, between and after nobody’s in particular', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.othersAnswer();
    story.answers('register', { outcome: 'review', findings: [finding({ phase: 'substance', verdict: 'unknown' })] });
    const task = { department: 'market-regulation', step: 'register', round: 1 };
    const note = (asOf: string, officer: string | null, until: string | null = null) => {
      story.now = Math.max(story.now, at(asOf));
      const times = { at: story.now, asOf: at(asOf), until: until === null ? null : at(until) };
      return story.when({ type: 'NoteOfficer', ...task, officer, ...times });
    };
    note('2026-11-23 09:10', 'reviewer-1', '2026-11-23 09:40');
    note('2026-11-23 09:25', null);
    note('2026-11-23 09:30', 'approver-1', '2026-11-23 10:00');
    // what is known already, what was so before it, and what is of a former round add nothing
    expect(note('2026-11-23 09:30', 'approver-1', '2026-11-23 10:00')).toEqual([]);
    expect(note('2026-11-23 09:20', null)).toEqual([]);
    expect(() =>
      story.when({
        type: 'NoteOfficer',
        ...task,
        department: 'tax',
        officer: null,
        at: story.now,
        asOf: story.now,
        until: null,
      }),
    ).toThrow(TypeError);
    story.now = at('2026-11-23 10:00');
    note('2026-11-23 10:00', null);
    story.now = at('2026-11-23 10:05');
    story.answers('register', { instant: false, decider: 'approver:market-regulation' });
    expect(told(read(story, story.now)).filter((line) => line.includes('register'))).toEqual([
      'work market-regulation register officer 10',
      'work market-regulation register officer reviewer-1 15',
      'work market-regulation register officer 5',
      'work market-regulation register officer approver-1 30',
      'work market-regulation register officer 5',
    ]);
    expect(story.state.onDuty).toEqual({});
    expect(note('2026-11-23 10:06', 'approver-1')).toMatchObject([{ type: 'OfficerNoted' }]);
  });

  it('in which an answer was on its way are the house’s: facts count when they were true', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.othersAnswer();
    story.now = at('2026-11-23 09:30');
    story.answers('register', {}, { answeredAt: at('2026-11-23 09:10') });
    story.allAnswer();
    expect(told(read(story, story.now))).toEqual(['work market-regulation register 10', 'work house 20']);
  });

  it('in which a withdrawal is decided are those of whoever decides it, whatever else was asked', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.othersAnswer();
    story.now = at('2026-11-23 09:10');
    story.when({ type: 'Withdraw', at: story.now });
    story.now = at('2026-11-23 09:25');
    const answeredAt = story.now;
    story.when({
      type: 'TakeWithdrawalAnswer',
      at: answeredAt,
      answeredAt,
      department: 'market-regulation',
      granted: false,
    });
    story.now = at('2026-11-23 09:30');
    story.answers('register');
    story.allAnswer();
    expect(told(read(story, story.now))).toEqual([
      'work market-regulation register 10',
      'work market-regulation withdrawal 15',
      'work market-regulation register 5',
    ]);
  });

  it('are none outside office hours, and none before the case', () => {
    const story = new Story(openingBook, at('2026-11-23 18:00'));
    story.submit();
    story.allAnswer();
    expect(told(read(story, at('2026-11-24 09:00')))).toEqual([]);
    expect(read(story, at('2026-11-23 17:00')).stretches).toEqual([]);
  });
});

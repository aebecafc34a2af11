import { describe, expect, it } from '@jest/globals';
import { halls, minutes } from '@yichuang/working-time';
import fc from 'fast-check';
import { departmentsOf } from '../plan.js';
import { histories, type Move } from '../testing/histories.js';
import { playPromptly } from '../testing/prompt-histories.js';
import { at, openingBook, type Story } from '../testing/stories.js';
import { officerCases, playOfficers, type OfficerCase } from '../testing/officer-cases.js';
import type { Scenario } from './scenario.js';
import type { Side } from './report.js';
import { WhatIf, type WhatIfReport } from './what-if.js';

/** The week in which the stories begin: cases come in the order of the list, some minutes apart. */
const START = at('2026-11-23 09:00');

/** As the edge does it: cases in the order in which they were handed in, and no case before what came before it. */
function whatIf(stories: readonly Story[], scenario: Scenario): WhatIfReport {
  const running = new WhatIf(scenario);
  give(running, stories);
  return running.end();
}

function give(running: WhatIf, stories: readonly Story[]): void {
  stories.forEach(({ decisions }, index) => {
    running.run(decisions[0]?.events[0]?.at ?? 0, Infinity);
    running.add({
      caseId: String(index),
      book: openingBook,
      decisions: decisions.map(({ events }) => events),
    });
  });
  expect(running.run(Infinity, Infinity)).toBe(true);
}

/** Cases that come some minutes apart, whatever happens to them. */
const periods = fc.array(fc.tuple(histories, fc.nat(120)), { minLength: 1, maxLength: 3 });

function played(period: readonly (readonly [readonly Move[], number])[]): Story[] {
  let start = START;
  return period.map(([moves, minutesLater]) => playPromptly(moves, (start += minutesLater * 60_000)));
}

const figures = ({ deadlines, clock, departments, steps, cards }: Side) => ({
  deadlines,
  clock,
  departments,
  steps,
  cards,
});

const allDepartments = departmentsOf(openingBook.plan);
const officersEverywhere = (officers: number) => Object.fromEntries(allDepartments.map((one) => [one, officers]));

describe('a recorded period that is run again', () => {
  it('with nothing changed is what happened, in every figure', () => {
    fc.assert(
      fc.property(periods, (period) => {
        const stories = played(period);
        const { recorded, simulated, changed, actsWithoutPlace, cases } = whatIf(stories, {});
        expect(simulated).toEqual(recorded);
        expect([changed.count, actsWithoutPlace, cases]).toEqual([0, 0, stories.length]);
      }),
      { numRuns: 40 },
    );
  });

  it('under the calendar, the limits and as many officers as it took is what happened too', () => {
    fc.assert(
      fc.property(periods, (period) => {
        const stories = played(period).filter(
          // Of a calendar there is one from the beginning, and what was claimed lay before.
          (story) => story.of('SlaReprojected').length + story.of('OfficerNoted').length === 0,
        );
        const { plan } = openingBook;
        const shares = Object.fromEntries(
          plan.steps.flatMap(({ department, shareMinutes }) =>
            department === null ? [] : [[department, shareMinutes]],
          ),
        ) as Record<string, number>;
        const scenario = {
          calendar: { seasons: halls[0]!.seasons },
          budgetMinutes: plan.budgetMinutes,
          shares,
          officers: officersEverywhere(100),
        };
        const { recorded, simulated } = whatIf(stories, scenario);
        expect(figures(simulated)).toEqual(figures(recorded));
      }),
      { numRuns: 25 },
    );
  });

  it('with a longer limit breaches no more of them, and none that was kept', () => {
    fc.assert(
      fc.property(
        periods,
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 0, max: 600 }),
        (period, budget, more) => {
          const stories = played(period);
          const under = (budgetMinutes: number) => stories.map((story) => whatIf([story], { budgetMinutes }).simulated);
          const longer = under(budget + more);
          under(budget).forEach(({ deadlines }, index) => {
            expect(longer[index]!.deadlines.breached).toBeLessThanOrEqual(deadlines.breached);
            expect(longer[index]!.deadlines.met).toBeGreaterThanOrEqual(deadlines.met);
          });
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('with so many officers', () => {
  const ends = (cases: readonly OfficerCase[], officers: Readonly<Record<string, number>>): number[] => {
    let start = START;
    const stories = cases.map((one) => playOfficers(one, (start += one.later * 60_000)));
    const end: number[] = [];
    const running = new WhatIf({ officers }, ({ caseId }, { state }) => (end[Number(caseId)] = state.end?.at ?? NaN));
    give(running, stories);
    return end;
  };

  it('no case is later for one more of them, where each comes to counted officers once', () => {
    fc.assert(
      fc.property(
        fc.array(officerCases(['tax']), { maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        (cases, officers) => {
          const [few, more] = [ends(cases, { tax: officers }), ends(cases, { tax: officers + 1 })];
          expect(few).toHaveLength(cases.length);
          more.forEach((end, index) => {
            expect(end).toBeLessThanOrEqual(few[index]!);
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('no case is sooner than with as many as it takes, wherever it comes', () => {
    const steps = ['tax-check', 'register', 'tax', 'seal'];
    fc.assert(
      fc.property(
        fc.array(officerCases(steps), { maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (cases, officers) => {
          const [counted, all] = [ends(cases, officersEverywhere(officers)), ends(cases, {})];
          all.forEach((end, index) => {
            expect(end).toBeLessThanOrEqual(counted[index]!);
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('who comes to them twice may be sooner at the cost of another: more of them are not better for everybody', () => {
    const quick = Object.fromEntries(openingBook.plan.steps.map(({ id }) => [id, { machine: 0, officer: null }]));
    const at = (later: number, steps: OfficerCase['steps']) => ({ later, steps: { ...quick, ...steps } });
    const cases = [
      at(0, { 'seal-check': { machine: 0, officer: 60 } }),
      at(1, { 'seal-check': { machine: 0, officer: 60 }, tax: { machine: 0, officer: 120 } }),
      at(89, { tax: { machine: 0, officer: 10 } }),
    ];
    const [few, more] = [ends(cases, { seal: 1, tax: 1 }), ends(cases, { seal: 2, tax: 1 })];
    expect(more[1]).toBeLessThan(few[1]!);
    expect(more[2]).toBeGreaterThan(few[2]!);
  });
});

describe('two cases for one tax officer', () => {
  const quick = Object.fromEntries(openingBook.plan.steps.map(({ id }) => [id, { machine: 0, officer: null }]));
  const one: OfficerCase = { later: 0, steps: { ...quick, tax: { machine: 0, officer: 150 } } };
  const stories = () => [playOfficers(one, START), playOfficers(one, START + minutes(10))];
  const told = ({ departments }: Side) => departments.find(({ department }) => department === 'tax')?.held;

  it('wait for each other, and the second comes too late', () => {
    const { recorded, simulated, changed, waits } = whatIf(stories(), { officers: { tax: 1 } });
    expect([recorded.deadlines, simulated.deadlines].map(({ met, breached }) => [met, breached])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect([told(recorded)?.millis, told(simulated)?.millis]).toEqual([minutes(300), minutes(150 + 290)]);
    expect(changed).toEqual({
      count: 1,
      named: [
        {
          caseId: '1',
          number: 'QK-1',
          recorded: 'met',
          simulated: 'breached',
          recordedMillis: minutes(150),
          simulatedMillis: minutes(290),
        },
      ],
    });
    expect(waits).toEqual([
      { department: 'tax', millis: minutes(140), meanMillis: minutes(70), p95Millis: minutes(140), cases: 2 },
    ]);
    // His own share of 120 minutes was over in both; the case's own limit only where he was waited for.
    expect([recorded.cards.red, simulated.cards.red]).toEqual([2, 3]);
  });

  it('do not when one piece keeps him busy for no more than ten minutes', () => {
    const { simulated } = whatIf(stories(), { officers: { tax: 1 }, handlingMinutes: { tax: 10 } });
    expect(told(simulated)?.millis).toBe(minutes(20));
    expect(simulated.deadlines).toMatchObject({ met: 2, breached: 0 });
  });

  it('keep him busy only from when he had taken each in hand, where that was heard', () => {
    const steps = { ...quick, tax: { machine: 0, officer: 150, lay: 130 } };
    const taken = [playOfficers({ later: 0, steps }, START), playOfficers({ later: 0, steps }, START + minutes(10))];
    expect(told(whatIf(taken, {}).simulated)?.millis).toBe(minutes(300));
    const { simulated, waits } = whatIf(taken, { officers: { tax: 1 } });
    expect(told(simulated)?.millis).toBe(minutes(20 + 30));
    expect(waits[0]?.millis).toBe(minutes(10));
  });

  it('come to the end of another limit', () => {
    const { simulated, changed } = whatIf(stories(), { budgetMinutes: 149, shares: { tax: 149 } });
    expect(simulated.deadlines).toMatchObject({ met: 0, breached: 2 });
    expect(changed.named.map(({ caseId }) => caseId)).toEqual(['0', '1']);
    expect(whatIf(stories(), { budgetMinutes: 150, shares: { tax: 150 } }).simulated.cards.red).toBe(0);
  });

  it('are kept over a day off and by other office hours', () => {
    const windows = [{ opens: '09:00', closes: '10:00' }];
    const { simulated } = whatIf(stories(), { calendar: { seasons: [{ starts: '01-01', windows }] } });
    // An hour a day: begun on Monday at nine, 150 minutes are over on Wednesday.
    expect(told(simulated)?.millis).toBe(minutes(300));
    expect(simulated.deadlines).toMatchObject({ met: 2, breached: 0 });
  });
});

it('a day that no calendar covers leaves a case out on both sides, and is counted', () => {
  const windows = [{ opens: '09:00', closes: '09:01' }];
  const one: OfficerCase = { later: 0, steps: { tax: { machine: 0, officer: 300 } } };
  const late = playOfficers(one, at('2027-10-11 09:00'));
  const { cases, beyondCalendar, recorded } = whatIf([late], { calendar: { seasons: [{ starts: '01-01', windows }] } });
  expect([cases, beyondCalendar, recorded.deadlines.met]).toEqual([0, 1, 0]);
});

it('names a hundred of the cases that came out otherwise, and counts all of them', () => {
  const story = playOfficers({ later: 0, steps: { tax: { machine: 0, officer: 60 } } }, START);
  const { changed } = whatIf(
    Array.from({ length: 103 }, () => story),
    { budgetMinutes: 1 },
  );
  expect([changed.count, changed.named.length]).toEqual([103, 100]);
});

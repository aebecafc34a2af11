import { describe, expect, it } from '@jest/globals';
import { separationFaults, type Deed, type PastDeed } from '@yichuang/contracts';
import type { OfficerCommand, OfficerEvent } from '@yichuang/host';
import { decide, fold } from '@yichuang/kernel';
import fc from 'fast-check';
import { rulingsOn } from './through-officers.js';
import { checkOf, toyDesk, type ToyCommand, type ToyEvent } from './toy-desk.fixture.js';

type Command = ToyCommand | OfficerCommand;
type Event = ToyEvent | OfficerEvent;
interface Holder {
  readonly key: string;
  readonly stream: string;
  readonly data: unknown;
}

const { decider } = toyDesk;
const at = 10_000;
const CASE = 'c1';
const both = rulingsOn(['T-SOURCE', 'T-STRANGE'], 'pass');
const deed: Partial<Record<Event['type'], Deed>> = {
  StepRecommended: 'review',
  OfficerRuled: 'approve',
  ItemInspected: 'inspect',
};

/** Desks of one department over one book of claims, as the store keeps it. */
class Desks {
  readonly written: Event[] = [];
  private readonly states = new Map<string, typeof decider.initial>();
  private readonly book = new Map<string, Holder>();

  /** What was decided, or the code of the rejection. */
  act(desk: string, command: Command): readonly Event[] | string {
    const before = this.states.get(desk) ?? decider.initial;
    const keys = toyDesk.claims?.(command, before, CASE) ?? [];
    const holders = [...this.book.values()].filter(({ key, stream }) => keys.includes(key) && stream !== desk);
    const decision = decide(decider, { ...command, holders }, before);
    if (decision.kind === 'rejection') return decision.code;
    const { events } = decision;
    if (events.length > 0) expect(decide(decider, toyDesk.recall(events, before), before)).toEqual(decision);
    let state = before;
    for (const event of events) {
      state = fold(decider, [event], state);
      this.states.set(desk, state);
      for (const kept of toyDesk.holds?.(event, state, CASE).keep ?? [])
        this.book.set(`${kept.key} ${desk}`, { ...kept, stream: desk });
    }
    this.written.push(...events);
    return events;
  }
}

const of = (id: string) => ({ id, roles: ['reviewer' as const, 'approver' as const] });
const claim = (id: string): Command => ({ type: 'ClaimItem', at, officer: of(id) });
const recommend = (id: string): Command => ({
  type: 'RecommendStep',
  at,
  officer: of(id),
  rulings: both,
  opinion: '可 yes',
});
const decideBy = (id: string): Command => ({ type: 'DecideStep', at, officer: of(id), rulings: both });
const overrideBy = (id: string): Command => ({
  type: 'OverrideStep',
  at,
  officer: of(id),
  rulings: rulingsOn(['T-FORBIDDEN'], 'fail'),
  reason: '名录更正 the list was corrected',
});

/** Both desks wait, and the first has been reviewed by `one`. */
function reviewed(): Desks {
  const desks = new Desks();
  for (const desk of ['first', 'second']) desks.act(desk, checkOf());
  desks.act('first', claim('one'));
  desks.act('first', recommend('one'));
  return desks;
}

describe('duties at two desks of a department', () => {
  it('are of different people: who reviewed at one does not approve at the other, nor the other way about', () => {
    const desks = reviewed();
    expect(desks.act('second', overrideBy('one'))).toBe('DUTIES_NOT_SEPARATE');
    desks.act('first', claim('two'));
    desks.act('first', decideBy('two'));
    desks.act('second', claim('two'));
    expect(desks.act('second', recommend('two'))).toBe('DUTIES_NOT_SEPARATE');
    desks.act('second', { type: 'ReleaseItem', at, officer: of('two') });
    desks.act('second', claim('one'));
    expect(desks.act('second', recommend('one'))).toMatchObject([{ type: 'StepRecommended' }]);
    desks.act('second', claim('two'));
    expect(desks.act('second', decideBy('two'))).toMatchObject([{ type: 'OfficerRuled' }, { type: 'ToyDone' }]);
  });

  it('are recorded as they were seen, and where nobody did anything nothing is', () => {
    const desks = reviewed();
    expect(desks.written.find(({ type }) => type === 'StepRecommended')).not.toHaveProperty('elsewhere');
    expect(desks.act('second', overrideBy('two'))).toMatchObject([
      { type: 'OfficerRuled', elsewhere: [{ act: 'review', by: 'one' }], seen: [] },
      { type: 'ToyRefused' },
    ]);
  });

  it('do not count an inspection at the other desk, which is of what lay there', () => {
    const desks = reviewed();
    desks.act('first', { type: 'InspectItem', at, officer: of('two'), findings: '现场一致 as declared' });
    desks.act('second', claim('one'));
    desks.act('second', recommend('one'));
    desks.act('second', claim('two'));
    expect(desks.act('second', decideBy('two'))).toMatchObject([{ type: 'OfficerRuled' }, { type: 'ToyDone' }]);
    desks.act('first', claim('two'));
    expect(desks.act('first', decideBy('two'))).toBe('DUTIES_NOT_SEPARATE');
  });

  it('need no look at claims where no person acts', () => {
    const waiting = fold(decider, reviewed().written.slice(0, 2));
    expect(toyDesk.claims?.(checkOf(), decider.initial, CASE)).toEqual([]);
    expect(toyDesk.claims?.(claim('one'), waiting, CASE)).toEqual([]);
    expect(toyDesk.claims?.(decideBy('one'), waiting, CASE)).toEqual(['duty/c1']);
  });

  it('stay apart whatever is done at which desk in which order', () => {
    const who = fc.constantFrom('one', 'two', 'three', 'clerk-1');
    const command = fc.oneof(
      ...[claim, claim, recommend, recommend, decideBy, decideBy, overrideBy].map((act) => who.map(act)),
      fc.integer({ min: 2, max: 4 }).map((round): Command => checkOf({}, round)),
    );
    const step = fc.tuple(fc.constantFrom('first', 'second', 'third'), command);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const desks = new Desks();
        for (const desk of ['first', 'second', 'third']) desks.act(desk, checkOf());
        for (const [desk, one] of steps) desks.act(desk, one);
        const done: PastDeed[] = [{ act: 'intake', by: 'clerk-1' }];
        for (const event of desks.written) {
          const act = deed[event.type];
          if (act === undefined || !('by' in event)) continue;
          const actor = { ...of(event.by), department: null, division: null };
          expect(separationFaults({ actor, act, done, applicants: ['applicant-1'] })).toEqual([]);
          done.push({ act, by: event.by });
        }
      }),
      { numRuns: 500 },
    );
  });
});

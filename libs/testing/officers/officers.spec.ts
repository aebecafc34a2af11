import { describe, expect, it } from '@jest/globals';
import { separationFaults, type Actor } from '@yichuang/contracts';
import { decide, fold } from '@yichuang/kernel';
import fc from 'fast-check';
import type { OfficerCommand, OfficerEvent, OfficersState, Ruling } from '@yichuang/host';
import { holdsInAnyHistory, storyOf, typesOf } from '../given.js';
import { checkOf, person, toyDesk, type ToyCommand, type ToyEvent } from './toy-desk.fixture.js';

type Command = ToyCommand | OfficerCommand;

/** How long a claim holds if nobody says otherwise. */
const CLAIM_MILLIS = 30 * 60_000;

const { decider } = toyDesk;
const { after, given } = storyOf(decider);
const at = 10_000;
const reviewer = { id: 'reviewer-1', roles: ['reviewer' as const] };
const approver = { id: 'approver-1', roles: ['approver' as const] };
const other = { id: 'reviewer-2', roles: ['reviewer' as const] };

const right = (rule: string): Ruling => ({ rule, verdict: 'pass', reason: '已核实 looked at', article: null });
const wrong = (rule: string): Ruling => ({ rule, verdict: 'fail', reason: '不符 not so', article: '公司法 a.10' });
const both = [right('T-SOURCE'), right('T-STRANGE')];

const claim = (officer = reviewer as { id: string; roles: Actor['roles'] }, when = at): Command => ({
  type: 'ClaimItem',
  at: when,
  officer,
});
const recommend = (rulings = both, officer = reviewer): Command => ({
  type: 'RecommendStep',
  at,
  officer,
  rulings,
  opinion: '建议准予 granted, I think',
});
const decideWith = (
  rulings: readonly Ruling[],
  officer: { id: string; roles: Actor['roles'] } = approver,
): Command => ({
  type: 'DecideStep',
  at,
  officer,
  rulings,
});
const recommended = [checkOf(), claim(), recommend()] as const;
const ready = [...recommended, claim(approver)] as const;

const said = (command: Command, ...before: readonly Command[]): string => {
  const decision = decide(decider, command, after(...before));
  return decision.kind === 'rejection' ? decision.code : typesOf(decision.events).join(' ');
};

describe('what waits for a person', () => {
  it('is claimed by one, and then nobody else works on it', () => {
    expect(given(checkOf()).when(claim())).toEqual([
      { type: 'ItemClaimed', at, by: 'reviewer-1', until: at + CLAIM_MILLIS, step: 'toy', round: 1 },
    ]);
    expect(said(claim(other), checkOf(), claim())).toBe('CLAIMED_BY_ANOTHER');
    expect(said(recommend(both, other), checkOf(), claim())).toBe('CLAIMED_BY_ANOTHER');
    expect(said({ type: 'ReleaseItem', at, officer: other }, checkOf(), claim())).toBe('CLAIMED_BY_ANOTHER');
    expect(said(recommend(), checkOf())).toBe('NOT_CLAIMED');
  });

  it('is free again when it is released, and when the claim has run out, however late the timer comes', () => {
    const until = at + CLAIM_MILLIS;
    expect(said(claim(other), checkOf(), claim(), { type: 'ReleaseItem', at, officer: reviewer })).toBe('ItemClaimed');
    expect(said(claim(other, until), checkOf(), claim())).toBe('ItemClaimed');
    expect(toyDesk.timers?.(after(checkOf(), claim()))).toEqual({ 'officers-claim': until });
    expect(toyDesk.fires?.('officers-claim', until, until + 3)).toEqual({
      type: 'LapseClaim',
      at: until + 3,
      dueAt: until,
    });
    const lapse: Command = { type: 'LapseClaim', at: until + 3, dueAt: until };
    expect(said(lapse, checkOf(), claim())).toBe('ClaimLapsed');
    expect(said(lapse, checkOf(), claim(), { type: 'ReleaseItem', at, officer: reviewer })).toBe('');
  });

  it('says of which step it is to whoever gives each minute to somebody, and can be decided again where it did not yet', () => {
    const [claimed] = given(checkOf()).when(claim());
    const old = { type: 'ItemClaimed' as const, at, by: 'reviewer-1', until: at + CLAIM_MILLIS };
    const before = after(checkOf());
    expect(decide(decider, toyDesk.recall([old], before), before)).toEqual({ kind: 'decided', events: [old] });
    expect(claimed && toyDesk.audience[claimed.type]).toBe('orchestrator');
    const acts = [claimed, ...given(checkOf(), claim()).when({ type: 'LapseClaim', at: old.until, dueAt: old.until })];
    for (const act of acts) expect(act).toMatchObject({ step: 'toy', round: 1 });
  });

  it('is handed over by whoever has it, and assigned by an approver, who takes it away for nobody but another', () => {
    const handOver: Command = { type: 'HandOverItem', at, officer: reviewer, to: other.id };
    expect(said(recommend(both, other), checkOf(), claim(), handOver)).toBe('StepRecommended');
    expect(said(recommend(), checkOf(), claim(), handOver)).toBe('CLAIMED_BY_ANOTHER');
    expect(said(handOver, checkOf())).toBe('NOT_CLAIMED');
    const assign = (to: string): Command => ({ type: 'AssignItem', at, officer: approver, to });
    expect(said(recommend(both, other), checkOf(), claim(), assign(other.id))).toBe('StepRecommended');
    expect(said(assign(approver.id), checkOf(), claim())).toBe('CLAIMED_BY_ANOTHER');
    expect(said(assign('applicant-1'), checkOf())).toBe('DUTIES_NOT_SEPARATE');
  });

  it('is nothing where a machine could tell everything, and nothing any more when the case has ended', () => {
    expect(said(claim(), checkOf({ source: 'yes', strange: false }))).toBe('NOTHING_WAITS');
    const ended = after(checkOf(), claim(), { type: 'End', at });
    expect(ended.officers).toMatchObject({ since: null, claim: null });
    expect(toyDesk.timers?.(ended)).toEqual({});
    expect(said(claim())).toBe('NOTHING_WAITS');
  });

  it('loses what was recommended when a source speaks: the reviewer has not seen that', () => {
    expect(said(decideWith(both), ...recommended, { type: 'Learn', at, source: 'no' }, claim(approver))).toBe(
      'NOT_RECOMMENDED',
    );
  });
});

describe('a decision by officers', () => {
  it('is recommended by one and made by another, and the law makes of it what it makes of facts', () => {
    const [ruling, done] = given(...ready).when(decideWith(both));
    expect(ruling).toMatchObject({
      type: 'OfficerRuled',
      by: 'approver-1',
      how: 'decide',
      rulings: [
        { rule: 'T-SOURCE', verdict: 'pass', over: 'unknown', officer: 'approver:tax' },
        { rule: 'T-STRANGE', verdict: 'pass', over: 'fail' },
      ],
    });
    expect(done).toMatchObject({
      type: 'ToyDone',
      answer: { outcome: 'done', instant: false, decider: 'approver:tax', rules: { unknown: [] } },
    });
  });

  it('refuses with reason and article of every rule it finds broken', () => {
    const [, refused] = given(...ready).when(decideWith([wrong('T-SOURCE'), right('T-STRANGE')]));
    expect(refused).toMatchObject({
      type: 'ToyRefused',
      answer: {
        outcome: 'refused',
        decider: 'approver:tax',
        findings: [
          {
            rule: 'T-SOURCE',
            verdict: 'fail',
            disposal: 'block',
            evidence: { officer: 'approver:tax', reason: '不符 not so', article: '公司法 a.10' },
          },
          { rule: 'T-MARK' },
        ],
      },
    });
  });

  it('needs a recommendation, a claim, and an answer to every rule that waits and to no other', () => {
    expect(said(decideWith(both), checkOf(), claim(approver))).toBe('NOT_RECOMMENDED');
    expect(said(decideWith(both), ...recommended)).toBe('NOT_CLAIMED');
    expect(said(decideWith([right('T-SOURCE')]), ...ready)).toBe('RULES_NOT_ANSWERED');
    expect(said(decideWith([...both, wrong('T-FORBIDDEN')]), ...ready)).toBe('RULES_NOT_OPEN');
    expect(said(decideWith([...both, wrong('T-MARK')]), ...ready)).toBe('RULES_NOT_OPEN');
  });

  it('is not made by who reviewed, who took it in, whose case it is, who acts in it, or who may change no outcome', () => {
    const by = (id: string, ...roles: Actor['roles']) =>
      decide(decider, decideWith(both, { id, roles }), after(...recommended));
    expect(by('reviewer-1', 'reviewer', 'approver')).toMatchObject({ code: 'DUTIES_NOT_SEPARATE' });
    for (const clerk of ['clerk-1', 'clerk-2'])
      expect(by(clerk, 'approver')).toMatchObject({ code: 'DUTIES_NOT_SEPARATE' });
    for (const acting of ['applicant-1', 'agent-1'])
      expect(by(acting, 'approver')).toMatchObject({
        code: 'DUTIES_NOT_SEPARATE',
        text: { en: expect.stringContaining('R-SOD-02') as unknown },
      });
    expect(by('auditor-1', 'approver', 'auditor')).toMatchObject({
      text: { 'zh-CN': expect.stringContaining('R-SOD-05') as unknown },
    });
    expect(said(claim({ id: 'applicant-1', roles: ['reviewer'] }), checkOf())).toBe('DUTIES_NOT_SEPARATE');
  });

  it('waits for the second inspector once one has been there', () => {
    const inspect = (id: string): Command => ({
      type: 'InspectItem',
      at,
      officer: { id, roles: ['reviewer'] },
      findings: '现场与申报一致',
    });
    const decision = decide(decider, decideWith(both), after(...ready, inspect('reviewer-1')));
    expect(decision).toMatchObject({ text: { en: expect.stringContaining('R-SOD-03') as unknown } });
    expect(said(decideWith(both), ...ready, inspect('reviewer-1'), inspect('reviewer-2'))).toBe('OfficerRuled ToyDone');
    expect(said(inspect('reviewer-1'), ...ready, inspect('reviewer-1'))).toBe('');
  });

  it('waits for two inspectors where a rule calls for them, though nobody has gone yet, and for none where it passed', () => {
    const all = [right('T-SOURCE'), right('T-STRANGE'), right('T-REMOTE')];
    const waiting = [checkOf({ remote: true }), claim(), recommend(all), claim(approver)] as const;
    const inspect = (id: string): Command => ({
      type: 'InspectItem',
      at,
      officer: { id, roles: ['reviewer'] },
      findings: '现场与申报一致',
    });
    expect(after(checkOf({ remote: true })).officers.calls).toMatchObject([
      {},
      {},
      { rule: 'T-REMOTE', inspection: true },
    ]);
    for (const gone of [[], [inspect('reviewer-1')], [inspect('reviewer-1'), inspect('reviewer-1')]]) {
      const decision = decide(decider, decideWith(all), after(...waiting, ...gone));
      expect(decision).toMatchObject({ text: { en: expect.stringContaining('R-SOD-03') as unknown } });
    }
    const refusing = decideWith([right('T-SOURCE'), right('T-STRANGE'), wrong('T-REMOTE')]);
    expect(said(refusing, ...waiting)).toBe('DUTIES_NOT_SEPARATE');
    const pair = [inspect('reviewer-1'), inspect('reviewer-2')];
    expect(said(decideWith(all), ...waiting, ...pair)).toBe('OfficerRuled ToyDone');
  });

  it('goes with the form it was made about: a correction is looked at anew', () => {
    const refused = [...ready, decideWith([right('T-SOURCE'), wrong('T-STRANGE')])] as const;
    expect(after(...refused).own).toMatchObject({ status: 'refused' });
    const corrected = after(...refused, checkOf({}, 2));
    expect(corrected.own).toMatchObject({ status: 'review', rulings: [] });
    expect(corrected.officers).toMatchObject({ recommended: null, claim: null });
  });

  it('is turned around by an approver with a reason where a machine made it, and only there', () => {
    const override = (rulings: readonly Ruling[]): Command => ({
      type: 'OverrideStep',
      at,
      officer: approver,
      rulings,
      reason: '名录更正 the list was corrected',
    });
    const forbidden = checkOf({ source: 'yes', strange: false, forbidden: true });
    // a refusal that a machine made waits for a person too, and goes the whole way
    expect(said(override([right('T-FORBIDDEN')]), forbidden)).toBe('RULES_WAIT');
    const silent = checkOf({ forbidden: false });
    expect(said(override([right('T-SOURCE')]), silent)).toBe('RULES_WAIT');
    expect(given(silent).when(override([wrong('T-FORBIDDEN')]))).toMatchObject([
      { type: 'OfficerRuled', how: 'override', rulings: [{ over: 'pass' }], reason: '名录更正 the list was corrected' },
      { type: 'ToyRefused' },
    ]);
    expect(said(override([right('T-FORBIDDEN')]), silent)).toBe('RULES_NOT_OPEN');
    expect(said(override([wrong('T-UNKNOWN')]), silent)).toBe('RULES_NOT_OPEN');
    expect(said(override([wrong('T-FORBIDDEN')]), silent, claim())).toBe('CLAIMED_BY_ANOTHER');
    expect(said(override([wrong('T-SOURCE')]), checkOf({ source: 'yes', strange: false }))).toBe('NOT_OVERRIDABLE');
  });
});

describe('the queue', () => {
  const [queue] = toyDesk.registers ?? [];
  const rowsAfter = (...commands: readonly Command[]) => {
    let state = decider.initial;
    let rows: unknown[] = [];
    for (const command of commands) {
      const decision = decide(decider, command, state);
      if (decision.kind === 'rejection') throw new TypeError(decision.code);
      for (const event of decision.events) {
        state = fold(decider, [event], state);
        rows = [...(queue?.project(event, state, 'c1') ?? [])];
      }
    }
    return rows;
  };

  it('shows since when and for what it waits, until when it may, and who has it', () => {
    expect(rowsAfter(checkOf(), claim())).toMatchObject([
      {
        key: ['c1'],
        row: {
          status: 'to-recommend',
          step: 'toy',
          waits_since: 1_000,
          waits_for: 'T-SOURCE_CODE T-STRANGE_CODE',
          due_at: 5_000_000,
          claimed_by: 'reviewer-1',
          division: '350405',
        },
      },
    ]);
    expect(rowsAfter(...recommended)).toMatchObject([
      { row: { status: 'to-decide', claimed_by: null, recommended_by: 'reviewer-1' } },
    ]);
  });

  it('lets go what was decided, and never writes of a case that no person was needed for', () => {
    expect(rowsAfter(...ready, decideWith(both))).toEqual([{ key: ['c1'], row: null }]);
    expect(rowsAfter(checkOf({ source: 'yes', strange: false }))).toEqual([]);
  });
});

describe('any history of officers', () => {
  const people: readonly Actor[] = [
    person('reviewer-1', 'reviewer'),
    person('reviewer-2', 'reviewer', 'approver'),
    person('approver-1', 'approver'),
    person('applicant-1', 'approver'),
    person('clerk-1', 'reviewer'),
    person('auditor-1', 'approver', 'auditor'),
  ];
  const officer = fc.constantFrom(...people.map(({ id, roles }) => ({ id, roles })));
  const to = fc.constantFrom(...people.map(({ id }) => id));
  const when = fc.integer({ min: 1_000, max: 5_000_000 });
  const verdict = fc.constantFrom(right, wrong);
  const rulings = fc.oneof(
    fc.tuple(verdict, verdict).map(([one, two]) => [one('T-SOURCE'), two('T-STRANGE')]),
    fc.tuple(verdict, verdict).map(([one, two]) => [one('T-SOURCE'), two('T-STRANGE'), right('T-REMOTE')]),
    fc.tuple(verdict, fc.constantFrom('T-SOURCE', 'T-STRANGE', 'T-FORBIDDEN')).map(([one, rule]) => [one(rule)]),
  );
  const act = { at: when, officer };
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ type: fc.constant('ClaimItem' as const), ...act }),
    fc.record({ type: fc.constant('ReleaseItem' as const), ...act }),
    fc.record({ type: fc.constant('HandOverItem' as const), ...act, to }),
    fc.record({ type: fc.constant('AssignItem' as const), ...act, to }),
    fc.record({ type: fc.constant('LapseClaim' as const), at: when, dueAt: when }),
    fc.record({ type: fc.constant('RecommendStep' as const), ...act, rulings, opinion: fc.constantFrom('a', 'b') }),
    fc.record({ type: fc.constant('DecideStep' as const), ...act, rulings }),
    fc.record({ type: fc.constant('OverrideStep' as const), ...act, rulings, reason: fc.constantFrom('a', 'b') }),
    fc.record({ type: fc.constant('InspectItem' as const), ...act, findings: fc.constantFrom('a', 'b') }),
    fc.record({
      type: fc.constant('Learn' as const),
      at: when,
      source: fc.constantFrom('yes' as const, 'no' as const),
    }),
    fc.constant<Command>({ type: 'End', at }),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()).map(([round, remote]) => checkOf({ remote }, round)),
  );

  const deed = { StepRecommended: 'review', OfficerRuled: 'approve', ItemInspected: 'inspect' } as const;
  const isDeed = (type: string): type is keyof typeof deed => Object.hasOwn(deed, type);

  const inHand = ({ claim: had }: OfficersState, now: number) => (had !== null && now < had.until ? had.by : null);

  /** Told from the outside, from what was written alone. */
  function held(written: readonly (ToyEvent | OfficerEvent)[]): void {
    const done: { act: (typeof deed)[keyof typeof deed] | 'intake'; by: string }[] = [{ act: 'intake', by: 'clerk-1' }];
    let officers: OfficersState = decider.initial.officers;
    let state = decider.initial;
    let results = 0;
    let inspection = false;
    for (const event of written) {
      if (event.type === 'ToyTaken') results = 0;
      if (event.type === 'ToyDone') results += 1;
      if ('by' in event && isDeed(event.type)) {
        const actor = people.find(({ id }) => id === event.by) as Actor;
        const intended = { actor, act: deed[event.type], done, applicants: ['applicant-1'], inspection };
        expect(separationFaults(intended)).toEqual([]);
        if (event.type === 'StepRecommended' || (event.type === 'OfficerRuled' && event.how === 'decide'))
          expect(inHand(officers, event.at)).toBe(event.by);
        done.push({ act: deed[event.type], by: event.by });
      }
      if ('answer' in event) inspection = event.answer.findings.some(({ rule }) => rule === 'T-REMOTE');
      if (event.type === 'ItemClaimed') expect(inHand(officers, event.at)).toBeNull();
      state = fold(decider, [event], state);
      ({ officers } = state);
      if (officers.claim !== null) expect(officers.since).not.toBeNull();
    }
    expect(results).toBeLessThanOrEqual(1);
  }

  it('lets nobody decide who may not, comes to one result at most, and can be decided again from its events', () => {
    const allowed = (one: Command, state: typeof decider.initial): boolean =>
      decide(decider, one, state).kind === 'decided';
    holdsInAnyHistory({
      decider,
      recall: toyDesk.recall,
      command,
      possible: allowed,
      likely: [checkOf(), claim(), recommend(), claim(approver), decideWith(both)],
      then: (_state, written) => {
        held(written);
      },
      lengthMax: 30,
      runs: 300,
    });
  });
});

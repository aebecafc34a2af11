import { describe, expect, it } from '@jest/globals';
import { consultationDesk, type OfficerCommand, type OfficerEvent, type OpinionCommand } from '@yichuang/host';
import type { Role } from '@yichuang/contracts';
import { decide } from '@yichuang/kernel';
import fc from 'fast-check';
import { holdsInAnyHistory, storyOf, typesOf } from '../given.js';
import { approver, decideStep, reviewer, rulingsOn } from './through-officers.js';
import { checkOf, toyDesk, toyOf, type ToyCommand, type ToyEvent } from './toy-desk.fixture.js';

type Command = ToyCommand | OfficerCommand;

const { decider } = toyDesk;
const { after, given } = storyOf<Command, typeof decider.initial, ToyEvent | OfficerEvent>(decider);
const at = 10_000;
const ID = 'tax.toy.1';
const both = rulingsOn(['T-SOURCE', 'T-STRANGE'], 'pass');
const broken = rulingsOn(['T-SOURCE', 'T-STRANGE'], 'fail');

const claim = (officer: typeof reviewer | typeof approver): Command => ({ type: 'ClaimItem', at, officer });
const recommend: Command = { type: 'RecommendStep', at, officer: reviewer, rulings: both, opinion: '可 yes' };
type Ask = Extract<OfficerCommand, { readonly type: 'ConsultDepartment' }>;
const ask = (over: Partial<Ask> = {}): Ask => ({
  type: 'ConsultDepartment',
  at,
  officer: reviewer,
  to: 'seal',
  question: '印章有无异议 any objection',
  minutes: null,
  ...over,
});
const takeBack = (officer: Ask['officer'] = reviewer): Command => ({
  type: 'TakeBackQuestion',
  at,
  officer,
  consultation: ID,
});
const dated: Command = { type: 'DateQuestion', at, consultation: ID, dueAt: at + 1_000 };
const ends = (kind: 'objection' | 'no-objection' | 'deemed', consultation = ID): Command => ({
  type: 'EndQuestion',
  at,
  consultation,
  ending: kind === 'deemed' ? { kind, rule: 'R-DEEM-02' } : { kind, reason: '说明', article: null, by: 'seal-1' },
});
const claimed = [checkOf(), claim(reviewer)] as const;
const asked = [...claimed, ask()] as const;
const said = (command: Command, ...before: readonly Command[]): string => {
  const decision = decide(decider, command, after(...before));
  return decision.kind === 'rejection' ? decision.code : typesOf(decision.events).join(' ');
};
/** Recommended, and claimed by whoever decides. */
const ready = (...commands: readonly Command[]) => [...asked, ...commands, recommend, claim(approver)];

describe('an officer who works on an item', () => {
  it('asks other departments about it, one question at a time to each', () => {
    expect(given(...claimed).when(ask())).toEqual([
      {
        type: 'ConsultationRequested',
        at,
        id: ID,
        desk: 'toy',
        by: 'reviewer-1',
        to: 'seal',
        question: ask().question,
        minutes: null,
        step: 'toy',
        round: 1,
      },
    ]);
    expect(said(ask(), ...asked)).toBe('');
    expect(said(ask({ question: '另一问 another' }), ...asked)).toBe('ASKED_ALREADY');
    expect(given(...asked).when(ask({ to: 'housing-fund' }))).toMatchObject([{ id: 'tax.toy.2' }]);
    expect(said(ask(), ...asked, ends('no-objection'))).toBe('ConsultationRequested');
  });

  it('has it claimed, does not apply himself, and asks neither his own department nor one nobody knows', () => {
    expect(said(ask(), checkOf())).toBe('NOT_CLAIMED');
    expect(said(ask({ officer: approver }), ...claimed)).toBe('CLAIMED_BY_ANOTHER');
    expect(said(ask({ to: 'tax' }), ...claimed)).toBe('NOT_CONSULTED');
    expect(said(ask({ to: 'fire-safety' }), ...claimed)).toBe('NOT_CONSULTED');
    const applicant = { id: toyOf.principal, roles: ['reviewer' as const] };
    expect(said(ask({ officer: applicant }), checkOf())).toBe('DUTIES_NOT_SEPARATE');
    expect(said(ask(), checkOf({ source: 'yes', strange: false }))).toBe('NOTHING_WAITS');
  });

  it('recommends meanwhile, and nobody decides before the answer, the silence, or the question taken back', () => {
    expect(said(recommend, ...asked)).toBe('StepRecommended');
    const decision = decide(decider, decideStep(both, at), after(...ready(dated)));
    expect(decision).toMatchObject({ kind: 'rejection', code: 'OPINIONS_AWAITED' });
    expect(JSON.stringify(decision)).toContain('seal');
    for (const ending of [ends('no-objection'), ends('deemed'), takeBack()])
      expect(said(decideStep(both, at), ...ready(dated, ending))).toBe('OfficerRuled ToyDone');
  });

  it('takes the question back, and so does whoever has the item now, as long as it is open', () => {
    expect(said(takeBack(), ...asked)).toBe('ConsultationRequestWithdrawn');
    expect(said(takeBack(), ...asked, takeBack())).toBe('');
    expect(said(takeBack(approver), ...asked)).toBe('NOT_CLAIMED');
    expect(said(takeBack(approver), ...ready())).toBe('ConsultationRequestWithdrawn');
    expect(said(takeBack(), ...asked, ends('objection'))).toBe('CONSULTATION_ENDED');
    expect(said({ ...takeBack(), at: at + 1_000 }, ...asked, dated)).toBe('CONSULTATION_ENDED');
    expect(said(takeBack(), ...claimed)).toBe('NO_SUCH_CONSULTATION');
  });

  it('who decides against an objection says why; silence and no objection ask for nothing', () => {
    const objected = ready(dated, ends('objection'));
    expect(said(decideStep(both, at), ...objected)).toBe('OBJECTION_UNANSWERED');
    expect(said(decideStep(broken, at), ...objected)).toBe('OfficerRuled ToyRefused');
    const why = { ...decideStep(both, at), reason: '异议与本事项无关 it is beside the matter' };
    expect(given(...objected).when(why)).toMatchObject([{ type: 'OfficerRuled', reason: why.reason }, {}]);
    expect(said(why, ...objected, why)).toBe('');
  });

  it('hears the first ending only, and nothing of what another desk asked', () => {
    expect(said(ends('objection'), ...asked, ends('deemed'))).toBe('');
    expect(said(ends('objection', 'seal.order.1'), ...asked)).toBe('');
    const hear = (type: string, from: string, desk: string) =>
      toyDesk.hears[type]?.command(
        {
          type,
          source: 'orchestrator',
          caseId: 'c',
          at,
          now: at,
          sealed: undefined,
          body: { id: ID, from, desk, rule: 'R' },
        },
        null,
      );
    expect(hear('NoObjectionDeemed', 'tax', 'toy')).toMatchObject({ type: 'EndQuestion', consultation: ID });
    expect([hear('NoObjectionDeemed', 'seal', 'toy'), hear('NoObjectionDeemed', 'tax', 'other')]).toEqual([null, null]);
  });

  it('sees question and opinion with the item, until it is decided', () => {
    const rows = (...commands: readonly Command[]) => {
      const [register] = toyDesk.registers ?? [];
      return register?.project({ type: 'ToyEnded', at }, after(...commands), 'c');
    };
    expect(rows(...asked, dated, ends('objection'))).toMatchObject([
      { row: { questions: [{ to: 'seal', dueAt: at + 1_000, ending: { kind: 'objection', reason: '说明' } }] } },
    ]);
    expect(rows(...asked, takeBack())).toMatchObject([{ row: { questions: [] } }]);
  });

  it('sees the end that was said last, for a published calendar may move it, and takes the question back until then', () => {
    const moved: Command = { ...dated, dueAt: at + 5_000 };
    expect(said(dated, ...asked, dated)).toBe('');
    expect(said(moved, ...asked, dated)).toBe('ConsultationDated');
    expect(said(moved, ...asked, dated, ends('deemed'))).toBe('');
    const late: Command = { ...takeBack(), at: at + 1_000 };
    expect(said(late, ...asked, dated)).toBe('CONSULTATION_ENDED');
    expect(said(late, ...asked, dated, moved)).toBe('ConsultationRequestWithdrawn');
  });

  it('is decided again from the record alone', () => {
    const all = [
      ...asked,
      dated,
      { ...dated, dueAt: at + 5_000 },
      ask({ to: 'housing-fund' }),
      ends('objection'),
      recommend,
    ];
    all.forEach((command, index) => {
      const before = after(...all.slice(0, index));
      const decision = decide(decider, command, before);
      if (decision.kind === 'rejection') throw new TypeError(decision.code);
      expect(decide(decider, toyDesk.recall(decision.events, before), before)).toEqual(decision);
    });
  });
});

describe('the department that is asked', () => {
  const desk = consultationDesk('seal');
  const { given: givenThere, after: afterThere } = storyOf(desk.decider);
  const whose = { number: 'QK-1', authority: '350405', hall: '350405', principal: 'applicant-1' };
  const sought = { id: ID, from: 'tax', question: 'q', askedBy: 'reviewer-1', dueAt: at + 100, ...whose };
  const take = { type: 'TakeQuestion' as const, at, sought };
  const give = {
    type: 'GiveOpinion' as const,
    at: at + 50,
    officer: { id: 'seal-1', roles: ['reviewer' as const] },
    consultation: ID,
    opinion: 'objection' as const,
    reason: '说明',
    article: '印章管理办法 a.3',
  };
  const move = { type: 'MoveQuestion' as const, at: at + 10, consultation: ID, dueAt: at + 150 };
  const seal = (id: string, ...roles: readonly Role[]) => ({ id, roles });
  const takes = (id: string, when = at): OpinionCommand => ({
    type: 'ClaimItem',
    at: when,
    officer: seal(id, 'reviewer'),
  });
  const mine = [take, takes('seal-1')] as const;
  const silent = { type: 'CloseQuestion' as const, at: at + 100, consultation: ID, because: 'silent' as const };
  const code = (command: OpinionCommand, ...before: readonly OpinionCommand[]): string => {
    const decision = decide(desk.decider, command, afterThere(...before));
    return decision.kind === 'rejection' ? decision.code : typesOf(decision.events).join(' ');
  };

  it('answers in time, once', () => {
    expect(givenThere(...mine).when(give)).toMatchObject([{ type: 'OpinionGiven', id: ID, by: 'seal-1' }]);
    expect(code(give, ...mine, give)).toBe('');
    expect(code({ ...give, opinion: 'no-objection' }, ...mine, give)).toBe('CONSULTATION_ENDED');
    expect(code(take, take)).toBe('');
  });

  it('has as long as the calendar in force gives it, until it has answered', () => {
    expect(code(move, take)).toBe('QuestionMoved');
    expect(code(move, take, move)).toBe('');
    expect(code({ ...give, at: sought.dueAt }, ...mine, move)).toBe('OpinionGiven');
    for (const ended of [give, silent]) expect(code(move, ...mine, ended)).toBe('');
    expect(code(move)).toBe('');
  });

  it('that is late has said nothing, whether or not it has heard so already', () => {
    expect(code({ ...give, at: sought.dueAt }, take)).toBe('CONSULTATION_OVER');
    expect(code({ ...give, at: sought.dueAt }, take, silent)).toBe('CONSULTATION_ENDED');
    expect(code(silent, ...mine, give)).toBe('');
  });

  it('has it claimed by one, and then nobody else answers, until it is let go, handed on, or the claim has run out', () => {
    const other = { ...give, officer: seal('seal-3', 'reviewer') };
    expect(givenThere(take).when(takes('seal-1'))).toEqual([
      { type: 'ItemClaimed', at, by: 'seal-1', until: at + 30 * 60_000 },
    ]);
    expect(code(give, take)).toBe('NOT_CLAIMED');
    expect(code(takes('seal-3'), ...mine)).toBe('CLAIMED_BY_ANOTHER');
    expect(code(other, ...mine)).toBe('CLAIMED_BY_ANOTHER');
    const holder = seal('seal-1', 'reviewer');
    const release: OpinionCommand = { type: 'ReleaseItem', at, officer: holder };
    expect(code(other, ...mine, release)).toBe('NOT_CLAIMED');
    expect(code(other, ...mine, release, takes('seal-3'))).toBe('OpinionGiven');
    for (const passedOn of [
      { type: 'HandOverItem', at, officer: holder, to: 'seal-3' },
      { type: 'AssignItem', at, officer: seal('seal-9', 'approver'), to: 'seal-3' },
    ] as const) {
      expect(code(other, ...mine, passedOn)).toBe('OpinionGiven');
      expect(code(give, ...mine, passedOn)).toBe('CLAIMED_BY_ANOTHER');
    }
    const until = at + 30 * 60_000;
    const long = [{ ...take, sought: { ...sought, dueAt: until + 100 } }, takes('seal-1')] as const;
    expect(desk.timers?.(afterThere(...long))).toEqual({ 'officers-claim': until });
    const lapse = desk.fires?.('officers-claim', until, until + 3) as OpinionCommand;
    expect(code(lapse, ...long)).toBe('ClaimLapsed');
    expect(code({ ...give, at: until }, ...long)).toBe('NOT_CLAIMED');
    expect(code({ ...other, at: until }, ...long, takes('seal-3', until))).toBe('OpinionGiven');
  });

  it('has nothing in hand any more when all of it is answered, and all of one case in one hand until then', () => {
    const second = { ...take, sought: { ...sought, id: 'tax.toy.2' } };
    expect(afterThere(take, takes('seal-1'), second, give).claim).toMatchObject({ by: 'seal-1' });
    const all = [take, takes('seal-1'), second, give, { ...give, consultation: 'tax.toy.2' }] as const;
    expect(afterThere(...all)).toMatchObject({ claim: null });
    expect(desk.timers?.(afterThere(...all))).toEqual({});
    expect(code(takes('seal-1'), ...all)).toBe('NOTHING_WAITS');
  });

  it('does not begin on it by whoever asked, applies, acts for him, or changes no outcome', () => {
    const named = { ...take, sought: { ...sought, agents: ['agent-1'] } };
    for (const id of ['reviewer-1', 'applicant-1', 'agent-1'])
      expect([id, code(takes(id), named)]).toEqual([id, 'DUTIES_NOT_SEPARATE']);
    expect(code({ type: 'ClaimItem', at, officer: seal('seal-2', 'approver', 'auditor') }, named)).toBe(
      'DUTIES_NOT_SEPARATE',
    );
    const hand: OpinionCommand = { type: 'HandOverItem', at, officer: seal('seal-1', 'reviewer'), to: 'agent-1' };
    expect(code(hand, named, takes('seal-1'))).toBe('DUTIES_NOT_SEPARATE');
  });

  it('takes it from whom the applicant makes his agent meanwhile, who answers no more', () => {
    const body = { to: 'seal-1', as: 'agent' };
    const heard = { type: 'CaseEntrusted', source: 'orchestrator', caseId: 'c', at, now: at, sealed: undefined, body };
    const entrusted = desk.hears['CaseEntrusted']?.command(heard, null) as OpinionCommand;
    expect(code(entrusted, ...mine)).toBe('AgentNoted ItemReleased');
    expect(code(give, ...mine, entrusted)).toBe('DUTIES_NOT_SEPARATE');
    expect(code(entrusted)).toBe('');
  });

  it('that answered before questions were claimed is decided again as it was', () => {
    const [old] = givenThere(...mine).when(give);
    const before = afterThere(take);
    const command = desk.recall([old as never], before);
    expect(command).toMatchObject({ unclaimed: true });
    expect(decide(desk.decider, command, before)).toEqual({ kind: 'decided', events: [old] });
    expect(desk.recall([old as never], afterThere(...mine))).not.toHaveProperty('unclaimed');
  });

  it('does not answer by whoever asked, applies, or changes no outcome', () => {
    for (const officer of [
      { id: 'reviewer-1', roles: ['reviewer' as const] },
      { id: 'applicant-1', roles: ['reviewer' as const] },
      { id: 'seal-2', roles: ['approver' as const, 'auditor' as const] },
    ])
      expect([officer.id, code({ ...give, officer }, take)]).toEqual([officer.id, 'DUTIES_NOT_SEPARATE']);
    expect(code(give)).toBe('NO_SUCH_CONSULTATION');
  });

  it('finds it in its queue with question and time, until it has answered or the time is over', () => {
    const row = (...commands: readonly OpinionCommand[]) =>
      desk.registers?.[0]?.project({ ...silent, type: 'QuestionClosed', id: '' }, afterThere(...commands), 'c1');
    expect(row(take)).toMatchObject([
      {
        key: ['c1'],
        row: { status: 'to-answer', due_at: at + 100, questions: [{ id: ID, from: 'tax', question: 'q' }] },
      },
    ]);
    expect(row(take, move)).toMatchObject([{ row: { due_at: at + 150, questions: [{ dueAt: at + 150 }] } }]);
    expect(row(...mine)).toMatchObject([{ row: { claimed_by: 'seal-1', claim_until: at + 30 * 60_000 } }]);
    expect(row(...mine, give)).toEqual([{ key: ['c1'], row: null }]);
    expect(row(take, silent)).toEqual([{ key: ['c1'], row: null }]);
  });

  it('in any history owes what a desk owes, and says one thing to one question at most', () => {
    holdsInAnyHistory({
      decider: desk.decider,
      recall: desk.recall,
      command: fc.oneof(
        fc.constantFrom<OpinionCommand>(
          take,
          { ...take, sought: { ...sought, id: 'tax.toy.2' } },
          silent,
          move,
          takes('seal-1'),
          takes('seal-3'),
          { type: 'ReleaseItem', at, officer: seal('seal-1', 'reviewer') },
          { type: 'HandOverItem', at, officer: seal('seal-1', 'reviewer'), to: 'seal-3' },
          { type: 'AssignItem', at, officer: seal('seal-9', 'approver'), to: 'seal-1' },
          { type: 'LapseClaim', at: at + 30 * 60_000, dueAt: at + 30 * 60_000 },
          { type: 'NoteAgent', at, agent: 'seal-3', acts: true },
        ),
        fc.record({ when: fc.nat(200), second: fc.boolean(), no: fc.boolean() }).map(({ when, second, no }) => ({
          ...give,
          at: at + when,
          consultation: second ? 'tax.toy.2' : ID,
          opinion: no ? ('objection' as const) : ('no-objection' as const),
        })),
      ),
      possible: (one, state) => decide(desk.decider, one, state).kind === 'decided',
      likely: [take, takes('seal-1'), give],
      then: (_state, written) => {
        const ended = written.flatMap((one) =>
          one.type === 'OpinionGiven' || one.type === 'QuestionClosed' ? [one.id] : [],
        );
        expect(new Set(ended).size).toBe(ended.length);
        for (const [index, one] of written.entries()) {
          const moved = written.slice(0, index).some(({ type }) => type === 'QuestionMoved');
          if (one.type === 'OpinionGiven') expect(one.at).toBeLessThan(moved ? move.dueAt : sought.dueAt);
        }
      },
      lengthMax: 12,
      runs: 300,
    });
  });
});

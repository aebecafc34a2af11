import { describe, expect, it } from '@jest/globals';
import type { Heard, OfficerCommand } from '@yichuang/host';
import { decide } from '@yichuang/kernel';
import { storyOf, typesOf } from '../given.js';
import { approver, decideStep, reviewer, rulingsOn } from './through-officers.js';
import { checkOf, toyDesk, toyOf, type ToyCommand } from './toy-desk.fixture.js';

type Command = ToyCommand | OfficerCommand;

const { decider } = toyDesk;
const { after, given } = storyOf(decider);
const at = 10_000;
const both = rulingsOn(['T-SOURCE', 'T-STRANGE'], 'pass');

const hear = (type: string, body: object): Command => {
  const hearing = toyDesk.hears[type];
  const parsed: unknown = hearing?.schema.parse({ by: toyOf.principal, ...body });
  const heard = { type, source: 'orchestrator', caseId: 'c', at, now: at, sealed: undefined, body: parsed };
  return hearing?.command(heard as Heard<never>, null) as Command;
};
const entrusted = (to: string, as: 'agent' | 'helper' = 'agent') => hear('CaseEntrusted', { to, as });
const revoked = (from: string) => hear('EntrustmentRevoked', { from });
const claim = (officer: { readonly id: string } = reviewer): Command => ({
  type: 'ClaimItem',
  at,
  officer: { roles: ['reviewer'], ...officer },
});
const recommend: Command = { type: 'RecommendStep', at, officer: reviewer, rulings: both, opinion: '可 yes' };
const said = (command: Command, ...before: readonly Command[]): string => {
  const decision = decide(decider, command, after(...before));
  return decision.kind === 'rejection' ? decision.code : typesOf(decision.events).join(' ');
};
const held = [checkOf(), claim()] as const;

describe('an officer who is made an agent in a case that lies on his desk', () => {
  it('has it in hand no more, as whoever gives each minute to somebody is told, and another takes it', () => {
    expect(given(...held).when(entrusted(reviewer.id))).toEqual([
      { type: 'AgentNoted', at, agent: reviewer.id, acts: true },
      { type: 'ItemReleased', at, by: reviewer.id, step: 'toy', round: 1 },
    ]);
    expect(said(claim({ id: 'reviewer-2' }), ...held, entrusted(reviewer.id))).toBe('ItemClaimed');
    expect(said(entrusted('reviewer-2'), ...held)).toBe('AgentNoted');
  });

  it('does nothing in it any more, by the rule that is named', () => {
    const named = [...held, entrusted(reviewer.id)] as const;
    const decision = decide(decider, claim(), after(...named));
    expect(decision).toMatchObject({ kind: 'rejection', code: 'DUTIES_NOT_SEPARATE' });
    expect(JSON.stringify(decision)).toContain('R-SOD-02');
    const other = { id: 'reviewer-2', roles: ['reviewer' as const] };
    const has = [...named, claim(other)] as const;
    const to = reviewer.id;
    for (const [command, ...before] of [
      [recommend, ...named],
      [{ type: 'HandOverItem', at, officer: other, to }, ...has],
      [{ type: 'AssignItem', at, officer: approver, to }, ...named],
      [{ type: 'InspectItem', at, officer: reviewer, findings: '现场一致 as declared' }, ...named],
      [{ type: 'ConsultDepartment', at, officer: reviewer, to: 'seal', question: '?', minutes: null }, ...named],
    ] as readonly (readonly [Command, ...Command[]])[])
      expect([command.type, said(command, ...before)]).toEqual([command.type, 'DUTIES_NOT_SEPARATE']);
    const decides = [checkOf(), claim(), recommend, claim(approver), entrusted(approver.id)] as const;
    expect(said(decideStep(both, at), ...decides)).toBe('DUTIES_NOT_SEPARATE');
    const asks: Command = {
      type: 'ConsultDepartment',
      at,
      officer: reviewer,
      to: 'seal',
      question: '?',
      minutes: null,
    };
    const asked = [...held, asks, entrusted(reviewer.id)] as const;
    expect(said({ type: 'TakeBackQuestion', at, officer: reviewer, consultation: 'tax.toy.1' }, ...asked)).toBe(
      'DUTIES_NOT_SEPARATE',
    );
  });

  it('acts again when it was taken back from him, or he only helps; so does whom the task named', () => {
    const named = [checkOf(), entrusted(reviewer.id)] as const;
    for (const ends of [revoked(reviewer.id), entrusted(reviewer.id, 'helper')])
      expect(said(claim(), ...named, ends)).toBe('ItemClaimed');
    const [agent = ''] = toyOf.agents ?? [];
    expect(said(claim({ id: agent }), checkOf())).toBe('DUTIES_NOT_SEPARATE');
    expect(said(claim({ id: agent }), checkOf(), revoked(agent))).toBe('ItemClaimed');
    expect(said(claim({ id: agent }), checkOf(), revoked(agent), entrusted(agent))).toBe('DUTIES_NOT_SEPARATE');
  });

  it('is noted once, and nowhere where it says nothing new or the case is not here', () => {
    expect(said(entrusted(reviewer.id), checkOf(), entrusted(reviewer.id))).toBe('');
    expect(said(entrusted(reviewer.id, 'helper'), checkOf())).toBe('');
    expect(said(entrusted(toyOf.agents?.[0] ?? ''), checkOf())).toBe('');
    expect(said(revoked('nobody'), checkOf())).toBe('');
    expect(said(entrusted(reviewer.id))).toBe('');
  });

  it('can be decided again from the record', () => {
    const before = after(...held);
    const decision = decide(decider, entrusted(reviewer.id), before);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    expect(decide(decider, toyDesk.recall(decision.events, before), before)).toEqual(decision);
  });
});

import { describe, expect, it } from '@jest/globals';
import { officerInputs, withOfficers } from '@yichuang/host';
import { decide } from '@yichuang/kernel';
import {
  approver,
  decideStep,
  officersHoldInAnyHistory,
  rulingsOn,
  storyOf,
  throughOfficers,
  typesOf,
} from '@yichuang/testing';
import { nameDesk } from './desk.js';
import { factsWith } from './fixture.js';
import { lawInForce, lawOf } from './law.js';
import { officers } from './officers.js';
import { at, check, end, silence, tells } from './story.fixture.js';

const desk = withOfficers(nameDesk, officers);
const { decider } = desk;
const { after, given } = storyOf(decider);
type Command = Parameters<(typeof decider.decide)[keyof typeof decider.decide]>[0];

const when = at + 50;
const silent = [check(), silence] as const;
const calls = (...commands: readonly Command[]) => after(...commands).officers.calls.map(({ rule }) => rule);
const rival = {
  companyName: '三明市沙县区虚杉软件有限公司',
  tradeName: factsWith().parts.trade,
  industry: '软件',
  gbt4754Division: factsWith().gbt4754Division,
  status: 'registered' as const,
  since: null,
  sound: factsWith().sound,
};
const conflict = [check(), tells(rival)] as const;
const override = (...rules: readonly string[]): Command => ({
  type: 'OverrideStep',
  at: when,
  officer: approver,
  rulings: rulingsOn(rules, 'pass'),
  reason: '投资关系已证明 the investment is proved',
  holders: [],
});

describe('a name the library is silent about', () => {
  it('waits for an officer though it holds no acceptance, and is given when two have looked', () => {
    expect(calls(...silent)).toEqual(['R-NAME-03', 'R-NAME-04']);
    const rulings = rulingsOn(calls(...silent), 'pass');
    const [, reserved] = given(...silent, ...throughOfficers(rulings, when)).when(decideStep(rulings, when));
    expect(reserved).toMatchObject({
      type: 'NameReserved',
      answer: { outcome: 'checked', instant: false, decider: 'approver:market-regulation' },
      reservation: { kind: 'reserved' },
    });
  });

  it('is found faulty with article and reason, and let go', () => {
    const rulings = rulingsOn(calls(...silent), 'fail');
    const decided = given(...silent, ...throughOfficers(rulings, when)).when(decideStep(rulings, when));
    expect(decided.at(-1)).toMatchObject({ type: 'NameFaulty', reservation: null, released: { kind: 'pending' } });
  });

  it('is nobody’s any more when the case has ended', () => {
    expect(after(...silent, end).officers.since).toBeNull();
  });
});

describe('every rule of names', () => {
  const { form, comparison } = lawOf(lawInForce);
  it.each([...form, ...comparison].map(({ id }) => id))('%s can be answered at the door', (id) => {
    expect(officerInputs.decide.safeParse({ rulings: rulingsOn([id], 'pass') }).error).toBeUndefined();
  });
});

describe('a name a machine found in the way of another', () => {
  it('is given all the same by an approver with a reason, and the ruling stands while the name does', () => {
    expect(typesOf(given(...conflict).when(override('R-NAME-03')))).toEqual(['OfficerRuled', 'NameReserved']);
    const again = [...conflict, override('R-NAME-03'), check(factsWith(), 2)] as const;
    expect(typesOf(given(...again).when(tellsAgain(2)))).toContain('NameReserved');
    const other = [...conflict, override('R-NAME-03'), check(factsWith({}, { preApprovalNeeded: true }), 2)] as const;
    expect(typesOf(given(...other).when(tellsAgain(2)))).toContain('NameConflictDetected');
  });

  it('is decided again from its events alone', () => {
    const before = after(...conflict);
    const decision = decide(decider, override('R-NAME-03'), before);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    expect(decide(decider, desk.recall(decision.events, before), before)).toEqual(decision);
  });
});

const tellsAgain = (round: number) => ({ ...tells(rival), round });

describe('in any history', () => {
  it('officers and everything else that comes keep what a desk owes', () => {
    officersHoldInAnyHistory({
      desk,
      own: [check(), check(factsWith(), 2), silence, tells(rival), tellsAgain(2), end],
      rules: ['R-NAME-03', 'R-NAME-04'],
      likely: [...silent],
      at: when,
    });
  });
});

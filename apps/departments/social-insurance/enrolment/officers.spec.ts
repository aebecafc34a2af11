import { describe, expect, it } from '@jest/globals';
import { withOfficers } from '@yichuang/host';
import { decide } from '@yichuang/kernel';
import {
  decideStep,
  officersHoldInAnyHistory,
  officersStory,
  rulingsOn,
  storyOf,
  throughOfficers,
  typesOf,
} from '@yichuang/testing';
import { enrolmentDesk } from './desk.js';
import type { Open, PreCheck, TakeInsuredAnswer, TakeReceipt } from './events.js';
import { company, facts, receipt } from './fixture.js';
import { lawInForce } from './law.js';
import { officers } from './officers.js';

const desk = withOfficers(enrolmentDesk, officers);
const { decider } = desk;
const { after, given } = storyOf(decider);
const at = Date.UTC(2026, 10, 23, 0, 30);
const sealed = Uint8Array.of(1, 2, 3);
const of = { principal: 'applicant-1', intakeBy: 'clerk-1', authority: '350405', hall: '350405' };
const preCheck = (change: Partial<PreCheck['facts']> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'social-insurance-check',
  round: 1,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, ...change },
  sealed,
  of,
});
const open: Open = {
  type: 'Open',
  at: at + 20,
  opening: { step: 'social-insurance', round: 1, dueAt: at + 100, company },
};
const says = (insured: TakeInsuredAnswer['insured']): TakeInsuredAnswer => ({
  type: 'TakeInsuredAnswer',
  at: at + 10,
  round: 1,
  insured,
});
const disputed: TakeReceipt = {
  type: 'TakeReceipt',
  at: at + 30,
  receipt: { ...receipt, enrolled: 2, elsewhere: ['p3'] },
};
const waiting = [preCheck(), says({ elsewhere: [] }), open, disputed] as const;

const { callsAfter, whenAll, afterAll } = officersStory(decider, at + 50);

describe('an employee another insures', () => {
  it('lets the unit stand as the core made it, once officers have looked: nothing is ordered twice', () => {
    expect(typesOf(whenAll('pass', ...waiting))).toEqual([
      'OfficerRuled',
      'EmployerInsured',
      'InjuryRateClassAssigned',
      'EmployeeEnrolled',
    ]);
    expect(whenAll('pass', ...waiting)[1]).toMatchObject({
      answer: { outcome: 'done', instant: false, decider: 'approver:social-insurance', result: { enrolled: 2 } },
    });
  });

  it('is refused with the remedies, and can be put right', () => {
    expect(typesOf(whenAll('fail', ...waiting))).toEqual(['OfficerRuled', 'SocialInsuranceRefused']);
    expect(typesOf(whenAll('pass', ...afterAll('fail', ...waiting)))).toContain('EmployerInsured');
  });

  it('who was looked at before the order is not looked at again when the core says the same', () => {
    const known = afterAll('pass', preCheck(), says({ elsewhere: ['p3'] }), open);
    expect(typesOf(given(...known).when(disputed)).slice(0, 2)).toEqual(['EnrolmentDisputed', 'EmployerInsured']);
  });

  it('is decided again from its events alone', () => {
    const rulings = rulingsOn(callsAfter(...waiting), 'pass');
    const before = after(...waiting, ...throughOfficers(rulings, at + 50));
    const decision = decide(decider, decideStep(rulings, at + 50), before);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    expect(decide(decider, desk.recall(decision.events, before), before)).toEqual(decision);
  });

  it('of an industry without a class is not insured at a rate nobody knows', () => {
    const classless = [preCheck({ gbt4754: '0000' }), says({ elsewhere: [] }), open] as const;
    const rulings = rulingsOn(callsAfter(...classless), 'pass');
    const before = after(...classless, ...throughOfficers(rulings, at + 50));
    expect(decide(decider, decideStep(rulings, at + 50), before)).toMatchObject({ code: 'CANNOT_PASS' });
  });
});

describe('in any history', () => {
  it('officers and everything else that comes keep what a desk owes', () => {
    officersHoldInAnyHistory({
      desk,
      own: [preCheck(), { ...preCheck(), round: 2 }, says(null), says({ elsewhere: ['p3'] }), open, disputed],
      rules: [...callsAfter(...waiting), 'R-SI-01'],
      likely: [...waiting],
      at: at + 50,
    });
  });
});

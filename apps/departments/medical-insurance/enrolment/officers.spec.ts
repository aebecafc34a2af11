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
const { after } = storyOf(decider);
const at = Date.UTC(2026, 10, 23, 0, 30);
const sealed = Uint8Array.of(1, 2, 3);
const of = { principal: 'applicant-1', intakeBy: 'clerk-1', authority: '350405', hall: '350405' };
const preCheck = (change: Partial<PreCheck['facts']> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'medical-insurance-check',
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
  opening: { step: 'medical-insurance', round: 1, dueAt: at + 100, company },
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
const silent = [preCheck(), says(null), open] as const;
const waiting = [preCheck(), says({ elsewhere: [] }), open, disputed] as const;

const { callsAfter, whenAll, afterAll } = officersStory(decider, at + 50);

describe('employees rules cannot tell about', () => {
  it('are enrolled when officers have looked, and where the core has done so already nothing is ordered twice', () => {
    expect(typesOf(whenAll('pass', ...silent))).toEqual(['OfficerRuled', 'MedicalRegistrationOrdered']);
    expect(whenAll('pass', ...waiting)).toMatchObject([
      { type: 'OfficerRuled' },
      {
        type: 'MedicalEmployerRegistered',
        answer: { outcome: 'done', instant: false, decider: 'approver:medical-insurance' },
      },
    ]);
  });

  it('are refused with the remedies, and can be put right', () => {
    expect(typesOf(whenAll('fail', ...waiting))).toEqual(['OfficerRuled', 'MedicalInsuranceRefused']);
    expect(typesOf(whenAll('pass', ...afterAll('fail', ...waiting)))).toContain('MedicalEmployerRegistered');
    expect(typesOf(whenAll('pass', ...afterAll('fail', ...silent)))).toContain('MedicalRegistrationOrdered');
  });

  it('is decided again from its events alone', () => {
    const rulings = rulingsOn(callsAfter(...waiting), 'pass');
    const before = after(...waiting, ...throughOfficers(rulings, at + 50));
    const decision = decide(decider, decideStep(rulings, at + 50), before);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    expect(decide(decider, desk.recall(decision.events, before), before)).toEqual(decision);
  });
});

describe('in any history', () => {
  it('officers and everything else that comes keep what a desk owes', () => {
    officersHoldInAnyHistory({
      desk,
      own: [preCheck(), { ...preCheck(), round: 2 }, says(null), says({ elsewhere: ['p3'] }), open, disputed],
      rules: callsAfter(...waiting),
      likely: [...waiting],
      at: at + 50,
    });
  });
});

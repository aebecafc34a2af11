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
import { registrationDesk } from './desk.js';
import type { Open, PreCheck, TakeReceipt, TakeRiskAnswer } from './events.js';
import { company, facts } from './fixture.js';
import { lawInForce } from './law.js';
import { officers } from './officers.js';

const desk = withOfficers(registrationDesk, officers);
const { decider } = desk;
const { after, given } = storyOf(decider);
const at = Date.UTC(2026, 10, 23, 0, 30);
const sealed = Uint8Array.of(1, 2, 3);
const of = { principal: 'applicant-1', intakeBy: 'clerk-1', authority: '350405', hall: '350405' };
const preCheck = (change: Partial<PreCheck['facts']> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'tax-check',
  round: 1,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, ...change },
  sealed,
  of,
});
const open: Open = { type: 'Open', at: at + 20, opening: { step: 'tax', round: 1, dueAt: at + 100, company } };
const silence: TakeRiskAnswer = { type: 'TakeRiskAnswer', at: at + 10, round: 1, risk: null };
const receipt: TakeReceipt = {
  type: 'TakeReceipt',
  at: at + 60,
  receipt: { registrationNumber: '13504050100000000001', confirmedOn: '2026-11-23', simulated: true },
};
const waiting = [preCheck(), silence, open] as const;

const { callsAfter, whenAll, afterAll } = officersStory(decider, at + 50);

describe('a company the tax core is silent about', () => {
  it('is registered when officers have looked, and the confirmation says so', () => {
    expect(typesOf(whenAll('pass', ...waiting))).toEqual(['OfficerRuled', 'TaxRegistrationOrdered']);
    const [confirmed] = given(...afterAll('pass', ...waiting)).when(receipt);
    expect(confirmed).toMatchObject({
      type: 'TaxInfoConfirmed',
      answer: { outcome: 'done', instant: false, decider: 'approver:tax' },
    });
  });

  it('is refused with article, reason and remedies, stays in the queue, and can be put right', () => {
    expect(whenAll('fail', ...waiting)).toMatchObject([
      { type: 'OfficerRuled' },
      {
        type: 'TaxInfoRefused',
        answer: { step: 'tax', outcome: 'refused', decider: 'approver:tax' },
        remedies: { 'zh-CN': expect.stringContaining('行政复议') as unknown },
      },
    ]);
    const refused = afterAll('fail', ...waiting);
    expect(after(...refused)).toMatchObject({ own: { status: 'refused' }, officers: { since: open.at } });
    expect(typesOf(whenAll('pass', ...refused))).toEqual(['OfficerRuled', 'TaxRegistrationOrdered']);
  });

  it('is decided again from its events alone', () => {
    const rulings = rulingsOn(callsAfter(...waiting), 'pass');
    const before = after(...waiting, ...throughOfficers(rulings, at + 50));
    const decision = decide(decider, decideStep(rulings, at + 50), before);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    expect(decide(decider, desk.recall(decision.events, before), before)).toEqual(decision);
  });

  it('is not registered at an office nobody knows, whatever officers think', () => {
    const homeless = [preCheck({ division: '990000000' }), silence, open] as const;
    const rulings = rulingsOn(callsAfter(...homeless), 'pass');
    const decision = decide(
      decider,
      decideStep(rulings, at + 50),
      after(...homeless, ...throughOfficers(rulings, at + 50)),
    );
    expect(decision).toMatchObject({ kind: 'rejection', code: 'CANNOT_PASS' });
  });
});

describe('in any history', () => {
  it('officers and everything else that comes keep what a desk owes', () => {
    officersHoldInAnyHistory({
      desk,
      own: [preCheck(), { ...preCheck(), round: 2 }, silence, { ...silence, risk: { hits: ['p1'] } }, open, receipt],
      rules: [...callsAfter(...waiting), 'R-TAX-01', 'R-TAX-04'],
      likely: [...waiting],
      at: at + 50,
    });
  });
});

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
import { accountDesk } from './desk.js';
import type { Open, PreCheck } from './events.js';
import { company, facts } from './fixture.js';
import { lawInForce } from './law.js';
import { officers } from './officers.js';

const desk = withOfficers(accountDesk, officers);
const { decider } = desk;
const { after } = storyOf(decider);
const at = Date.UTC(2026, 10, 23, 0, 30);
const sealed = Uint8Array.of(1, 2, 3);
const of = { principal: 'applicant-1', intakeBy: 'clerk-1', authority: '350405', hall: '350405' };
const preCheck = (change: Partial<PreCheck['facts']> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'housing-fund-check',
  round: 1,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, ...change },
  sealed,
  of,
});
const open: Open = { type: 'Open', at: at + 20, opening: { step: 'housing-fund', round: 1, dueAt: at + 100, company } };
const waiting = [preCheck({ bankNamed: false }), open] as const;

const { callsAfter, whenAll, afterAll } = officersStory(decider, at + 50);

describe('an account rules do not open', () => {
  it('is opened when officers have looked', () => {
    expect(callsAfter(...waiting)).toEqual(['R-HF-05']);
    expect(typesOf(whenAll('pass', ...waiting))).toEqual(['OfficerRuled', 'AccountOrdered']);
  });

  it('is refused with the remedies, and can be put right', () => {
    expect(whenAll('fail', ...waiting).at(-1)).toMatchObject({
      type: 'HousingFundRefused',
      answer: { outcome: 'refused', decider: 'approver:housing-fund' },
      remedies: { en: expect.stringContaining('60 days') as unknown },
    });
    expect(typesOf(whenAll('pass', ...afterAll('fail', ...waiting)))).toEqual(['OfficerRuled', 'AccountOrdered']);
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
      own: [preCheck(), { ...preCheck({ bankNamed: false }), round: 2 }, open],
      rules: [...callsAfter(...waiting), 'R-HF-01'],
      likely: [...waiting],
      at: at + 50,
    });
  });
});

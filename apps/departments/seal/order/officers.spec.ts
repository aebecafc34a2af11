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
import { orderDesk } from './desk.js';
import type { Open, PreCheck, TakeReceipt } from './events.js';
import { at, company, facts, preCheck, receipt } from './fixture.js';
import { officers } from './officers.js';
import { claimOf } from './order.js';

const desk = withOfficers(orderDesk, officers);
const { decider } = desk;
const { after, given } = storyOf(decider);
const of = { principal: 'applicant-1', intakeBy: 'clerk-1', authority: '350405', hall: '350405' };
const asked = (change: Partial<PreCheck['facts']> = {}): PreCheck => preCheck(change, { of });
const open: Open = { type: 'Open', at: at + 20, opening: { step: 'seal', round: 1, dueAt: at + 100, company } };
const kind = facts.kinds[0] as (typeof facts.kinds)[number];
const rival = [{ key: claimOf(company.uscc), stream: 'order/other', data: { kinds: [kind] } }];
const misspelt: TakeReceipt = { type: 'TakeReceipt', at: at + 30, receipt: { ...receipt, engravedName: '别名' } };
const waiting = [asked(), open, misspelt] as const;
const doubled = [asked(), { ...open, holders: rival }] as const;

const { callsAfter, whenAll, afterAll } = officersStory(decider, at + 50);

describe('seals rules do not file', () => {
  it('are filed as they were made when officers have looked: nothing is engraved twice', () => {
    expect(whenAll('pass', ...waiting)).toMatchObject([
      { type: 'OfficerRuled' },
      { type: 'SealFiled', answer: { outcome: 'done', instant: false, decider: 'approver:seal' } },
    ]);
    expect(after(...afterAll('pass', ...waiting)).own).toMatchObject({ status: 'done' });
  });

  it('are refused with the remedies, and can be put right', () => {
    expect(typesOf(whenAll('fail', ...waiting))).toEqual(['OfficerRuled', 'SealRefused']);
    expect(typesOf(whenAll('pass', ...afterAll('fail', ...waiting)))).toEqual(['OfficerRuled', 'SealFiled']);
  });

  it('of a kind that is in use are ordered all the same where officers say so, who see whose it is', () => {
    const rulings = rulingsOn(callsAfter(...doubled), 'pass');
    const command = decideStep(rulings, at + 50, rival);
    const ready = after(...doubled, ...throughOfficers(rulings, at + 50));
    expect(desk.claims?.(command, ready, 'c1')).toContain(rival[0]?.key);
    expect(typesOf(given(...doubled, ...throughOfficers(rulings, at + 50)).when(command))).toEqual([
      'OfficerRuled',
      'SealOrdered',
    ]);
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
      own: [asked(), { ...asked(), round: 2 }, open, ...doubled, misspelt],
      rules: [...callsAfter(...waiting), 'R-SEAL-09'],
      likely: [...waiting],
      at: at + 50,
    });
  });
});

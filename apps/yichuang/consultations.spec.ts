import { describe, expect, it } from '@jest/globals';
import type { Actor, DepartmentName } from '@yichuang/contracts';
import * as departments from '@yichuang/departments';
import type { Department } from '@yichuang/host';
import {
  caseMinutes,
  companyOpeningPlan,
  matterOf,
  publishedCalendars,
  type CaseEvent,
  type CaseState,
} from '@yichuang/matters';
import { rulingsOn, sample } from '@yichuang/testing';
import { parseInstant, toMinutes } from '@yichuang/working-time';
import { PlayedHouse } from './played-house.fixture.js';

/** Sample C, at which market regulation must look: it asks tax, which answers, or says nothing. By every desk's own doors and timers. */

const CASE = 'c1';
const ID = 'market-regulation.registration.1';
const AT_DESK = `market-regulation/registration/${CASE}`;
const AT_TAX = `tax/consultation/${CASE}`;
const applicant: Actor = { id: 'applicant-1', roles: ['applicant'], department: null, division: null };
const officer = (role: 'reviewer' | 'approver', department: DepartmentName = 'market-regulation'): Actor => ({
  id: `${role}-${department}`,
  roles: [role],
  department,
  division: '350405',
});
const rulings = rulingsOn(['R-JUR-04'], 'pass');

function at(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

/** Handed in at nine and asked at five past, ten working minutes to answer beyond the least there is. */
function asked(minutes = 25): PlayedHouse {
  const matter = matterOf('company-opening');
  const read = matter?.readForm(sample('c.yaml').form);
  if (matter === undefined || read?.ok !== true) throw new TypeError('sample C is not a form');
  const { sections, ...divided } = matter.divide(read.form);
  const plain = Object.values<Department>(departments).map(({ name, section }) => [
    name,
    section?.schema.parse(sections[name]),
  ]);
  const house = new PlayedHouse(Object.fromEntries(plain) as Record<string, unknown>);
  house.now = at('2026-11-23 09:00');
  const sealed = Object.fromEntries(Object.keys(sections).map((name) => [name, 'c2VhbGVk']));
  house.knock(
    `orchestrator/case/${CASE}`,
    'submit',
    { matter: 'company-opening', ...divided, sections: sealed },
    applicant,
  );
  house.until(at('2026-11-23 09:05'));
  house.knock(AT_DESK, 'claim', {}, officer('reviewer'));
  house.knock(AT_DESK, 'consult', { to: 'tax', question: '外资税务登记有无异议', minutes }, officer('reviewer'));
  house.knock(AT_DESK, 'recommend', { rulings, opinion: '本机关已获授权' }, officer('reviewer'));
  house.knock(AT_DESK, 'claim', {}, officer('approver'));
  return house;
}

const decide = (house: PlayedHouse, more: object = {}): void => {
  house.knock(AT_DESK, 'decide', { rulings, ...more }, officer('approver'));
};
const answer = (house: PlayedHouse, opinion: 'objection' | 'no-objection'): void => {
  const said = { consultation: ID, opinion, reason: '税务登记需另行核实', article: '税收征收管理法 a.15' };
  house.knock(AT_TAX, 'answer', said, officer('reviewer', 'tax'));
};
const stateOf = (house: PlayedHouse): CaseState => house.state('orchestrator', 'case', CASE) as CaseState;

/** Working minutes of the case up to now, by whom and for what; the sums are those of the clocks. */
function minutesOf(house: PlayedHouse): Readonly<Record<string, number>> {
  const events = house.of('orchestrator') as readonly CaseEvent[];
  const book = { plan: companyOpeningPlan, calendars: publishedCalendars };
  const { stretches, sums } = caseMinutes(book, events, house.now);
  const held: Record<string, number> = {};
  let total = 0;
  for (const { holder, millis } of stretches) {
    total += millis;
    const key = `${holder.department ?? holder.kind} ${holder.step ?? ''}`;
    if (millis > 0) held[key] = (held[key] ?? 0) + toMinutes(millis);
  }
  expect(total).toBe(sums.intake + sums.work + sums['off-clock']);
  return held;
}

describe('a department that is asked about a case of another', () => {
  it('is heard before that one decides, and its objection is answered by whoever decides against it', () => {
    const house = asked();
    expect(() => {
      decide(house);
    }).toThrow('OPINIONS_AWAITED');
    house.until(at('2026-11-23 09:20'));
    expect(() => {
      answer(house, 'objection');
    }).toThrow('NOT_CLAIMED');
    house.knock(AT_TAX, 'claim', {}, officer('reviewer', 'tax'));
    answer(house, 'objection');
    house.until(at('2026-11-23 09:22'));
    expect(() => {
      decide(house);
    }).toThrow('OBJECTION_UNANSWERED');
    decide(house, { reason: '税务核实不影响登记' });
    expect(house.of('market-regulation', 'OfficerRuled')).toMatchObject([{ reason: '税务核实不影响登记' }]);
    expect(stateOf(house).phase).not.toBe('intake');
    expect(minutesOf(house)).toMatchObject({ [`tax ${ID}`]: 15, 'market-regulation market-regulation-check': 7 });
    house.until(at('2026-11-24 12:00'));
    expect(house.of('orchestrator', 'NoObjectionDeemed')).toEqual([]);
    expect(stateOf(house).cards[`${ID}/yellow`]).toBeUndefined();
  });

  it('and says nothing has no objection, gets one card, comes too late, and holds nobody up any longer', () => {
    const house = asked();
    house.until(at('2026-11-23 09:40'));
    expect(house.of('orchestrator', 'NoObjectionDeemed')).toMatchObject([
      { at: at('2026-11-23 09:30'), id: ID, to: 'tax', rule: 'R-DEEM-02' },
    ]);
    expect(() => {
      answer(house, 'objection');
    }).toThrow('CONSULTATION_ENDED');
    expect(house.of('tax', 'OpinionGiven')).toEqual([]);
    // the approver's claim ran out with half an hour
    house.knock(AT_DESK, 'claim', {}, officer('approver'));
    decide(house);
    expect(stateOf(house).phase).not.toBe('intake');
    expect(minutesOf(house)).toMatchObject({ [`tax ${ID}`]: 25, 'market-regulation market-regulation-check': 15 });
    house.until(at('2026-11-25 12:00'));
    const cards = house.of('orchestrator', 'CardIssued');
    expect(cards).toMatchObject([{ card: `${ID}/yellow`, department: 'tax', by: 'SYSTEM:R-DEEM-02' }]);
    expect(house.of('orchestrator', 'NoObjectionDeemed')).toHaveLength(1);
  });

  it('is waited for no longer when the question is taken back, and its desk knows', () => {
    const house = asked();
    house.knock(AT_DESK, 'withdraw-question', { consultation: ID }, officer('reviewer'));
    expect(house.of('tax', 'QuestionClosed')).toMatchObject([{ id: ID, because: 'withdrawn' }]);
    decide(house);
    house.until(at('2026-11-24 12:00'));
    expect(house.of('orchestrator', 'CardIssued')).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { withOfficers } from '@yichuang/host';
import { decide, fold } from '@yichuang/kernel';
import { decideStep, officersHoldInAnyHistory, rulingsOn, storyOf, throughOfficers, typesOf } from '@yichuang/testing';
import type { PreCheck } from './commands.js';
import { registrationDesk } from './desk.js';
import type { PersonFacts } from './facts.js';
import { facts } from './fixture.js';
import { officers } from './officers.js';
import { at, clear, code, names, preCheck, register, silence } from './story.fixture.js';

const desk = withOfficers(registrationDesk, officers);
const { decider } = desk;
const of = { principal: 'applicant-1', intakeBy: null, authority: '350405', hall: '350405' };

/** As sample C: whether this authority may register a company with a foreign shareholder is not known. */
const foreign: PreCheck = {
  ...preCheck(1, {
    company: { ...facts.company, type: '5110' },
    people: { ...facts.people, p1: { ...(facts.people['p1'] as PersonFacts), origin: 'foreign' } },
    posts: { ...facts.posts, legalDocumentRecipient: 'p2' },
  }),
  of,
};

const { after, given } = storyOf(decider);
const waiting = [foreign, ...clear()];
const when = at + 15;
const authorised = rulingsOn(['R-JUR-04'], 'pass');

describe('jurisdiction that rules cannot tell', () => {
  it('waits for an officer before acceptance', () => {
    expect(after(...waiting).officers).toMatchObject({
      since: at + 10,
      calls: [{ rule: 'R-JUR-04', code: 'FIE_NOT_AUTHORISED_HERE' }],
    });
  });

  it('is confirmed by two, and the pre-check is then as clean as a machine would have found it, and no machine’s', () => {
    const [, checked] = given(...waiting, ...throughOfficers(authorised, when)).when(decideStep(authorised, when));
    expect(checked).toMatchObject({
      type: 'RegistrationPreChecked',
      answer: {
        step: 'market-regulation-check',
        outcome: 'checked',
        instant: false,
        decider: 'approver:market-regulation',
      },
      evidence: { 'R-JUR-04': { officer: 'approver:market-regulation' } },
    });
    const { findings } = (checked as unknown as { answer: { findings: { rule: string }[] } }).answer;
    expect(findings.map(({ rule }) => rule)).not.toContain('R-JUR-04');
  });

  it('holds for the registration too: nobody is asked twice, and the licence says an officer decided', () => {
    const confirmed = [...waiting, ...throughOfficers(authorised, when), decideStep(authorised, when)];
    expect(typesOf(given(...confirmed).when(register()))).toEqual(['CodeRequested']);
    expect(given(...confirmed, register()).when(code)[0]).toMatchObject({
      type: 'CompanyRegistered',
      answer: { outcome: 'done', instant: false, decider: 'approver:market-regulation' },
    });
  });

  it('is turned down with the article and the authority to go to, and the applicant is sent there', () => {
    const elsewhere = rulingsOn(['R-JUR-04'], 'fail').map((one) => ({
      ...one,
      competentAuthority: '三明市市场监督管理局',
    }));
    const [, checked] = given(...waiting, ...throughOfficers(elsewhere, when)).when(decideStep(elsewhere, when));
    expect(checked).toMatchObject({
      answer: {
        outcome: 'checked',
        rules: { fail: expect.arrayContaining(['R-JUR-04']) as unknown },
        findings: expect.arrayContaining([
          expect.objectContaining({
            rule: 'R-JUR-04',
            verdict: 'fail',
            phase: 'admissibility',
            disposal: 'block',
            evidence: expect.objectContaining({ competentAuthority: '三明市市场监督管理局' }) as unknown,
          }),
        ]) as unknown,
      },
    });
  });
});

describe('what waits on the clock', () => {
  const silent = [preCheck(), ...clear().slice(0, 2), silence('address-library'), register()];
  const calls = () => after(...silent).officers.calls.map(({ rule }) => rule);

  it('is registered when officers have looked, with the claim on the name as it then stands', () => {
    const rulings = rulingsOn(calls(), 'pass');
    expect(rulings.length).toBeGreaterThan(0);
    const ready = [...silent, ...throughOfficers(rulings, at + 25)];
    const command = decideStep(rulings, at + 25, names());
    expect(desk.claims?.(command, after(...ready), 'c1')).toEqual(['duty/c1', names()[0]?.key]);
    expect(typesOf(given(...ready).when(command))).toEqual(['OfficerRuled', 'CodeRequested']);
    // the name went in the meantime: the law says no, whatever the officers thought
    const late = given(...ready).when(decideStep(rulings, at + 25));
    expect(late.at(-1)).toMatchObject({
      type: 'RegistrationRefused',
      answer: { findings: [{ code: 'NAME_EXPIRED' }] },
    });
  });

  it('is refused with every rule, the reasons and the remedies', () => {
    const rulings = rulingsOn(calls(), 'fail');
    const ready = [...silent, ...throughOfficers(rulings, at + 25)];
    expect(
      given(...ready)
        .when(decideStep(rulings, at + 25, names()))
        .at(-1),
    ).toMatchObject({
      type: 'RegistrationRefused',
      answer: { outcome: 'refused', decider: 'approver:market-regulation', rules: { fail: calls() } },
      remedies: { en: expect.stringContaining('reconsideration') as unknown },
    });
  });

  it('is decided again from its events alone', () => {
    const rulings = rulingsOn(calls(), 'pass');
    const before = after(...silent, ...throughOfficers(rulings, at + 25));
    const decision = decide(decider, decideStep(rulings, at + 25, names()), before);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    expect(decide(decider, desk.recall(decision.events, before), before)).toEqual(decision);
    expect(fold(decider, decision.events, before).officers).toMatchObject({ since: null, claim: null, left: true });
  });
});

describe('in any history', () => {
  it('officers and everything else that comes keep what a desk owes', () => {
    officersHoldInAnyHistory({
      desk,
      own: [foreign, preCheck(2), ...clear(), silence('address-library'), register(), code],
      rules: ['R-JUR-04', 'R-SEAT-01', 'R-CAP-01'],
      likely: [...waiting],
      at: at + 50,
    });
  });
});

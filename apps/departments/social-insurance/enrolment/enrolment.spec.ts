import { describe, expect, it } from '@jest/globals';
import { holdsInAnyHistory, storyOf, typesOf } from '@yichuang/testing';
import fc from 'fast-check';
import { enrolmentDesk } from './desk.js';
import { enrolment } from './enrolment.js';
import type { EnrolmentCommand, EnrolmentEvent, Open, PreCheck, TakeInsuredAnswer, TakeReceipt } from './events.js';
import { company, facts, receipt } from './fixture.js';
import { lawInForce } from './law.js';
import { recall } from './recall.js';
import type { EnrolmentState } from './state.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const sealed = Uint8Array.of(1, 2, 3);

const preCheck = (round = 1, change: Partial<PreCheck['facts']> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'social-insurance-check',
  round,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, ...change },
  sealed,
});
const says = (insured: TakeInsuredAnswer['insured'], round = 1): TakeInsuredAnswer => ({
  type: 'TakeInsuredAnswer',
  at: at + 10,
  round,
  insured,
});
const clear = says({ elsewhere: [] });
const silence = says(null);
const open: Open = {
  type: 'Open',
  at: at + 20,
  opening: { step: 'social-insurance', round: 1, dueAt: at + 100, company },
};
const taken: TakeReceipt = { type: 'TakeReceipt', at: at + 30, receipt };
const disputed: TakeReceipt = { ...taken, receipt: { ...receipt, enrolled: 2, elsewhere: ['p3'] } };
const end: EnrolmentCommand = { type: 'EndCase', at: at + 40, reason: 'withdrawn' };

const { after, given } = storyOf(enrolment);

describe('a pre-check', () => {
  it('asks the core about the employees before it says anything', () => {
    const events = given().when(preCheck());
    expect(typesOf(events)).toEqual(['SocialInsuranceTaskTaken']);
    expect(enrolmentDesk.errands?.(events[0] as EnrolmentEvent, after(preCheck()), 'c')).toEqual([
      { port: 'social-insurance-query', ask: { round: 1 }, sealed },
    ]);
  });

  it('of a unit without employees asks nobody and is answered at once', () => {
    const events = given().when(preCheck(1, { employees: 0 }));
    expect(typesOf(events)).toEqual(['SocialInsuranceTaskTaken', 'SocialInsurancePreChecked']);
    expect(enrolmentDesk.errands?.(events[0] as EnrolmentEvent, after(preCheck(1, { employees: 0 })), 'c')).toEqual([]);
  });

  it('is answered in the decision that takes the core’s answer', () => {
    const [answered, checked] = given(preCheck()).when(clear);
    expect(answered).toMatchObject({ type: 'InsuredElsewhereAnswered', source: 'social-insurance-query' });
    expect(checked).toMatchObject({
      type: 'SocialInsurancePreChecked',
      answer: { step: 'social-insurance-check', outcome: 'checked', instant: true },
      evidence: { 'R-SI-01': { injuryClass: 1 } },
    });
  });

  it('names every fault, not the first', () => {
    const change = { insurances: [], wrongDocuments: ['p1'], gbt4754: '7910' } as const;
    const [, checked] = given(preCheck(1, change)).when(says({ elsewhere: ['p3'] }));
    expect(checked).toMatchObject({
      answer: { rules: { fail: ['R-SI-03', 'R-SI-04', 'R-EMP-01', 'R-EMP-03'], unknown: ['R-SI-01'] } },
    });
  });

  it('is left to an officer where the core stays silent, and answered again when it speaks', () => {
    const [, checked] = given(preCheck()).when(silence);
    expect(checked).toMatchObject({ answer: { rules: { unknown: ['R-EMP-03'] } } });
    const [, again] = given(preCheck(), silence).when(clear);
    expect(again).toMatchObject({ type: 'SocialInsurancePreChecked', answer: { round: 1, rules: { unknown: [] } } });
  });

  it('hears nothing more once the core has spoken', () => {
    expect(given(preCheck(), clear).when(silence)).toEqual([]);
    expect(given(preCheck(), clear).when(says({ elsewhere: ['p1'] }))).toEqual([]);
  });

  it('begins again with a correction, and an answer to the round before no longer counts', () => {
    expect(typesOf(given(preCheck(), clear).when(preCheck(2)))).toEqual(['SocialInsuranceTaskTaken']);
    expect(given(preCheck(), preCheck(2)).when(clear)).toEqual([]);
    expect(given(preCheck(2)).when(preCheck(1))).toEqual([]);
  });
});

describe('opening', () => {
  it('orders unit and employees with class and base rate at once where every rule passed', () => {
    const [ordered] = given(preCheck(), clear).when(open);
    expect(ordered).toMatchObject({
      type: 'EnrolmentOrdered',
      order: { uscc: company.uscc, injuryClass: 1, baseRatePercent: 0.2, insurances: facts.insurances },
    });
    const [errand] = enrolmentDesk.errands?.(ordered as EnrolmentEvent, after(preCheck(), clear, open), 'c') ?? [];
    expect(errand).toMatchObject({ port: 'social-insurance-core', sealed });
  });

  it('is done with the receipt: unit number, class, rate, employees', () => {
    const [insured, assigned, enrolled] = given(preCheck(), clear, open).when(taken);
    expect(insured).toMatchObject({
      type: 'EmployerInsured',
      answer: {
        step: 'social-insurance',
        outcome: 'done',
        instant: true,
        result: { unitNumber: 'SB35040500000001', injuryClass: 1, baseRatePercent: 0.2, enrolled: 3, simulated: true },
      },
    });
    expect(assigned).toMatchObject({ type: 'InjuryRateClassAssigned', injuryClass: 1, table: '人社部发〔2015〕71号' });
    expect(enrolled).toMatchObject({ type: 'EmployeeEnrolled', employees: 3 });
  });

  it('registers the unit alone where there are no employees', () => {
    const none = { ...taken, receipt: { ...receipt, enrolled: 0 } };
    expect(typesOf(given(preCheck(1, { employees: 0 }), open).when(none))).toEqual([
      'EmployerInsured',
      'InjuryRateClassAssigned',
    ]);
  });

  it('waits for an officer where an employee is insured elsewhere, and says since when and why', () => {
    expect(after(preCheck(), says({ elsewhere: ['p2'] }), open)).toMatchObject({
      status: 'review',
      since: open.at,
      why: ['EMPLOYEE_INSURED_ELSEWHERE'],
    });
  });

  it('waits for an officer where the class is unknown', () => {
    expect(after(preCheck(1, { gbt4754: '7910' }), clear, open)).toMatchObject({ why: ['SI_CLASS_UNKNOWN'] });
  });

  it('never goes on because the core is silent, and goes on by itself when it clears', () => {
    const [waits] = given(preCheck(), silence).when(open);
    expect(waits).toMatchObject({ type: 'ManualReviewRequired', answer: { outcome: 'review', instant: false } });
    expect(typesOf(given(preCheck(), silence, open).when(clear))).toEqual([
      'InsuredElsewhereAnswered',
      'EnrolmentOrdered',
    ]);
    expect(after(preCheck(), silence, open, clear, taken).status).toBe('done');
  });

  it('keeps waiting, now for the right reason, when the silent core tells of insurance elsewhere', () => {
    const hit = says({ elsewhere: ['p1'] });
    expect(given(preCheck(), silence, open).when(hit)[1]).toMatchObject({ answer: { rules: { fail: ['R-EMP-03'] } } });
    expect(after(preCheck(), silence, open, hit)).toMatchObject({ status: 'review', since: open.at });
  });

  it('that comes before the core has answered waits for the answer', () => {
    expect(after(preCheck(), open).status).toBe('review');
    expect(after(preCheck(), open, clear).status).toBe('enrolling');
  });

  it('calls an officer when somebody was insured elsewhere in the meantime; the unit stands', () => {
    const [dispute, waits] = given(preCheck(), clear, open).when(disputed);
    expect(dispute).toMatchObject({ type: 'EnrolmentDisputed', receipt: { elsewhere: ['p3'] } });
    expect(waits).toMatchObject({ type: 'ManualReviewRequired', answer: { rules: { fail: ['R-EMP-03'] } } });
    expect(after(preCheck(), clear, open, disputed)).toMatchObject({
      status: 'review',
      why: ['EMPLOYEE_INSURED_ELSEWHERE'],
      receipt: { unitNumber: 'SB35040500000001' },
    });
  });

  it('without any pre-check is a bug and says so', () => {
    expect(() => given().when(open)).toThrow(TypeError);
  });

  it('takes no receipt that nobody waits for', () => {
    expect(given(preCheck(), clear).when(taken)).toEqual([]);
  });
});

describe('a case that ends without a company', () => {
  it('is closed while it is only checked', () => {
    expect(typesOf(given(preCheck()).when(end))).toEqual(['SocialInsuranceCaseEnded']);
    expect(given(preCheck(), end).when(clear)).toEqual([]);
    expect(given(preCheck(), end).when(preCheck(2))).toEqual([]);
  });

  it('leaves nothing where nothing was asked, and never undoes a registered unit', () => {
    expect(given().when(end)).toEqual([]);
    expect(given(preCheck(), clear, open).when(end)).toEqual([]);
    expect(given(preCheck(), clear, open, taken).when(end)).toEqual([]);
  });
});

describe('any history', () => {
  const round = fc.integer({ min: 1, max: 3 });
  const insured = fc.constantFrom(null, { elsewhere: [] }, { elsewhere: ['p1'] });
  const employees = fc.constantFrom(0, 3);
  const command: fc.Arbitrary<EnrolmentCommand> = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(round, employees).map(([n, count]) => preCheck(n, { employees: count })) },
    { weight: 3, arbitrary: fc.tuple(insured, round).map(([answer, n]) => says(answer, n)) },
    { weight: 2, arbitrary: fc.constant<EnrolmentCommand>(open) },
    { weight: 2, arbitrary: fc.constantFrom<EnrolmentCommand>(taken, disputed) },
    { weight: 1, arbitrary: fc.constant(end) },
  );
  /** The orchestrator opens nothing that was never checked or has ended. */
  const possible = (one: EnrolmentCommand, state: EnrolmentState) =>
    one.type !== 'Open' || (state.status !== 'idle' && state.status !== 'ended');

  it('adds nothing when a command is repeated, and every decision can be made again from its events', () => {
    holdsInAnyHistory({
      decider: enrolment,
      recall,
      command,
      possible,
      then: (state, written) => {
        expect(written.filter(({ type }) => type === 'EnrolmentOrdered').length).toBeLessThanOrEqual(1);
        expect(written.some(({ type }) => type === 'EmployerInsured')).toBe(state.status === 'done');
      },
    });
  });

  it('is refused a decision by events no decision begins with', () => {
    expect(() => recall([])).toThrow(TypeError);
  });
});

import { describe, expect, it } from '@jest/globals';
import { examine, type Finding } from '@yichuang/kernel';
import type { HousingFundFacts } from './facts.js';
import { facts } from './fixture.js';
import { lawInForce, lawOf } from './law.js';

const law = lawOf(lawInForce);

function judged(rule: string, change: Partial<HousingFundFacts> = {}): Finding {
  const found = examine(law.rules, { ...facts, ...change }).find((finding) => finding.rule === rule);
  if (found === undefined) throw new TypeError(`there is no rule ${rule}`);
  return found;
}

describe('the law of the housing fund', () => {
  it('passes a unit with employees, and one without, from top to bottom', () => {
    for (const employees of [facts.employees, 0]) {
      const failed = examine(law.rules, { ...facts, employees }).filter(({ verdict }) => verdict !== 'pass');
      expect(failed).toEqual([]);
    }
  });

  it('names each rule once, with its article in both languages', () => {
    expect(new Set(law.rules.map(({ id }) => id)).size).toBe(law.rules.length);
    for (const rule of law.rules) {
      expect(rule.article).toMatch(/ a\.\d/);
      expect(rule.text['zh-CN'].length * rule.text.en.length).toBeGreaterThan(0);
    }
  });

  it('knows no law that was never in force', () => {
    expect(() => lawOf('housing-fund-1949.1')).toThrow(TypeError);
  });
});

describe('R-HF-01: the ratios', () => {
  it.each([5, 8, 12])('of %i %% are in range', (ratio) => {
    expect(judged('R-HF-01', { unitRatio: ratio, personalRatio: ratio }).verdict).toBe('pass');
  });
  it.each([4, 4.99, 12.01, 13])('of %f %% are out of range, each under its own path', (ratio) => {
    const finding = judged('R-HF-01', { unitRatio: ratio, personalRatio: ratio });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'HF_RATIO_OUT_OF_RANGE', disposal: 'block' });
    expect(finding.paths).toEqual(['/housingFund/unitRatio', '/housingFund/personalRatio']);
    expect(judged('R-HF-01', { unitRatio: ratio }).paths).toEqual(['/housingFund/unitRatio']);
  });
});

describe('R-HF-02: the personal ratio', () => {
  it('equals the unit’s', () => {
    expect(judged('R-HF-02').verdict).toBe('pass');
  });
  it('that differs is a fault', () => {
    const finding = judged('R-HF-02', { personalRatio: 6 });
    expect(finding).toMatchObject({
      verdict: 'fail',
      code: 'HF_RATIO_UNEQUAL',
      paths: ['/housingFund/personalRatio'],
    });
  });
});

describe('R-HF-03: the base', () => {
  it('is at least the minimum wage', () => {
    expect(judged('R-HF-03').verdict).toBe('pass');
  });
  it('below the minimum wage is a fault at the employee', () => {
    const finding = judged('R-HF-03', { belowBase: [1] });
    expect(finding).toMatchObject({
      verdict: 'fail',
      code: 'HF_BASE_OUT_OF_RANGE',
      paths: ['/employees/1/wageFen'],
    });
  });
  it('is judged by the terms in force, and says when they have run out', () => {
    expect(judged('R-HF-03').evidence).toMatchObject({ terms: 'contribution-terms-350400-2026.7', expired: false });
    expect(judged('R-HF-03', { on: '2026-06-30' }).evidence).toMatchObject({
      terms: 'contribution-terms-350400-2025.7',
    });
    expect(judged('R-HF-03', { on: '2027-07-01' }).evidence).toMatchObject({ expired: true });
  });
});

describe('R-HF-04: a high wage', () => {
  it('at the upper bound leaves no mark', () => {
    expect(judged('R-HF-04').verdict).toBe('pass');
  });
  it('above it is only marked: the bound moves the base', () => {
    const finding = judged('R-HF-04', { aboveBase: [0] });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'tag', paths: ['/employees/0/wageFen'] });
  });
});

describe('R-HF-05: the bank', () => {
  it('is chosen', () => {
    expect(judged('R-HF-05').verdict).toBe('pass');
  });
  it('is missing when none is', () => {
    const finding = judged('R-HF-05', { bankNamed: false });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'HF_BANK_MISSING', paths: ['/housingFund/bank'] });
  });
});

describe('R-HF-06: the first month', () => {
  it.each(['2026-11', '2026-12'])('%s lies not before the registration', (firstMonth) => {
    expect(judged('R-HF-06', { firstMonth }).verdict).toBe('pass');
  });
  it('before the registration is only marked', () => {
    const finding = judged('R-HF-06', { firstMonth: '2026-10' });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'tag', paths: ['/housingFund/firstMonth'] });
  });
});

describe('R-HF-07 and 08: the handler', () => {
  const { handler } = facts;
  it('stands in the form, can be reached, and has a right number', () => {
    expect(judged('R-HF-07').verdict).toBe('pass');
    expect(judged('R-HF-08').verdict).toBe('pass');
  });
  it('is missing when not in the form or without a telephone', () => {
    expect(judged('R-HF-07', { handler: { ...handler, present: false } }).paths).toEqual(['/housingFund/handler']);
    expect(judged('R-HF-07', { handler: { ...handler, reachable: false } })).toMatchObject({
      code: 'HF_HANDLER_MISSING',
      paths: ['/people/p2/mobile'],
    });
  });
  it('with a wrong number is a fault of form', () => {
    const finding = judged('R-HF-08', { handler: { ...handler, documentRight: false } });
    expect(finding).toMatchObject({ code: 'PERSON_ID_INVALID', paths: ['/people/p2/document/number'] });
  });
});

describe('R-HF-09 and 10: the employees', () => {
  it('are identified, and each once', () => {
    expect(judged('R-HF-09')).toMatchObject({ verdict: 'pass', evidence: { employees: 3 } });
    expect(judged('R-HF-10').verdict).toBe('pass');
  });
  it('with wrong numbers or without a person are each named', () => {
    const finding = judged('R-HF-09', { strangers: [2], wrongDocuments: ['p1'] });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'EMPLOYEE_ID_INVALID' });
    expect(finding.paths).toEqual(['/employees/2/person', '/people/p1/document/number']);
  });
  it('have one account each', () => {
    const finding = judged('R-HF-10', { repeated: [1] });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'EMPLOYEE_DUPLICATE', paths: ['/employees/1/person'] });
  });
});

import { describe, expect, it } from '@jest/globals';
import { examine, type Finding } from '@yichuang/kernel';
import type { Examined } from './facts.js';
import { facts } from './fixture.js';
import { lawInForce, lawOf } from './law.js';

const law = lawOf(lawInForce);
const clean: Examined = { ...facts, insured: { elsewhere: [] } };

function judged(rule: string, change: Partial<Examined> = {}): Finding {
  const found = examine(law.rules, { ...clean, ...change }).find((finding) => finding.rule === rule);
  if (found === undefined) throw new TypeError(`there is no rule ${rule}`);
  return found;
}

describe('the law of medical insurance', () => {
  it('passes a unit with employees, and one without, from top to bottom', () => {
    const none: Examined = { ...facts, employees: 0, insured: undefined };
    for (const unit of [clean, none]) {
      expect(examine(law.rules, unit).filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
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
    expect(() => lawOf('medical-insurance-1949.1')).toThrow(TypeError);
  });
});

describe('R-MI-01: the handler', () => {
  const handler = { ref: 'p2', present: true, reachable: true };
  it('is not needed where the account is made by itself', () => {
    expect(judged('R-MI-01', { handler: null }).verdict).toBe('pass');
  });
  it('is needed otherwise', () => {
    expect(judged('R-MI-01', { autoAccount: false, handler }).verdict).toBe('pass');
  });
  it.each([null, { ...handler, present: false }])('is missing: %j', (missing) => {
    const finding = judged('R-MI-01', { autoAccount: false, handler: missing });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'MI_HANDLER_MISSING', phase: 'form' });
    expect(finding.paths).toEqual(['/medicalInsurance/handler']);
  });
  it('without a telephone is as good as missing', () => {
    const finding = judged('R-MI-01', { autoAccount: false, handler: { ...handler, reachable: false } });
    expect(finding).toMatchObject({ verdict: 'fail', paths: ['/people/p2/mobile'] });
  });
});

describe('R-MI-02: the employees', () => {
  it('are identified by right numbers', () => {
    expect(judged('R-MI-02')).toMatchObject({ verdict: 'pass', evidence: { employees: 3 } });
  });
  it('with wrong numbers or without a person are each named', () => {
    const finding = judged('R-MI-02', { strangers: [0], wrongDocuments: ['p3'] });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'EMPLOYEE_ID_INVALID', disposal: 'block' });
    expect(finding.paths).toEqual(['/employees/0/person', '/people/p3/document/number']);
  });
});

describe('R-MI-03: an employee', () => {
  it('stands in the list once', () => {
    expect(judged('R-MI-03').verdict).toBe('pass');
  });
  it('twice is a fault at the second place', () => {
    expect(judged('R-MI-03', { repeated: [2] })).toMatchObject({ verdict: 'fail', paths: ['/employees/2/person'] });
  });
});

describe('R-MI-04: insurance elsewhere', () => {
  it('is nobody’s', () => {
    expect(judged('R-MI-04').verdict).toBe('pass');
  });
  it('sends the unit to an officer', () => {
    const finding = judged('R-MI-04', { insured: { elsewhere: ['p1', 'p3'] } });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'review', code: 'EMPLOYEE_INSURED_ELSEWHERE' });
    expect(finding.paths).toEqual(['/people/p1', '/people/p3']);
  });
  it.each([null, undefined])('is unknown while the core says %s', (insured) => {
    expect(judged('R-MI-04', { insured }).verdict).toBe('unknown');
  });
});

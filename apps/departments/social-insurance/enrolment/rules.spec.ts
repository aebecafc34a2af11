import { describe, expect, it } from '@jest/globals';
import { examine, type Finding } from '@yichuang/kernel';
import { injuryClasses, injuryEntries, injuryEntryOf } from '../reference/injury-classes.js';
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

describe('the law of social insurance', () => {
  it('passes a small software company from top to bottom', () => {
    expect(examine(law.rules, clean).filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('passes a unit without employees, and asks nobody about them', () => {
    const none: Examined = { ...facts, employees: 0, insurances: ['pension', 'injury'], insured: undefined };
    expect(examine(law.rules, none).filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('names each rule once, with its article in both languages', () => {
    expect(new Set(law.rules.map(({ id }) => id)).size).toBe(law.rules.length);
    for (const rule of law.rules) {
      expect(rule.article).toMatch(/ a\.\d|〔\d{4}〕/);
      expect(rule.text['zh-CN'].length * rule.text.en.length).toBeGreaterThan(0);
    }
  });

  it('knows no law that was never in force', () => {
    expect(() => lawOf('social-insurance-1949.1')).toThrow(TypeError);
  });
});

describe('R-SI-01: the class of injury risk', () => {
  it('follows from the industry', () => {
    expect(judged('R-SI-01')).toMatchObject({ verdict: 'pass', evidence: { injuryClass: 1 } });
  });
  it('is unknown for an industry the table does not have, and an officer assigns it', () => {
    const finding = judged('R-SI-01', { gbt4754: '7910' });
    expect(finding).toMatchObject({ verdict: 'unknown', code: 'SI_CLASS_UNKNOWN', disposal: 'review' });
    expect(finding.paths).toEqual(['/company/gbt4754']);
  });
});

describe('R-SI-02: a class read in a copy', () => {
  it('is not that of software', () => {
    expect(judged('R-SI-02').verdict).toBe('pass');
  });
  it('carries a mark and holds nothing up', () => {
    expect(judged('R-SI-02', { gbt4754: '7330' })).toMatchObject({ verdict: 'fail', disposal: 'tag' });
  });
});

describe('R-SI-03: pension and injury insurance', () => {
  it('are both there', () => {
    expect(judged('R-SI-03').verdict).toBe('pass');
  });
  it.each([[['pension']], [['injury', 'unemployment']], [[]]])('cannot be left out: %j', (insurances) => {
    const finding = judged('R-SI-03', { insurances: insurances as Examined['insurances'] });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'block', paths: ['/socialInsurance/insurances'] });
  });
});

describe('R-SI-04: unemployment insurance', () => {
  it('goes together where the local list says so', () => {
    expect(judged('R-SI-04').verdict).toBe('pass');
  });
  it('left out with employees is looked at by an officer', () => {
    const finding = judged('R-SI-04', { insurances: ['pension', 'injury'] });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'review', code: 'SI_UNEMPLOYMENT_MISSING' });
  });
  it('is no matter of this step elsewhere', () => {
    expect(judged('R-SI-04', { authority: '350421', insurances: ['pension', 'injury'] }).verdict).toBe('pass');
  });
});

describe('R-SI-05: the handler', () => {
  it('stands in the form and can be reached', () => {
    expect(judged('R-SI-05').verdict).toBe('pass');
  });
  it('is missing when not in the form or without a telephone', () => {
    const { handler } = facts;
    expect(judged('R-SI-05', { handler: { ...handler, present: false } })).toMatchObject({
      code: 'SI_HANDLER_MISSING',
      paths: ['/socialInsurance/handler'],
    });
    expect(judged('R-SI-05', { handler: { ...handler, reachable: false } }).paths).toEqual(['/people/p2/mobile']);
  });
});

describe('R-SI-06: the handler’s document', () => {
  it('has a right number', () => {
    expect(judged('R-SI-06').verdict).toBe('pass');
  });
  it('with a wrong number is a fault of form', () => {
    const finding = judged('R-SI-06', { handler: { ...facts.handler, documentRight: false } });
    expect(finding).toMatchObject({ verdict: 'fail', phase: 'form', paths: ['/people/p2/document/number'] });
  });
});

describe('R-EMP-01: the employees', () => {
  it('are identified by right numbers', () => {
    expect(judged('R-EMP-01')).toMatchObject({ verdict: 'pass', evidence: { employees: 3 } });
  });
  it('with wrong numbers or without a person are each named', () => {
    const finding = judged('R-EMP-01', { strangers: [1], wrongDocuments: ['p1', 'p3'] });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'EMPLOYEE_ID_INVALID', phase: 'form' });
    expect(finding.paths).toEqual(['/employees/1/person', '/people/p1/document/number', '/people/p3/document/number']);
  });
});

describe('R-EMP-02: an employee', () => {
  it('stands in the list once', () => {
    expect(judged('R-EMP-02').verdict).toBe('pass');
  });
  it('twice is a fault at the second place', () => {
    expect(judged('R-EMP-02', { repeated: [2] })).toMatchObject({ verdict: 'fail', paths: ['/employees/2/person'] });
  });
});

describe('R-EMP-03: insurance elsewhere', () => {
  it('is nobody’s', () => {
    expect(judged('R-EMP-03').verdict).toBe('pass');
  });
  it('sends the unit to an officer', () => {
    const finding = judged('R-EMP-03', { insured: { elsewhere: ['p3'] } });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'review', code: 'EMPLOYEE_INSURED_ELSEWHERE' });
    expect(finding.paths).toEqual(['/people/p3']);
  });
  it.each([null, undefined])('is unknown while the core says %s', (insured) => {
    expect(judged('R-EMP-03', { insured }).verdict).toBe('unknown');
  });
});

describe('the table of injury classes', () => {
  it.each([
    ['6513', 1, 0.2],
    ['6291', 2, 0.4],
    ['2041', 3, 0.7],
    ['0111', 4, 0.9],
    ['4910', 5, 1.1],
    ['2614', 6, 1.3],
    ['2511', 7, 1.6],
    ['0610', 8, 1.9],
  ])('gives %s the class %i and the base rate of %f %%', (gbt4754, injuryClass, baseRatePercent) => {
    expect(law.injuryTerms({ ...facts, gbt4754 })).toMatchObject({ injuryClass, baseRatePercent });
  });

  it('tells loading and storage apart, which the industry standard has put into one division', () => {
    expect(injuryEntryOf('5910')?.injuryClass).toBe(5);
    expect(injuryEntryOf('5920')?.injuryClass).toBe(2);
  });

  it('gives every division of the standard one class, but the one the annex does not know', () => {
    const divisions = Array.from({ length: 97 }, (_, index) => String(index + 1).padStart(2, '0'));
    expect(divisions.filter((division) => injuryEntryOf(`${division}90`) === undefined)).toEqual(['79']);
    expect(injuryClasses.byPrefix.size).toBe(injuryEntries.length);
  });

  it('has no terms for an industry it does not know', () => {
    expect(law.injuryTerms({ ...facts, gbt4754: '7910' })).toBeNull();
  });
});

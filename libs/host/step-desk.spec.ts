import { describe, expect, it } from '@jest/globals';
import { lawIn, reasonsOf } from './assessment.js';
import { belongingOfTask, caseColumns, caseRow } from './step-desk.js';

const company = { uscc: '91350405MAFAKE0198', companyName: '虚构', establishedOn: '2026-11-23', gbt4754: '6513' };

describe('whose a task is', () => {
  it('says who applies, who acts for him and who took it in, as far as it was said', () => {
    const where = { authority: '350405', hall: '350405' };
    expect(belongingOfTask({ principal: 'p', agents: ['a'], intakeBy: 'c', ...where })).toEqual({
      of: { principal: 'p', agents: ['a'], intakeBy: 'c', ...where },
    });
    const corrected = { principal: 'p', intakeBy: 'c', correctionsTakenBy: ['d'], ...where };
    expect(belongingOfTask(corrected)).toEqual({ of: corrected });
    expect(belongingOfTask({ principal: 'p', ...where })).toEqual({ of: { principal: 'p', intakeBy: null, ...where } });
    expect(belongingOfTask(where)).toEqual({});
  });
});

describe('a row of a list of cases', () => {
  it('has every column, and nothing is said of a company that is not there yet', () => {
    const row = caseRow({ status: 'checked' }, 'c1');
    expect(Object.keys(row)).toEqual(Object.keys(caseColumns));
    expect(row).toEqual({ case_id: 'c1', status: 'checked', waits_since: null, waits_for: null, uscc: null });
  });

  it('says since when a case waits and for what, and by its code which company there is', () => {
    const row = caseRow({ status: 'review', opening: { company }, since: 7, why: ['A', 'B'] }, 'c1');
    expect(row).toMatchObject({ waits_since: 7, waits_for: 'A B', uscc: company.uscc });
  });
});

describe('what a step waits for', () => {
  const finding = { rule: 'R', path: '/', phase: 'form' as const, verdict: 'fail' as const, article: 'a', text: {} };
  const found = (code: string, disposal: string) => ({ ...finding, code, disposal });

  it('is each code once, marks left out', () => {
    const findings = [found('A', 'block'), found('B', 'tag'), found('A', 'review'), found('C', 'review')];
    expect(reasonsOf({ findings: findings as never })).toEqual(['A', 'C']);
  });
});

describe('a recorded version of the law', () => {
  it('is the one that was in force; another is a bug and says so', () => {
    expect(lawIn({ 'tax-1': 7 }, 'tax-1')).toBe(7);
    expect(() => lawIn({ 'tax-1': 7 }, 'tax-2')).toThrow(TypeError);
    expect(() => lawIn({}, 'constructor')).toThrow(TypeError);
  });
});

import { describe, expect, it } from '@jest/globals';
import { examine, type Finding } from '@yichuang/kernel';
import type { Examined } from './facts.js';
import { facts } from './fixture.js';
import { lawInForce, lawOf } from './law.js';

const clean: Examined = { ...facts, risk: { hits: [] } };
const holder = facts.financeHead;

function judged(rule: string, change: Partial<Examined> = {}): Finding {
  const found = examine(lawOf(lawInForce).rules, { ...clean, ...change }).find((finding) => finding.rule === rule);
  if (found === undefined) throw new TypeError(`there is no rule ${rule}`);
  return found;
}

describe('the law of the tax office', () => {
  it('passes a small software company from top to bottom', () => {
    expect(examine(lawOf(lawInForce).rules, clean).filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('names each rule once, with its article in both languages', () => {
    const { rules } = lawOf(lawInForce);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(rule.article).toMatch(/ a\.\d|GB/);
      expect(rule.text['zh-CN'].length * rule.text.en.length).toBeGreaterThan(0);
    }
  });

  it('knows no law that was never in force', () => {
    expect(() => lawOf('tax-1949.1')).toThrow(TypeError);
  });
});

describe('R-TAX-01: the competent office', () => {
  it('is told by the township of the seat', () => {
    expect(judged('R-TAX-01')).toMatchObject({ verdict: 'pass', evidence: { office: '13504050100' } });
  });
  it('is the hall of the bureau where the seat names the district alone', () => {
    expect(judged('R-TAX-01', { division: '350405' }).verdict).toBe('pass');
  });
  it('is unknown for a township that the table does not have, and an officer looks', () => {
    const finding = judged('R-TAX-01', { division: '350427100' });
    expect(finding).toMatchObject({ verdict: 'unknown', disposal: 'review', paths: ['/seat/division'] });
  });
});

describe('R-TAX-02: finance head and tax handler', () => {
  it('stand in the form and can be reached', () => {
    expect(judged('R-TAX-02').verdict).toBe('pass');
  });
  it('are missing when nobody of the form is named', () => {
    const finding = judged('R-TAX-02', { taxHandler: { ...holder, ref: 'p9', present: false } });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'TAX_HANDLER_MISSING', paths: ['/posts/taxHandler'] });
  });
  it('are missing without a telephone, and one who holds both posts is named once', () => {
    const mute = { ...holder, reachable: false };
    expect(judged('R-TAX-02', { financeHead: mute, taxHandler: mute }).paths).toEqual(['/people/p2/mobile']);
  });
});

describe('R-TAX-03: their documents', () => {
  it('have right numbers', () => {
    expect(judged('R-TAX-03').verdict).toBe('pass');
  });
  it('with a wrong number are a fault of form under the person', () => {
    const finding = judged('R-TAX-03', { taxHandler: { ...holder, ref: 'p3', documentRight: false } });
    expect(finding).toMatchObject({
      verdict: 'fail',
      code: 'PERSON_ID_INVALID',
      phase: 'form',
      disposal: 'block',
      paths: ['/people/p3/document/number'],
    });
  });
});

describe('R-TAX-04: the kind of taxpayer', () => {
  it('is small-scale up to five million yuan a year', () => {
    expect(judged('R-TAX-04', { expectedAnnualSalesFen: 500_000_000 }).verdict).toBe('pass');
  });
  it('is general above that', () => {
    const finding = judged('R-TAX-04', { expectedAnnualSalesFen: 500_000_001 });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'review', paths: ['/tax/taxpayerKind'] });
  });
  it('may be general by choice', () => {
    expect(judged('R-TAX-04', { taxpayerKind: 'general', expectedAnnualSalesFen: 1 }).verdict).toBe('pass');
  });
});

describe('R-TAX-05: the invoice quota', () => {
  it('comes from the table by itself', () => {
    expect(judged('R-TAX-05')).toMatchObject({ verdict: 'pass', evidence: { tableFen: 10_000_000 } });
  });
  it('may be asked for lower', () => {
    expect(judged('R-TAX-05', { quotaFen: 5_000_000 }).verdict).toBe('pass');
  });
  it('is an officer’s matter when a raise is asked for', () => {
    const finding = judged('R-TAX-05', { quotaFen: 10_000_001 });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'review', paths: ['/tax/quotaFen'] });
  });
  it('is nobody’s matter where no invoices are wanted', () => {
    expect(judged('R-TAX-05', { invoices: false, quotaFen: 99_000_000 }).verdict).toBe('pass');
  });
});

describe('R-TAX-06: the accounting standard', () => {
  it('for small enterprises fits a software company', () => {
    expect(judged('R-TAX-06').verdict).toBe('pass');
  });
  it('for small enterprises does not fit a financial one', () => {
    const finding = judged('R-TAX-06', { gbt4754: '6639' });
    expect(finding).toMatchObject({ verdict: 'fail', paths: ['/tax/accountingStandard'] });
    expect(judged('R-TAX-06', { gbt4754: '6639', accountingStandard: 'enterprise' }).verdict).toBe('pass');
  });
});

describe('R-TAX-07: the accounts', () => {
  it('are kept independently', () => {
    expect(judged('R-TAX-07').verdict).toBe('pass');
  });
  it('kept by another are looked at by an officer', () => {
    const finding = judged('R-TAX-07', { accountingMethod: 'dependent' });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'review', paths: ['/tax/accountingMethod'] });
  });
});

describe('R-TAX-08: special industries', () => {
  it('do not include software', () => {
    expect(judged('R-TAX-08').verdict).toBe('pass');
  });
  it.each(['1610', '1620', '1690', '2511', '5128', '5162', '5227', '5265'])('include %s', (gbt4754) => {
    const finding = judged('R-TAX-08', { gbt4754 });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'review', paths: ['/company/gbt4754'] });
  });
});

describe('R-TAX-09: persons at risk', () => {
  it('are none of those who answer for the company', () => {
    expect(judged('R-TAX-09', { risk: { hits: [] } }).verdict).toBe('pass');
  });
  it('are confirmed by an officer, never refused by a hit alone', () => {
    const finding = judged('R-TAX-09', { risk: { hits: ['p2'] } });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'review', code: 'TAX_RISK_PERSON' });
    expect(finding.paths).toEqual(['/posts/financeHead', '/posts/taxHandler']);
  });
  it.each([null, undefined])('are unknown while the tax core says %s', (risk) => {
    expect(judged('R-TAX-09', { risk }).verdict).toBe('unknown');
  });
});

describe('R-TAX-10: bank accounts', () => {
  it('with a usual number leave no mark', () => {
    expect(judged('R-TAX-10').verdict).toBe('pass');
  });
  it('with an unusual number are only marked: they may be reported later', () => {
    const finding = judged('R-TAX-10', { unusualAccounts: [1] });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'tag', paths: ['/tax/bankAccounts/1/number'] });
  });
});

describe('the terms', () => {
  const { terms } = lawOf(lawInForce);
  it('give office and quota by the tables', () => {
    expect(terms(facts)).toMatchObject({ office: { code: '13504050100' }, quotaFen: 10_000_000 });
    expect(terms({ ...facts, taxpayerKind: 'general' }).quotaFen).toBe(75_000_000);
  });
  it('never give more than the table, and nothing where no invoices are wanted', () => {
    expect(terms({ ...facts, quotaFen: 99_000_000 }).quotaFen).toBe(10_000_000);
    expect(terms({ ...facts, invoices: false }).quotaFen).toBeNull();
  });
  it('enter every kind of taxpayer for the same taxes, the general one every month', () => {
    const [small, general] = (['small-scale', 'general'] as const).map(
      (taxpayerKind) => terms({ ...facts, taxpayerKind }).taxTypes,
    );
    expect(small?.map(({ code }) => code)).toEqual(general?.map(({ code }) => code));
    const periodOf = (types: typeof small) => types?.find(({ code }) => code === 'value-added-tax')?.period;
    expect([periodOf(small), periodOf(general)]).toEqual(['quarter', 'month']);
  });
});

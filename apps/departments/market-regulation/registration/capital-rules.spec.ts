import { describe, expect, it } from '@jest/globals';
import { clean } from './fixture.js';
import { company, judged, organisation, person, shareholder, sole } from './judging.fixture.js';

describe('R-CAP-01: the capital', () => {
  it('is the sum of what is subscribed', () => {
    expect(judged('R-CAP-01')).toMatchObject({ verdict: 'pass', evidence: { subscribedFen: 100_000_000 } });
  });
  it('that differs by one fen is a fault', () => {
    expect(judged('R-CAP-01', company({ capitalFen: 100_000_001 }))).toMatchObject({
      verdict: 'fail',
      code: 'CAPITAL_SUM_MISMATCH',
      paths: ['/company/capitalFen'],
    });
  });
});

describe('R-CAP-02: payment', () => {
  it('may be due to the day five years after the licence', () => {
    expect(judged('R-CAP-02', shareholder({ dueOn: '2031-11-23' }))).toMatchObject({
      verdict: 'pass',
      evidence: { last: '2031-11-23' },
    });
  });
  it('is too late a day after, and later the year round', () => {
    for (const dueOn of ['2031-11-24', '2031-12-31']) {
      expect(judged('R-CAP-02', shareholder({ dueOn }))).toMatchObject({ paths: ['/shareholders/0/dueOn'] });
    }
  });
  it('counts from the day the licence would bear, not the day of filing', () => {
    expect(judged('R-CAP-02', { ...shareholder({ dueOn: '2031-11-24' }), on: '2026-11-24' }).verdict).toBe('pass');
  });
  it('of a company founded on 29 February ends with February', () => {
    const on = '2028-02-29';
    expect(judged('R-CAP-02', { ...shareholder({ dueOn: '2033-02-28' }), on }).verdict).toBe('pass');
    expect(judged('R-CAP-02', { ...shareholder({ dueOn: '2033-03-01' }), on }).verdict).toBe('fail');
  });
});

describe('R-CAP-03: a contribution', () => {
  it.each(['money', 'goods', 'intellectual-property', 'land-use-right', 'equity', 'claims'] as const)(
    'may be in %s',
    (form) => {
      expect(judged('R-CAP-03', shareholder({ form })).verdict).toBe('pass');
    },
  );
  it.each(['labour', 'credit', 'personal-name', 'goodwill', 'franchise', 'mortgaged-property'] as const)(
    'may not be in %s',
    (form) => {
      expect(judged('R-CAP-03', shareholder({ form }))).toMatchObject({
        code: 'CONTRIBUTION_FORM_FORBIDDEN',
        disposal: 'block',
        paths: ['/shareholders/0/form'],
      });
    },
  );
});

describe('R-CAP-04: each shareholder', () => {
  it('subscribes something', () => {
    expect(judged('R-CAP-04').verdict).toBe('pass');
  });
  it('who subscribes nothing is named', () => {
    expect(judged('R-CAP-04', shareholder({ subscribedFen: 0 })).paths).toEqual(['/shareholders/0/subscribedFen']);
  });
});

describe('R-CAP-05: an amount', () => {
  it('within what the industry knows is nobody’s concern', () => {
    expect(judged('R-CAP-05', company({ capitalFen: 5_000_000_000 })).verdict).toBe('pass');
  });
  it('above 99 of 100 companies of the industry is looked at by an officer', () => {
    expect(judged('R-CAP-05', company({ capitalFen: 5_000_000_001 }))).toMatchObject({
      code: 'CAPITAL_ABNORMAL',
      disposal: 'review',
      phase: 'substance',
    });
  });
  it('of an industry the table does not know is measured by the general figure', () => {
    const evidence = { p99Fen: 10_000_000_000 };
    expect(judged('R-CAP-05', company({ gbt4754: '9999' }))).toMatchObject({ evidence });
  });
});

describe('R-CAP-06: what is paid in', () => {
  it('may be all that is subscribed', () => {
    expect(judged('R-CAP-06', shareholder({ paidInFen: 60_000_000 })).verdict).toBe('pass');
  });
  it('may not be more', () => {
    expect(judged('R-CAP-06', shareholder({ paidInFen: 60_000_001 })).paths).toEqual(['/shareholders/0/paidInFen']);
  });
});

describe('R-CAP-07: shareholders', () => {
  const many = (count: number) => ({ shareholders: Array.from({ length: count }, () => clean.shareholders[0]!) });
  it.each([1, 50])('may be %i', (count) => {
    expect(judged('R-CAP-07', many(count)).verdict).toBe('pass');
  });
  it.each([0, 51])('may not be %i', (count) => {
    expect(judged('R-CAP-07', many(count))).toMatchObject({ paths: ['/shareholders'], evidence: { count } });
  });
});

describe('R-CAP-08: the type of the company', () => {
  const verdictOf = (type: string, change: Parameters<typeof judged>[1] = {}) =>
    judged('R-CAP-08', { ...change, ...company({ type }) }).verdict;

  it('is 1130 for several shareholders and 1151 for one person', () => {
    expect(verdictOf('1130')).toBe('pass');
    expect(verdictOf('1151', sole('p1'))).toBe('pass');
  });
  it('is 1152 or 1153 for one organisation', () => {
    const change = { ...sole('o1'), ...organisation() };
    expect([verdictOf('1152', change), verdictOf('1153', change), verdictOf('1151', change)]).toEqual([
      'pass',
      'pass',
      'fail',
    ]);
  });
  it('does not fit another number of shareholders', () => {
    expect([verdictOf('1151'), verdictOf('1130', sole('p1')), verdictOf('9999')]).toEqual(['fail', 'fail', 'fail']);
    expect(judged('R-CAP-08', company({ type: '1151' })).paths).toEqual(['/company/type']);
  });
  it('is of the family from outside where a shareholder is', () => {
    const foreign = person('p2', { origin: 'foreign' });
    const compatriot = person('p2', { origin: 'hk-mo-tw' });
    expect([verdictOf('5110', foreign), verdictOf('6110', compatriot)]).toEqual(['pass', 'pass']);
    expect([verdictOf('1130', foreign), verdictOf('6110', foreign), verdictOf('5110')]).toEqual([
      'fail',
      'fail',
      'fail',
    ]);
  });
});

describe('R-CAP-09: the currency', () => {
  it('is CNY', () => {
    expect(judged('R-CAP-09').verdict).toBe('pass');
    expect(judged('R-CAP-09', company({ currency: 'USD' })).paths).toEqual(['/company/currency']);
  });
  it('may be a convertible one where the company is foreign-invested', () => {
    expect(judged('R-CAP-09', company({ currency: 'USD', type: '5110' })).verdict).toBe('pass');
  });
});

describe('R-CAP-10: data and virtual property', () => {
  it('are looked at by an officer, and nothing else is', () => {
    expect(judged('R-CAP-10').verdict).toBe('pass');
    expect(judged('R-CAP-10', shareholder({ form: 'data-or-virtual-property' }))).toMatchObject({
      verdict: 'fail',
      disposal: 'review',
    });
  });
});

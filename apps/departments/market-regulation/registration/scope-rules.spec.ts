import { describe, expect, it } from '@jest/globals';
import { clean } from './fixture.js';
import { company, judged } from './judging.fixture.js';

const explosives = { scope: [...clean.scope, { code: 'H010', listed: true }] };
const approval = (issuedOn: string, validUntil: string | null = null) => ({
  ...explosives,
  preApprovals: [{ item: 'H010', issuedOn, validUntil }],
});

describe('R-SCOPE-01: an item', () => {
  it('stands in the catalogue', () => {
    expect(judged('R-SCOPE-01')).toMatchObject({ verdict: 'pass', evidence: { catalogue: 'scope-catalogue-2026.1' } });
  });
  it('that does not is settled by an officer: the catalogue is no statute', () => {
    expect(judged('R-SCOPE-01', { scope: [...clean.scope, { code: '', listed: false }] })).toMatchObject({
      code: 'SCOPE_NOT_IN_CATALOGUE',
      disposal: 'review',
      paths: ['/scope/2'],
    });
  });
});

describe('R-SCOPE-02: an item licensed before registration', () => {
  it('comes with its approval', () => {
    expect(judged('R-SCOPE-02', approval('2026-11-01')).verdict).toBe('pass');
    expect(judged('R-SCOPE-02', explosives)).toMatchObject({ code: 'PREAPPROVAL_MISSING', paths: ['/scope/2'] });
  });
  it('is not one licensed after it', () => {
    expect(judged('R-SCOPE-02').verdict).toBe('pass');
  });
});

describe('R-SCOPE-03: the scope', () => {
  it('has an item at least', () => {
    expect(judged('R-SCOPE-03').verdict).toBe('pass');
    expect(judged('R-SCOPE-03', { scope: [] }).paths).toEqual(['/scope']);
  });
});

describe('R-SCOPE-04: an approval', () => {
  it.each([
    ['2026-08-25', 'pass'],
    ['2026-08-24', 'fail'],
  ])('without a term stands for 90 days: of %s, %s', (issuedOn, verdict) => {
    expect(judged('R-SCOPE-04', approval(issuedOn)).verdict).toBe(verdict);
  });
  it('that is stale is named by the day it was issued on', () => {
    expect(judged('R-SCOPE-04', approval('2026-08-01'))).toMatchObject({
      code: 'PREAPPROVAL_STALE',
      disposal: 'block',
      paths: ['/preApprovals/0/issuedOn'],
    });
  });
  it('with a term stands to its last day', () => {
    expect(judged('R-SCOPE-04', approval('2020-01-01', '2026-11-23')).verdict).toBe('pass');
    expect(judged('R-SCOPE-04', approval('2020-01-01', '2026-11-22')).paths).toEqual(['/preApprovals/0/validUntil']);
  });
  it('that stands makes good for one that does not', () => {
    const { preApprovals } = approval('2026-08-01');
    const both = [...preApprovals, ...approval('2026-11-01').preApprovals];
    expect(judged('R-SCOPE-04', { ...explosives, preApprovals: both }).verdict).toBe('pass');
  });
  it('of an item nobody applies for does not matter', () => {
    const { preApprovals } = approval('2020-01-01');
    expect(judged('R-SCOPE-04', { preApprovals }).verdict).toBe('pass');
  });
});

describe('R-SCOPE-05: the industry', () => {
  it('is that of the first item, or an officer settles it', () => {
    expect(judged('R-SCOPE-05').verdict).toBe('pass');
    expect(judged('R-SCOPE-05', company({ gbt4754: '6291' }))).toMatchObject({
      code: 'INDUSTRY_MISMATCH',
      disposal: 'review',
      evidence: { main: '6513' },
    });
  });
  it('of an item outside the catalogue is settled with the item', () => {
    expect(judged('R-SCOPE-05', { scope: [{ code: '', listed: false }] }).verdict).toBe('pass');
  });
});

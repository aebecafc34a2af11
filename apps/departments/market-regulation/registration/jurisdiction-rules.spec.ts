import { describe, expect, it } from '@jest/globals';
import { authorityOf } from '../reference/authorities.js';
import { clean } from './fixture.js';
import { foreignRuling } from './jurisdiction-rules.js';
import { company, judged, organisation, person, posts, seat, sole } from './judging.fixture.js';

const foreign = { ...person('p2', { origin: 'foreign' }), ...company({ type: '5110' }) };

describe('R-JUR-01: state capital', () => {
  it('below one half is a district’s', () => {
    expect(judged('R-JUR-01', company({ stateCapitalPercent: 49.99 })).verdict).toBe('pass');
  });
  it('of half or more is the province’s, which is named', () => {
    expect(judged('R-JUR-01', company({ stateCapitalPercent: 50 }))).toMatchObject({
      code: 'JURISDICTION_WRONG',
      phase: 'admissibility',
      disposal: 'block',
      evidence: { competentAuthority: '福建省市场监督管理局' },
    });
  });
});

describe('R-JUR-02: a joint stock company', () => {
  it('is the city’s, a limited one the district’s', () => {
    expect(judged('R-JUR-02').verdict).toBe('pass');
    for (const type of ['1219', '5210', '6220']) {
      expect(judged('R-JUR-02', company({ type }))).toMatchObject({
        verdict: 'fail',
        evidence: { competentAuthority: '三明市市场监督管理局' },
      });
    }
  });
});

describe('R-JUR-03: the seat', () => {
  it.each(['350405', '350405001', '350427'])('in the district is ours: %s', (division) => {
    expect(judged('R-JUR-03', seat({ division })).verdict).toBe('pass');
  });
  it.each([
    ['350404', '三明市三元区市场监督管理局'],
    ['350481', '永安市市场监督管理局'],
    ['110105', '住所所在地市场监督管理部门'],
  ])('in %s is the matter of %s', (division, competentAuthority) => {
    expect(judged('R-JUR-03', seat({ division }))).toMatchObject({
      paths: ['/seat/division'],
      evidence: { competentAuthority },
    });
  });
});

describe('R-JUR-04: a foreign-invested company', () => {
  it('is nobody’s question where nobody from outside invests', () => {
    expect(judged('R-JUR-04').verdict).toBe('pass');
  });
  it('waits for an officer before acceptance while nobody knows whether this authority may', () => {
    expect(judged('R-JUR-04', foreign)).toMatchObject({
      code: 'FIE_NOT_AUTHORISED_HERE',
      phase: 'admissibility',
      verdict: 'unknown',
    });
    expect(judged('R-JUR-04', { ...sole('o1'), ...organisation({ origin: 'hk-mo-tw' }) }).verdict).toBe('unknown');
  });
  it('is registered by an authority that is authorised, and sent to the city by one that is not', () => {
    const at = (fieAuthorised: boolean) =>
      foreignRuling({ ...clean, ...foreign }, { ...authorityOf('350405'), fieAuthorised });
    expect(at(true).verdict).toBe('pass');
    expect(at(false)).toMatchObject({ verdict: 'fail', evidence: { competentAuthority: '三明市市场监督管理局' } });
  });
});

describe('R-FIE-01: the negative list', () => {
  it('does not close software to foreigners, nor tobacco to others', () => {
    expect(judged('R-FIE-01', foreign).verdict).toBe('pass');
    expect(judged('R-FIE-01', company({ gbt4754: '5227' })).verdict).toBe('pass');
  });
  it('closes what it names, by main industry and by item', () => {
    const change = { ...foreign, scope: [...clean.scope, { code: 'H014', listed: true }] };
    expect(judged('R-FIE-01', { ...change, ...company({ type: '5110', gbt4754: '5227' }) })).toMatchObject({
      code: 'FIE_NEGATIVE_LIST',
      disposal: 'block',
      paths: ['/company/gbt4754', '/scope/2'],
    });
  });
});

describe('R-FIE-02: the recipient of legal documents', () => {
  it('is filed by a foreign-invested company, by no other', () => {
    expect(judged('R-FIE-02').verdict).toBe('pass');
    expect(judged('R-FIE-02', foreign).paths).toEqual(['/posts/legalDocumentRecipient']);
    expect(judged('R-FIE-02', { ...foreign, ...posts({ legalDocumentRecipient: 'p3' }) }).verdict).toBe('pass');
  });
});

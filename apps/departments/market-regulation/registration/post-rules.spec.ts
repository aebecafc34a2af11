import { describe, expect, it } from '@jest/globals';
import { judged, posts } from './judging.fixture.js';

describe('R-PER-02: a supervisor', () => {
  it('is neither director nor manager nor finance head', () => {
    expect(judged('R-PER-02').verdict).toBe('pass');
    for (const change of [posts({ supervisors: ['p1'] }), posts({ supervisors: ['p2'] }), posts({ manager: 'p3' })]) {
      expect(judged('R-PER-02', change)).toMatchObject({
        code: 'SUPERVISOR_IS_OFFICER',
        paths: ['/posts/supervisors/0'],
      });
    }
  });
});

describe('R-PER-03: the legal representative', () => {
  it('is a director or the manager', () => {
    expect(judged('R-PER-03').verdict).toBe('pass');
    expect(judged('R-PER-03', posts({ directors: ['p2'], manager: 'p1' })).verdict).toBe('pass');
  });
  it('of neither kind is none', () => {
    expect(judged('R-PER-03', posts({ directors: ['p2'] }))).toMatchObject({
      code: 'LEGALREP_NOT_DIRECTOR_OR_MANAGER',
      paths: ['/posts/legalRepresentative'],
    });
  });
});

describe('R-PER-09: directors', () => {
  it.each([
    [['p1'], 'pass'],
    [['p1', 'p2', 'p4'], 'pass'],
    [['p1', 'p2'], 'fail'],
    [[], 'fail'],
  ])('%j: %s', (directors, verdict) => {
    expect(judged('R-PER-09', posts({ directors })).verdict).toBe(verdict);
  });
});

describe('R-PER-10: supervisors', () => {
  it.each<[string, Parameters<typeof posts>[0], string]>([
    ['one', { supervisors: ['p3'] }, 'pass'],
    ['a board of three', { supervisors: ['p3', 'p4', 'p5'] }, 'pass'],
    ['two', { supervisors: ['p3', 'p4'] }, 'fail'],
    ['none, agreed by all', { supervisors: [], noSupervisorAgreed: true }, 'pass'],
    ['none, agreed by nobody', { supervisors: [] }, 'fail'],
    ['none, with an audit committee', { supervisors: [], auditCommittee: true, directors: ['p1', 'p2', 'p4'] }, 'pass'],
    ['none, with a committee of one director', { supervisors: [], auditCommittee: true }, 'fail'],
  ])('%s', (_, change, verdict) => {
    expect(judged('R-PER-10', posts(change)).verdict).toBe(verdict);
  });
});

describe('R-PER-14: finance head and legal representative', () => {
  it('are two people, or a mark is left that hinders nothing', () => {
    expect(judged('R-PER-14').verdict).toBe('pass');
    expect(judged('R-PER-14', posts({ financeHead: 'p1' }))).toMatchObject({
      code: 'FINANCE_EQUALS_LEGALREP',
      disposal: 'tag',
      paths: ['/posts/financeHead'],
    });
  });
});

describe('R-PER-18: a liaison', () => {
  it('is filed', () => {
    expect(judged('R-PER-18').verdict).toBe('pass');
    expect(judged('R-PER-18', posts({ liaisons: [] })).paths).toEqual(['/posts/liaisons']);
  });
});

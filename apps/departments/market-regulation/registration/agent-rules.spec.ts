import { describe, expect, it } from '@jest/globals';
import { clean } from './fixture.js';
import { judged, posts } from './judging.fixture.js';

type Agent = NonNullable<typeof clean.agent>;
const agent = (change: Partial<Agent>) => ({ agent: { ...(clean.agent as Agent), ...change } });
const mandate = (from: string, to: string) => agent({ mandate: { from, to } });

describe('R-AGT-01: an agent', () => {
  it('has declared himself', () => {
    expect(judged('R-AGT-01').verdict).toBe('pass');
    expect(judged('R-AGT-01', { agent: null }).verdict).toBe('pass');
    expect(judged('R-AGT-01', agent({ declared: false }))).toMatchObject({
      code: 'AGENT_NOT_DECLARED',
      paths: ['/agent/declared'],
    });
  });
});

describe('R-AGT-02: a liaison', () => {
  it('is no third-party agent', () => {
    expect(judged('R-AGT-02').verdict).toBe('pass');
    expect(judged('R-AGT-02', posts({ liaisons: ['p1', 'p4'] }))).toMatchObject({
      code: 'AGENT_IS_LIAISON',
      paths: ['/posts/liaisons/1'],
    });
  });
  it('may be an agent of the house', () => {
    expect(judged('R-AGT-02', { ...posts({ liaisons: ['p4'] }), ...agent({ kind: 'internal' }) }).verdict).toBe('pass');
  });
});

describe('R-AGT-03: the mandate', () => {
  it.each([
    ['2026-11-20', '2027-11-20'],
    ['2026-11-20', '2026-12-19'],
    ['2026-11-23', '2026-12-31'],
    ['2026-10-31', '2026-11-30'],
  ])('from %s to %s stands', (from, to) => {
    expect(judged('R-AGT-03', mandate(from, to)).verdict).toBe('pass');
  });
  it.each([
    ['is over a year', '2026-11-20', '2027-11-21'],
    ['is below a month', '2026-11-20', '2026-12-18'],
    ['has not begun', '2026-11-24', '2027-01-24'],
    ['has ended', '2026-10-01', '2026-11-22'],
  ])('that %s does not', (_, from, to) => {
    expect(judged('R-AGT-03', mandate(from, to))).toMatchObject({
      code: 'AGENT_MANDATE_INVALID',
      paths: ['/agent/mandate'],
    });
  });
  it('is not asked for where nobody is agent', () => {
    expect(judged('R-AGT-03', { agent: null }).verdict).toBe('pass');
  });
});

describe('R-AGT-04: the power of attorney', () => {
  const papers = clean.papers.filter((kind) => kind !== 'power-of-attorney');
  it('is shown by an agent', () => {
    expect(judged('R-AGT-04').verdict).toBe('pass');
    expect(judged('R-AGT-04', { papers }).paths).toEqual(['/papers']);
    expect(judged('R-AGT-04', { papers, agent: null }).verdict).toBe('pass');
  });
});

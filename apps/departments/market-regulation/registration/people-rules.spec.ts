import { describe, expect, it } from '@jest/globals';
import { sourced } from './fixture.js';
import { judged, person, said, sole } from './judging.fixture.js';

const lists = (change: { hits?: string[]; banned?: string[]; heads?: number }) =>
  said({ 'dishonest-list': { ...sourced, hits: [], banned: [], heads: 1, ...change } });

describe('R-PER-01: who declares that something disqualifies him', () => {
  it('may hold no post', () => {
    expect(judged('R-PER-01', person('p3', { declaresEligible: false }))).toMatchObject({
      code: 'PERSON_DISQUALIFIED',
      disposal: 'block',
      paths: ['/people/p3/declaresEligible'],
    });
  });
  it('may be a mere shareholder, or the agent', () => {
    expect(judged('R-PER-01', person('p4', { declaresEligible: false })).verdict).toBe('pass');
    const investor = { ...person('p9', { declaresEligible: false }), ...sole('p9') };
    expect(judged('R-PER-01', investor).verdict).toBe('pass');
  });
});

describe('R-PER-07: a hit in the lists', () => {
  it('is confirmed by an officer, never a refusal by itself', () => {
    expect(judged('R-PER-07', lists({ hits: ['p1'] }))).toMatchObject({
      code: 'PERSON_DISQUALIFIED',
      verdict: 'fail',
      disposal: 'review',
      paths: ['/people/p1'],
    });
  });
  it('that meets a mere shareholder means nothing', () => {
    expect(judged('R-PER-07', { ...person('p9', {}), ...sole('p9'), ...lists({ hits: ['p9'] }) }).verdict).toBe('pass');
  });
  it.each([null, undefined])('cannot be told while the list says %s', (answer) => {
    expect(judged('R-PER-07', said({ 'dishonest-list': answer })).verdict).toBe('unknown');
  });
});

describe('R-PER-04: who answers for a revoked registration', () => {
  it('is looked at by an officer, whatever his part', () => {
    expect(judged('R-PER-04', lists({ banned: ['p4'] }))).toMatchObject({ disposal: 'review', paths: ['/people/p4'] });
  });
  it('is nobody as a rule', () => {
    expect(judged('R-PER-04').verdict).toBe('pass');
    expect(judged('R-PER-04', said({ 'dishonest-list': null })).verdict).toBe('unknown');
  });
});

describe('R-PER-06: many companies of one legal representative', () => {
  it.each([
    [10, 'pass'],
    [11, 'fail'],
  ])('%i of them: %s', (heads, verdict) => {
    expect(judged('R-PER-06', lists({ heads }))).toMatchObject({ verdict, disposal: 'review' });
  });
  it('cannot be told from silence', () => {
    expect(judged('R-PER-06', said({ 'dishonest-list': null })).verdict).toBe('unknown');
  });
});

describe('R-PER-05: whoever holds a post or applies', () => {
  it.each(['p1', 'p2', 'p3', 'p4'])('is of age: %s', (ref) => {
    expect(judged('R-PER-05').verdict).toBe('pass');
    expect(judged('R-PER-05', person(ref, { adult: false }))).toMatchObject({
      code: 'PERSON_MINOR',
      disposal: 'block',
      paths: [`/people/${ref}/document/number`],
    });
  });
  it('is not meant as a mere shareholder', () => {
    expect(judged('R-PER-05', { ...person('p9', { adult: false }), ...sole('p9') }).verdict).toBe('pass');
  });
});

describe('R-PER-08: a minor', () => {
  it('may be a mere shareholder, and an officer looks', () => {
    expect(judged('R-PER-08', { ...person('p9', { adult: false }), ...sole('p9') })).toMatchObject({
      code: 'PERSON_MINOR',
      verdict: 'fail',
      disposal: 'review',
    });
  });
  it('in a post is named by the other rule alone', () => {
    expect(judged('R-PER-08', person('p1', { adult: false })).verdict).toBe('pass');
  });
});

import { describe, expect, it } from '@jest/globals';
import { judged, organisation, person, posts, said, sole } from './judging.fixture.js';

const lists = (change: { hits?: string[]; banned?: string[]; heads?: number }) =>
  said({ 'dishonest-list': { hits: [], banned: [], heads: 1, ...change } });

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

describe('R-PER-16: the birth date', () => {
  it('is given where the document does not tell it', () => {
    expect(judged('R-PER-16').verdict).toBe('pass');
    expect(judged('R-PER-16', person('p3', { adult: null })).paths).toEqual(['/people/p3/birthDate']);
  });
  it('is not asked for where the number itself is wrong', () => {
    expect(judged('R-PER-16', person('p3', { adult: null, documentRight: false })).verdict).toBe('pass');
  });
});

describe('R-PER-11: the real name', () => {
  it.each(['p1', 'p2', 'p3', 'p4'])('of everybody with a part is checked: %s', (ref) => {
    expect(judged('R-PER-11').verdict).toBe('pass');
    expect(judged('R-PER-11', person(ref, { realName: false })).paths).toEqual([`/people/${ref}/realName`]);
  });
  it('of one who only benefits is not', () => {
    expect(judged('R-PER-11', person('p9', { realName: false })).verdict).toBe('pass');
  });
});

describe('R-PER-12: the identity register', () => {
  it('confirms, or an officer looks', () => {
    expect(judged('R-PER-12').verdict).toBe('pass');
    expect(judged('R-PER-12', said({ 'real-name': { unconfirmed: ['p2'] } }))).toMatchObject({
      verdict: 'fail',
      disposal: 'review',
      paths: ['/people/p2/realName'],
    });
  });
  it('that is silent confirms nothing', () => {
    expect(judged('R-PER-12', said({ 'real-name': null })).verdict).toBe('unknown');
  });
});

describe('R-PER-13: documents', () => {
  it('have numbers that can be theirs', () => {
    expect(judged('R-PER-13').verdict).toBe('pass');
    const change = { ...person('p3', { documentRight: false }), ...organisation({ documentRight: false }) };
    expect(judged('R-PER-13', change).paths).toEqual([
      '/people/p3/document/number',
      '/organisations/o1/document/number',
    ]);
  });
});

describe('R-PER-15: an investor', () => {
  it('that is an ordinary company of the province is no matter', () => {
    expect(judged('R-PER-15', { ...sole('o1'), ...organisation() }).verdict).toBe('pass');
  });
  it('of another province or kind is verified by an officer', () => {
    expect(judged('R-PER-15', { ...sole('o1'), ...organisation({ unusual: true }) })).toMatchObject({
      verdict: 'fail',
      disposal: 'review',
      paths: ['/shareholders/0/holder'],
    });
  });
});

describe('R-PER-17: whoever is named', () => {
  it('stands among the people', () => {
    expect(judged('R-PER-17').verdict).toBe('pass');
    expect(judged('R-PER-17', posts({ supervisors: ['p8'] })).paths).toEqual(['/people/p8']);
    expect(judged('R-PER-17', sole('o9')).paths).toEqual(['/shareholders/0/holder']);
  });
});

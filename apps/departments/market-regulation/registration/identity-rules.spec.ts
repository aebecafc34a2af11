import { describe, expect, it } from '@jest/globals';
import { sourced } from './fixture.js';
import { judged, organisation, person, posts, said, sole } from './judging.fixture.js';

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
    expect(judged('R-PER-12', said({ 'real-name': { ...sourced, unconfirmed: ['p2'] } }))).toMatchObject({
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

import { describe, expect, it } from '@jest/globals';
import { clean } from './fixture.js';
import { judged, organisation, person, sole } from './judging.fixture.js';

const without = <T>(all: readonly T[], one: T): T[] => all.filter((other) => other !== one);

describe('R-FORM-01: papers', () => {
  it.each(['application-form', 'articles', 'appointment'])('include %s', (kind) => {
    expect(judged('R-FORM-01').verdict).toBe('pass');
    expect(judged('R-FORM-01', { papers: without(clean.papers, kind) })).toMatchObject({
      code: 'MATERIAL_MISSING',
      paths: ['/papers'],
    });
  });
  it('say who shareholders and officers are', () => {
    expect(judged('R-FORM-01', { identified: without(clean.identified, 'p3') }).verdict).toBe('fail');
  });
  it('need not say who the agent is: his identity is shared', () => {
    expect(judged('R-FORM-01', { identified: without(clean.identified, 'p4') }).verdict).toBe('pass');
  });
});

describe('R-FORM-02: the articles', () => {
  const covers = clean.articles?.covers ?? [];
  it('say what the law asks, and may say more', () => {
    expect(judged('R-FORM-02').verdict).toBe('pass');
    const more = { covers: [...covers, 'other'], signedBy: ['p1', 'p2'] };
    expect(judged('R-FORM-02', { articles: more }).verdict).toBe('pass');
  });
  it.each([...covers])('are incomplete without %s', (subject) => {
    const articles = { covers: without(covers, subject), signedBy: ['p1', 'p2'] };
    expect(judged('R-FORM-02', { articles })).toMatchObject({
      code: 'ARTICLES_INCOMPLETE',
      paths: ['/articles/covers'],
    });
  });
  it('that are not there are one fault', () => {
    expect(judged('R-FORM-02', { articles: null }).paths).toEqual(['/articles']);
    expect(judged('R-FORM-03', { articles: null }).verdict).toBe('pass');
  });
});

describe('R-FORM-03: the articles', () => {
  it('are signed by every shareholder', () => {
    expect(judged('R-FORM-03').verdict).toBe('pass');
    const articles = { covers: clean.articles?.covers ?? [], signedBy: ['p1'] };
    expect(judged('R-FORM-03', { articles })).toMatchObject({
      code: 'SIGNATURE_MISSING',
      paths: ['/articles/signedBy'],
    });
  });
});

describe('R-FORM-04: the application', () => {
  it.each(['p1', 'p2', 'p3', 'p4'])('is signed by shareholders, officers and agent: %s', (ref) => {
    expect(judged('R-FORM-04').verdict).toBe('pass');
    expect(judged('R-FORM-04', { signatures: without(clean.signatures, ref) })).toMatchObject({
      code: 'SIGNATURE_MISSING',
      paths: ['/signatures'],
    });
  });
});

describe('R-FORM-05: a foreign investor', () => {
  const passport = person('p2', { origin: 'foreign', foreignPassport: true });
  const investor = { ...sole('o1'), ...organisation({ origin: 'foreign' }) };
  it('shows a passport or certificate that is legalised', () => {
    expect(judged('R-FORM-05').verdict).toBe('pass');
    for (const [change, ref] of [
      [passport, 'p2'],
      [investor, 'o1'],
    ] as const) {
      expect(judged('R-FORM-05', change)).toMatchObject({
        code: 'IDENTITY_LEGALISATION_MISSING',
        paths: ['/papers'],
      });
      expect(judged('R-FORM-05', { ...change, legalised: [ref] }).verdict).toBe('pass');
    }
  });
  it('with a permanent-resident card need not', () => {
    expect(judged('R-FORM-05', person('p2', { origin: 'foreign' })).verdict).toBe('pass');
  });
});

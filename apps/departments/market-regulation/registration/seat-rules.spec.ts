import { describe, expect, it } from '@jest/globals';
import type { AddressAnswer } from './sources.js';
import { sourced } from './fixture.js';
import { judged, said, seat } from './judging.fixture.js';

const house: AddressAnswer = {
  ...sourced,
  found: true,
  propertyKnown: true,
  negative: false,
  companies: 0,
  addedIn30Days: 0,
};
const library = (change: Partial<AddressAnswer>) => said({ 'address-library': { ...house, ...change } });
const stranger = library({ found: false, propertyKnown: false });
const silent = said({ 'address-library': null });
const papers = (...kinds: string[]) => ({ papers: kinds });

describe('R-SEAT-01: the address', () => {
  it('stands in the library', () => {
    expect(judged('R-SEAT-01').verdict).toBe('pass');
  });
  it('that does not is verified by an officer, unless certificate or commitment is there', () => {
    expect(judged('R-SEAT-01', { ...stranger, ...papers('lease') })).toMatchObject({
      verdict: 'fail',
      disposal: 'review',
    });
    for (const kind of ['property-certificate', 'seat-commitment']) {
      expect(judged('R-SEAT-01', { ...stranger, ...papers('lease', kind) }).verdict).toBe('pass');
    }
  });
  it('cannot be told from silence', () => {
    expect(judged('R-SEAT-01', silent).verdict).toBe('unknown');
  });
});

describe('R-SEAT-02: the negative list', () => {
  it('bars the places it names', () => {
    expect(judged('R-SEAT-02').verdict).toBe('pass');
    expect(judged('R-SEAT-02', library({ negative: true }))).toMatchObject({
      code: 'SEAT_NEGATIVE_LIST',
      disposal: 'block',
      paths: ['/seat/address'],
    });
    expect(judged('R-SEAT-02', silent).verdict).toBe('unknown');
  });
});

describe('R-SEAT-03: many companies at one address', () => {
  it.each([
    [50, 42, 'pass'],
    [180, 10, 'pass'],
    [51, 11, 'fail'],
  ])('%i of them, %i new: %s', (companies, addedIn30Days, verdict) => {
    expect(judged('R-SEAT-03', library({ companies, addedIn30Days }))).toMatchObject({ verdict, disposal: 'review' });
  });
  it('cannot be told from silence', () => {
    expect(judged('R-SEAT-03', silent).verdict).toBe('unknown');
  });
});

describe('R-SEAT-04: the use of the seat', () => {
  const missing = { code: 'SEAT_PROOF_MISSING', verdict: 'fail', phase: 'form', paths: ['/papers'] };

  it.each([
    ['lease and certificate', 'lease', ['lease', 'property-certificate']],
    ['a certificate', 'own', ['property-certificate']],
    ['a commitment in place of any proof', 'lease', ['seat-commitment']],
  ] as const)('is proven by %s, whatever the library knows', (_, acquisition, kinds) => {
    for (const known of [stranger, silent]) {
      expect(judged('R-SEAT-04', { ...known, ...seat({ acquisition }), ...papers(...kinds) }).verdict).toBe('pass');
    }
  });
  it('is proven by data sharing where the library knows the property', () => {
    expect(judged('R-SEAT-04', { ...library({}), ...papers('lease') }).verdict).toBe('pass');
  });
  it('is not proven by a lease of a house nobody knows', () => {
    expect(judged('R-SEAT-04', { ...stranger, ...papers('lease') })).toMatchObject(missing);
  });
  it('of a leased seat is never proven without the lease', () => {
    expect(judged('R-SEAT-04', { ...library({}), ...papers('property-certificate') })).toMatchObject(missing);
  });
  it('cannot be told where the certificate is missing and the library silent', () => {
    expect(judged('R-SEAT-04', { ...silent, ...papers('lease') }).verdict).toBe('unknown');
  });
});

describe('R-SEAT-05: military property', () => {
  it('is verified by an officer', () => {
    expect(judged('R-SEAT-05').verdict).toBe('pass');
    expect(judged('R-SEAT-05', seat({ military: true }))).toMatchObject({ verdict: 'fail', disposal: 'review' });
  });
});

describe('R-SEAT-06: the electronic service address', () => {
  it('is one at least', () => {
    expect(judged('R-SEAT-06').verdict).toBe('pass');
    expect(judged('R-SEAT-06', seat({ served: false })).paths).toEqual(['/seat/electronicService']);
  });
});

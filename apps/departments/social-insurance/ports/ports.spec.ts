import { describe, expect, it } from '@jest/globals';
import type { SocialInsuranceSection } from '@yichuang/contracts';
import { enrolmentReceipt, insuredAnswer } from '../enrolment/desk.js';
import { company, receipt, section } from '../enrolment/fixture.js';
import { insuredPersons } from '../reference/insured-persons.js';
import { socialInsuranceCoreSimulator as core } from './social-insurance-core.simulator.js';
import { socialInsuranceQuerySimulator as query } from './social-insurance-query.simulator.js';

/** Stands for the keyed tag of a ledger: the same for the same value, and nothing of it. */
const tag = (value: string): string =>
  String(Array.from(value).reduce((sum, digit) => sum * 31 + digit.charCodeAt(0), 7) % 1e9);
const nobody: readonly { readonly effect: string; readonly caseId: string }[] = [];
const asked = {
  caseId: 'c2',
  found: nobody,
  ask: company,
  section,
  serial: 1,
  now: Date.UTC(2026, 10, 23, 0, 30),
  tag,
};
const effectOf = (ref: string) => `insured:${tag(section.people[ref]!.document.number)}`;
const enrolledBy = (caseId: string, ...refs: readonly string[]) =>
  refs.map((ref) => ({ effect: effectOf(ref), caseId }));

describe('the query', () => {
  const elsewhere = (change: Partial<typeof asked> = {}) =>
    insuredAnswer.parse(query.answer({ ...asked, ...change }).answer).elsewhere;

  it('knows nobody as insured elsewhere who is not, and says by which list', () => {
    const { answer, effects } = query.answer(asked);
    expect(insuredAnswer.parse(answer)).toEqual({ elsewhere: [], list: insuredPersons.version });
    expect(effects).toBeUndefined();
  });

  it('looks in the ledger for every employee, by tags alone', () => {
    expect(query.looks?.(asked)).toEqual(['p1', 'p2', 'p3'].map(effectOf));
  });

  it('tells by reference of an employee whom another case has enrolled, and not of its own', () => {
    expect(elsewhere({ found: enrolledBy('c1', 'p2') })).toEqual(['p2']);
    expect(elsewhere({ found: enrolledBy('c2', 'p2') })).toEqual([]);
  });

  it.each(insuredPersons.documentNumbers)('tells of one who stands in its list: %s', (number) => {
    const p3 = { ...section.people['p3']!, document: { type: 'RESIDENT_ID' as const, number } };
    const given: SocialInsuranceSection = { ...section, people: { ...section.people, p3 } };
    expect(elsewhere({ section: given })).toEqual(['p3']);
  });

  it('may say nothing of a person but a reference', () => {
    expect(() => insuredAnswer.parse({ elsewhere: ['350405198805120019'] })).toThrow();
    expect(() => enrolmentReceipt.parse({ ...receipt, elsewhere: ['林志远'] })).toThrow();
  });
});

describe('the core', () => {
  it('registers the unit and enrols everybody, leaving tags and no numbers in its ledger', () => {
    const { answer, effects } = core.answer(asked);
    expect(enrolmentReceipt.parse(answer)).toEqual(receipt);
    expect(effects).toEqual([`unit:${company.uscc}`, ...['p1', 'p2', 'p3'].map(effectOf)]);
    for (const { name, document } of Object.values(section.people)) {
      expect(JSON.stringify([answer, effects])).not.toContain(name);
      expect(JSON.stringify([answer, effects])).not.toContain(document.number);
    }
  });

  it('enrols nobody whom another case has enrolled in the meantime, and says whom', () => {
    const { answer, effects } = core.answer({ ...asked, found: enrolledBy('c1', 'p3') });
    expect(enrolmentReceipt.parse(answer)).toMatchObject({ enrolled: 2, elsewhere: ['p3'] });
    expect(effects).not.toContain(effectOf('p3'));
  });
});

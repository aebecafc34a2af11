import { describe, expect, it } from '@jest/globals';
import type { TaxSection } from '@yichuang/contracts';
import { factsOf } from './facts.js';
import { facts, section } from './fixture.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const { p1, p2 } = section.people;
const withPeople = (people: TaxSection['people']) => factsOf({ ...section, people }, at);

describe('the facts of the tax office', () => {
  it('are what the law looks at, and nothing of them tells who anybody is', () => {
    expect(factsOf(section, at)).toEqual(facts);
  });

  it('say that a post is held by nobody of the form', () => {
    const { financeHead } = withPeople({ p1: p1! });
    expect(financeHead).toEqual({ ref: 'p2', present: false, reachable: false, documentRight: false });
  });

  it.each(['1380000000', '12800000002', ''])('find no telephone in %j', (mobile) => {
    expect(withPeople({ p1: p1!, p2: { ...p2!, mobile } }).taxHandler.reachable).toBe(false);
  });

  it.each(['350405199203080027', '350405199202300020', '350405202703080027'])('find no document in %s', (number) => {
    const document = { type: 'RESIDENT_ID' as const, number };
    expect(withPeople({ p1: p1!, p2: { ...p2!, document } }).financeHead.documentRight).toBe(false);
  });

  it('name accounts by their place in the list', () => {
    const bankAccounts = [...section.tax.bankAccounts, { bank: '虚构银行', number: '12-34' }];
    const given = factsOf({ ...section, tax: { ...section.tax, bankAccounts } }, at);
    expect(given).toMatchObject({ bankAccounts: 2, unusualAccounts: [1] });
  });

  it('tell sales that nobody expects from none', () => {
    const tax = { ...section.tax, expectedAnnualSalesFen: 0 };
    expect(factsOf({ ...section, tax }, at).expectedAnnualSalesFen).toBe(0);
    expect(factsOf(section, at).expectedAnnualSalesFen).toBeNull();
  });
});

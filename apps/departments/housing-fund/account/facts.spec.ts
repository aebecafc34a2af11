import { describe, expect, it } from '@jest/globals';
import type { HousingFundSection } from '@yichuang/contracts';
import { factsOf } from './facts.js';
import { facts, section } from './fixture.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const factsWith = (change: Partial<HousingFundSection>) => factsOf({ ...section, ...change }, at);
const { p1, p2, p3 } = section.people;
const employee = (person: string) => ({ person, wageFen: 450_000 });

describe('the facts of the housing fund', () => {
  it('are what the law looks at, and nothing of them tells who anybody is or earns', () => {
    expect(factsWith({})).toEqual(facts);
  });

  it('tell the wages outside the bounds of the base by their place, and what all cost the unit', () => {
    const employees = [189_499, 189_500, 2_450_000, 2_450_001].map((wageFen, i) => ({
      person: `p${String(i + 1)}`,
      wageFen,
    }));
    const given = factsWith({ employees });
    expect(given).toMatchObject({ employees: 4, belowBase: [0], aboveBase: [3] });
    // 5 % and 5 %, each rounded for itself, the last of the bound
    expect(given.monthlyFen).toBe(2 * (9_475 + 9_475 + 122_500 + 122_500));
    for (const { wageFen } of employees) expect(JSON.stringify(given)).not.toContain(String(wageFen));
  });

  it('say only whether a bank was chosen', () => {
    expect(factsWith({ housingFund: { ...section.housingFund, bank: null } }).bankNamed).toBe(false);
  });

  it('say that the handler is nobody of the form', () => {
    expect(factsWith({ people: { p1: p1!, p3: p3! } }).handler).toEqual({
      ref: 'p2',
      present: false,
      reachable: false,
      documentRight: false,
    });
  });

  it('name employees without a person, and those who stand there twice, by their place', () => {
    const employees = [employee('p1'), employee('p9'), employee('p1')];
    expect(factsWith({ employees })).toMatchObject({ strangers: [1], repeated: [2], wrongDocuments: [] });
  });

  it.each(['350405199203080027', '350405199202300020', '350405202703080027'])('find no document in %s', (number) => {
    const wrong = { ...p2!, document: { type: 'RESIDENT_ID' as const, number } };
    const given = factsWith({ people: { ...section.people, p2: wrong } });
    expect(given).toMatchObject({ handler: { documentRight: false }, wrongDocuments: ['p2'] });
  });

  it('keep the day in Shanghai, by which the terms are chosen', () => {
    expect(factsOf(section, Date.UTC(2026, 5, 30, 16)).on).toBe('2026-07-01');
  });
});

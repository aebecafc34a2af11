import { describe, expect, it } from '@jest/globals';
import type { SocialInsuranceSection } from '@yichuang/contracts';
import { factsOf } from './facts.js';
import { facts, section } from './fixture.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const factsWith = (change: Partial<SocialInsuranceSection>) => factsOf({ ...section, ...change }, '350405', at);
const { p1, p2, p3 } = section.people;
const employee = (person: string) => ({ person, wageFen: 450_000 });

describe('the facts of social insurance', () => {
  it('are what the law looks at, and nothing of them tells who anybody is or earns', () => {
    expect(factsWith({})).toEqual(facts);
  });

  it('say that the handler is nobody of the form', () => {
    expect(factsWith({ people: { p1: p1!, p3: p3! } }).handler).toMatchObject({
      ref: 'p2',
      present: false,
      reachable: false,
    });
  });

  it('find no telephone that can be one', () => {
    const { mobile: _none, ...mute } = p2!;
    for (const one of [mute, { ...p2!, mobile: '1380000000' }]) {
      expect(factsWith({ people: { ...section.people, p2: one } }).handler).toMatchObject({ reachable: false });
    }
  });

  it('name employees without a person, and those who stand there twice, by their place', () => {
    const employees = [employee('p1'), employee('p9'), employee('p1')];
    expect(factsWith({ employees })).toMatchObject({ employees: 3, strangers: [1], repeated: [2], wrongDocuments: [] });
  });

  it.each(['350405199006220060', '350405199002300060', '350405202706220060'])(
    'name an employee with the wrong number %s by reference, once',
    (number) => {
      const wrong = { ...p3!, document: { type: 'RESIDENT_ID' as const, number } };
      const employees = [...section.employees, employee('p3')];
      expect(factsWith({ employees, people: { ...section.people, p3: wrong } }).wrongDocuments).toEqual(['p3']);
    },
  );

  it('find a wrong number of the handler', () => {
    const wrong = { ...p2!, document: { type: 'RESIDENT_ID' as const, number: '350405199203080027' } };
    expect(factsWith({ people: { ...section.people, p2: wrong } }).handler.documentRight).toBe(false);
  });
});

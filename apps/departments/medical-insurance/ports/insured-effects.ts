import type { MedicalInsuranceSection } from '@yichuang/contracts';

/** How the ledger names that a person is insured: reference → effect, by a keyed tag and never by the number. */
export function insuredEffects(
  { employees, people }: MedicalInsuranceSection,
  tag: (privateValue: string) => string,
): ReadonlyMap<string, string> {
  const effects = new Map<string, string>();
  for (const { person: ref } of employees) {
    const person = people[ref];
    if (person !== undefined) effects.set(ref, `insured:${tag(person.document.number.toUpperCase())}`);
  }
  return effects;
}

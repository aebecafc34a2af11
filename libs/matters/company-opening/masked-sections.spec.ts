import { describe, expect, it } from '@jest/globals';
import { masked } from '@yichuang/contracts';
import fc from 'fast-check';
import type { CompanyOpeningForm } from './form.js';
import { generateApplications } from './generate/generate-applications.js';
import { sectionsOf } from './sections.js';

const anyForm = fc.tuple(fc.nat(1_000), fc.nat(124_999)).map(([seed, index]) => {
  const [first] = generateApplications({ seed, count: 1, startIndex: index, faultyShare: 0.5 });
  if (first === undefined) throw new Error('nothing generated');
  return first.form;
});

/** Whatever of a form is somebody's own. A name of one letter is no name, and a field may be shorter than what masks it. */
function privateOf(form: CompanyOpeningForm): string[] {
  const people = Object.values(form.people);
  const said = [
    ...people.flatMap((one) => [one.document.number, one.birthDate, one.mobile, one.email, one.address]),
    ...people.filter(({ name }) => Array.from(name).length > 1).map(({ name }) => name),
    ...Object.values(form.organisations).map(({ name }) => name),
    ...form.tax.bankAccounts.map(({ number }) => number),
    form.seat.address,
    form.seat.owner.name,
    form.seat.owner.phone,
    form.company.phone,
  ];
  return said.filter((one): one is string => one !== undefined && one.length > 1);
}

const pathsOf = (value: unknown, path = ''): string[] =>
  typeof value !== 'object' || value === null
    ? [path]
    : Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, `${path}/${key}`));

const leavesOf = (value: unknown): unknown[] =>
  typeof value !== 'object' || value === null ? [value] : Object.values(value).flatMap(leavesOf);

describe('masked sections of any application', () => {
  it('have every field at its place, and nothing in them that is somebody’s own', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const sections = sectionsOf(form);
        const shown = masked(sections);
        expect(pathsOf(shown)).toEqual(pathsOf(JSON.parse(JSON.stringify(sections))));
        const leaves = new Set(leavesOf(shown));
        expect(privateOf(form).filter((one) => leaves.has(one))).toEqual([]);
        const wages = form.employees.map(({ wageFen }) => wageFen);
        expect(wages.filter((one) => leaves.has(one))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { companyOpeningForm, type CompanyOpeningForm } from '../form.js';
import { parseForm } from '../form-faults.js';
import { generateApplications, planters } from './generate-applications.js';
import { compatible, plantAll, type Planter } from './planter.js';
import { withWrongCheck } from './plant-people.js';
import { residentNumber } from './residents.js';

const filedOn = '2026-11-23';
const formAt = (seed: number, index: number): CompanyOpeningForm => {
  const [first] = generateApplications({ seed, count: 1, startIndex: index, filedOn });
  if (first === undefined) throw new Error('nothing generated');
  return first.form;
};
const anyForm = fc.tuple(fc.nat(1_000_000), fc.nat(124_999)).map(([seed, index]) => formAt(seed, index));

/** Planters in any number and order, none of which shares a place with another. */
const anyCompatible = fc
  .shuffledSubarray([...planters])
  .map((some) =>
    some.reduce<Planter[]>(
      (chosen, next) => (chosen.every((c) => compatible(c, next)) ? [...chosen, next] : chosen),
      [],
    ),
  );

describe('generated applications', () => {
  it('pass the schema of the form unchanged', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        expect(parseForm(form)).toEqual({ ok: true, form });
      }),
      { numRuns: 300 },
    );
  });

  it('are the same for the same seed, whatever the series began with', () => {
    const whole = [...generateApplications({ seed: 11, count: 40, faultyShare: 0.5 })];
    const tail = [...generateApplications({ seed: 11, count: 15, startIndex: 25, faultyShare: 0.5 })];
    expect(tail).toEqual(whole.slice(25));
  });

  it('are distinct companies of distinct people at distinct addresses', () => {
    const forms = [...generateApplications({ seed: 5, count: 1_000 })].map(({ form }) => form);
    const people = forms.flatMap((form) => Object.values(form.people).map(({ document }) => document.number));
    expect(new Set(forms.map(({ name }) => name.trade)).size).toBe(forms.length);
    expect(new Set(forms.map(({ seat }) => seat.address)).size).toBe(forms.length);
    expect(new Set(people).size).toBe(people.length);
  });

  it('bring papers whose fingerprints have nothing in common', () => {
    const papers = [...generateApplications({ seed: 5, count: 200 })].flatMap(({ form }) => form.papers);
    const words = papers.flatMap(({ sha256 }) => sha256.match(/.{8}/g) ?? []);
    expect(words).toHaveLength(8 * papers.length);
    // of so many 32-bit words one or two may fall together by chance
    expect(words.length - new Set(words).size).toBeLessThan(5);
  });

  it('keep the sums, terms and posts the law asks for', () => {
    fc.assert(
      fc.property(anyForm, ({ company, shareholders, posts, people, agent, signatures }) => {
        expect(shareholders.reduce((sum, { subscribedFen }) => sum + subscribedFen, 0)).toBe(company.capitalFen);
        expect(shareholders.every(({ dueOn }) => dueOn > filedOn && dueOn <= '2031-11-23')).toBe(true);
        expect([...posts.directors, posts.manager]).toContain(posts.legalRepresentative);
        expect([1, 3]).toContain(posts.directors.length);
        const officers = [...posts.directors, posts.manager, posts.financeHead];
        expect(posts.supervisors.some((ref) => officers.includes(ref))).toBe(false);
        expect(posts.supervisors.length === 0).toBe(posts.noSupervisorAgreed);
        expect(posts.financeHead).not.toBe(posts.legalRepresentative);
        if (agent?.kind === 'third-party') expect(posts.liaisons).not.toContain(agent.person);
        for (const ref of signatures) expect(people[ref]?.realName).toBeDefined();
        for (const { document } of Object.values(people)) {
          expect(residentNumber(document.number.slice(0, 17))).toBe(document.number);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('vary: one to three shareholders, with and without manager, supervisor, agent, employees and each item left out', () => {
    const forms = [...generateApplications({ seed: 1, count: 400 })].map(({ form }) => form);
    const shares = (of: (form: CompanyOpeningForm) => unknown) => new Set(forms.map(of)).size;
    expect(shares(({ shareholders }) => shareholders.length)).toBe(3);
    expect(shares(({ employees }) => employees.length)).toBe(9);
    expect(shares(({ name }) => name.industry)).toBe(10);
    expect(shares(({ agent }) => agent?.kind)).toBe(3);
    for (const of of [
      ({ posts }: CompanyOpeningForm) => posts.manager === null,
      ({ posts }: CompanyOpeningForm) => posts.supervisors.length === 0,
      ({ beneficialOwners }: CompanyOpeningForm) => beneficialOwners.exemptionCommitted,
      ({ preApprovals }: CompanyOpeningForm) => preApprovals.length === 0,
      ({ seal }: CompanyOpeningForm) => 'leaveOut' in seal,
      ({ medicalInsurance }: CompanyOpeningForm) => 'leaveOut' in medicalInsurance,
      ({ housingFund }: CompanyOpeningForm) => 'leaveOut' in housingFund,
    ]) {
      expect(shares(of)).toBe(2);
    }
  });

  it('have faults in the share asked for, and say which', () => {
    const made = [...generateApplications({ seed: 9, count: 1_000, faultyShare: 0.3 })];
    const faulty = made.filter(({ manifest }) => manifest.faults.length > 0);
    expect(faulty.length).toBeGreaterThan(240);
    expect(faulty.length).toBeLessThan(360);
    const valid = [...generateApplications({ seed: 9, count: 1_000 })];
    made.forEach(({ form, manifest }, i) => {
      const untouched = JSON.stringify(form) === JSON.stringify(valid[i]?.form);
      expect(untouched).toBe(manifest.faults.length === 0);
    });
  });

  it('all have a fault when all shall be faulty', () => {
    const made = [...generateApplications({ seed: 2, count: 500, faultyShare: 1 })];
    expect(made.filter(({ manifest }) => manifest.faults.length === 0)).toEqual([]);
  });
});

describe('planted faults', () => {
  it('find a place in some form, each of them, and name a path of that form', () => {
    const forms = [...generateApplications({ seed: 4, count: 60 })].map(({ form }) => form);
    for (const planter of planters) {
      const planted = forms.map((form) => plantAll(form, filedOn, [planter])).filter(({ faults }) => faults.length > 0);
      expect([planter.name, planted.length > 0]).toEqual([planter.name, true]);
    }
  });

  it('leave a form the schema takes, in any compatible set: the law judges them, not the door', () => {
    fc.assert(
      fc.property(anyForm, anyCompatible, (form, some) => {
        const planted = plantAll(form, filedOn, some);
        expect(companyOpeningForm.safeParse(planted.form).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on the order they are planted in, and never name one line twice', () => {
    fc.assert(
      fc.property(anyForm, anyCompatible, (form, some) => {
        const one = plantAll(form, filedOn, some);
        const other = plantAll(form, filedOn, [...some].reverse());
        const lines = (faults: readonly object[]) => faults.map((f) => JSON.stringify(f)).sort();
        expect(other.form).toEqual(one.form);
        expect(lines(other.faults)).toEqual(lines(one.faults));
        expect(new Set(lines(one.faults)).size).toBe(one.faults.length);
      }),
      { numRuns: 300 },
    );
  });

  it('leave the valid form as it was', () => {
    fc.assert(
      fc.property(anyForm, anyCompatible, (form, some) => {
        const before = JSON.stringify(form);
        plantAll(form, filedOn, some);
        expect(JSON.stringify(form)).toBe(before);
      }),
      { numRuns: 50 },
    );
  });

  it('make a wrong check digit of every number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{17}$/), (body) => {
        const right = residentNumber(body);
        expect(withWrongCheck(right)).not.toBe(right);
      }),
    );
  });
});

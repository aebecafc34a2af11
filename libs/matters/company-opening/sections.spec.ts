import { describe, expect, it } from '@jest/globals';
import {
  checkNameData,
  departments,
  housingFundSection,
  marketRegulationSection,
  medicalInsuranceSection,
  notifierSection,
  sealSection,
  socialInsuranceSection,
  taxSection,
} from '@yichuang/contracts';
import fc from 'fast-check';
import { isLeftOut, type CompanyOpeningForm } from './form.js';
import { generateApplications } from './generate/generate-applications.js';
import { formPath, openOptions, sectionsOf } from './sections.js';

const schemas = {
  'market-regulation': marketRegulationSection,
  seal: sealSection,
  tax: taxSection,
  'social-insurance': socialInsuranceSection,
  'medical-insurance': medicalInsuranceSection,
  'housing-fund': housingFundSection,
};

/** Valid and faulty ones: a section is cut from whatever passes the schema. */
const anyForm = fc.tuple(fc.nat(1_000), fc.nat(124_999)).map(([seed, index]) => {
  const [first] = generateApplications({ seed, count: 1, startIndex: index, faultyShare: 0.5 });
  if (first === undefined) throw new Error('nothing generated');
  return first.form;
});

const leavesOf = (value: unknown, path = ''): [string, unknown][] =>
  typeof value !== 'object' || value === null
    ? [[path, value]]
    : Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}/${key}`));

const valueAt = (form: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], form);

const refs = (...some: (string | null | undefined)[]): Set<string> =>
  new Set(some.filter((ref) => typeof ref === 'string'));

describe('sections of the form', () => {
  it('have the shape their department’s contract names', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const sections = sectionsOf(form);
        for (const department of departments) {
          const section = sections[department];
          if (section === null) continue;
          expect(schemas[department].safeParse(section).error).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keep the structure of the form: every value stands at the same path, unchanged', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const sections = sectionsOf(form);
        for (const department of departments) {
          for (const [path, value] of leavesOf(sections[department] ?? {})) {
            expect([path, valueAt(form, formPath(department, path))]).toEqual([path, value]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are null for what was left out, and only then', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { seal, 'medical-insurance': medical, 'housing-fund': fund } = sectionsOf(form);
        expect([seal === null, medical === null, fund === null]).toEqual([
          isLeftOut(form.seal),
          isLeftOut(form.medicalInsurance),
          isLeftOut(form.housingFund),
        ]);
      }),
    );
  });

  it('tell a department nothing about people it has no business with', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const sections = sectionsOf(form);
        for (const department of departments) {
          const section = sections[department];
          if (section === null) continue;
          expect(new Set(Object.keys(section.people))).toEqual(concerned[department](form));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('tell nobody but market regulation where people live, their e-mail, or how they proved who they are', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { 'market-regulation': registration, notifier: _told, ...others } = sectionsOf(form);
        for (const section of Object.values(others)) {
          for (const person of Object.values(section?.people ?? {})) {
            expect(Object.keys(person)).not.toEqual(expect.arrayContaining(['address']));
            expect(Object.keys(person)).not.toEqual(expect.arrayContaining(['email']));
            expect(Object.keys(person)).not.toEqual(expect.arrayContaining(['realName']));
          }
        }
        expect(JSON.stringify(registration)).not.toMatch(/wageFen|bankAccounts|unitRatio|expectedAnnualSales/);
      }),
      { numRuns: 200 },
    );
  });

  it('tell who tells the applicant how one person is reached, and not even his name', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { notifier } = sectionsOf(form);
        expect(notifierSection.safeParse(notifier).error).toBeUndefined();
        const { contact } = form.applicant;
        for (const [path, value] of leavesOf(notifier)) {
          expect([path, valueAt(form, path)]).toEqual([path, value]);
          expect(['/applicant/contact', `/people/${contact}/mobile`, `/people/${contact}/email`]).toContain(path);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('give a telephone number only to the department its owner deals with', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { seal, tax, ...sections } = sectionsOf(form);
        const withMobile = (section: { people: object } | null) =>
          Object.entries(section?.people ?? {})
            .filter(([, person]) => 'mobile' in (person as object))
            .map(([ref]) => ref);
        expect(withMobile(seal)).toEqual([]);
        expect([...refs(form.posts.financeHead, form.posts.taxHandler)]).toEqual(
          expect.arrayContaining(withMobile(tax)),
        );
        expect(withMobile(sections['social-insurance'])).toEqual([form.socialInsurance.handler]);
      }),
      { numRuns: 200 },
    );
  });

  it('carry the least of a person: an insurer gets an employee’s name, document and nationality', () => {
    const [first] = generateApplications({ seed: 8, count: 1 });
    const form = structuredClone(first?.form);
    if (form === undefined) throw new Error('nothing generated');
    form.people.p30 = { ...(form.people.p1 as object), document: { type: 'RESIDENT_ID', number: '1' } } as never;
    form.employees.push({ person: 'p30', wageFen: 1 });
    expect(Object.keys(sectionsOf(form)['social-insurance'].people.p30 ?? {}).sort()).toEqual([
      'document',
      'name',
      'nationality',
    ]);
  });
});

describe('what the orchestrator is told in clear', () => {
  it('is nothing that belongs to a person', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const clear = JSON.stringify(openOptions(form));
        for (const { name, document, mobile, email, address } of Object.values(form.people)) {
          for (const secret of [name, document.number, mobile, email, address]) {
            if (secret !== undefined) expect(clear).not.toContain(secret);
          }
        }
        expect(clear).not.toMatch(/"of":|capitalFen|p\d+"/);
      }),
      { numRuns: 200 },
    );
  });

  it('has the fingerprint of every paper in the place in which the section says whose it is, and once', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { papers } = sectionsOf(form)['market-regulation'];
        expect(openOptions(form).papers.map(({ sha256 }, index) => ({ ...papers[index], sha256 }))).toEqual(
          form.papers,
        );
        for (const paper of papers) expect(paper).not.toHaveProperty('sha256');
      }),
    );
  });

  it('has what the name check needs, in its contract’s shape', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { nameData } = openOptions(form);
        expect(checkNameData.parse(nameData)).toEqual(nameData);
        expect(nameData.preApprovalNeeded).toBe(form.preApprovals.length > 0);
        for (const [path, value] of leavesOf(nameData).filter(([at]) => at !== '/preApprovalNeeded')) {
          expect(valueAt(form, formPath('market-regulation', path))).toEqual(value);
        }
        expect(valueAt(form, formPath('market-regulation', '/preApprovalNeeded'))).toBe(form.preApprovals);
      }),
    );
  });

  it('names what was left out with a listed reason, and keeps the applicant’s own words sealed', () => {
    const [first] = generateApplications({ seed: 8, count: 1 });
    const form = {
      ...first?.form,
      seal: { leaveOut: { reason: '林某某的朋友会刻章' } },
      medicalInsurance: { leaveOut: { reason: 'later' } },
      housingFund: { leaveOut: { reason: 'no-employees-yet' } },
    } as CompanyOpeningForm;
    expect(openOptions(form).leftOut).toEqual([
      { department: 'seal', reason: 'other' },
      { department: 'medical-insurance', reason: 'later' },
      { department: 'housing-fund', reason: 'no-employees-yet' },
    ]);
  });
});

/** Who concerns whom, written down a second time from domain knowledge, not from the code. */
const concerned: Record<(typeof departments)[number], (form: CompanyOpeningForm) => Set<string>> = {
  'market-regulation': ({ shareholders, posts, agent, beneficialOwners }) =>
    refs(
      ...shareholders.map(({ holder }) => holder),
      ...posts.directors,
      ...posts.supervisors,
      ...posts.liaisons,
      posts.manager,
      posts.legalRepresentative,
      posts.financeHead,
      posts.taxHandler,
      posts.legalDocumentRecipient,
      agent?.person,
      ...beneficialOwners.owners.map(({ person }) => person),
    ),
  seal: ({ posts, seal, agent }) => refs(posts.legalRepresentative, isLeftOut(seal) ? null : seal.taker, agent?.person),
  tax: ({ posts, shareholders }) =>
    refs(posts.legalRepresentative, posts.financeHead, posts.taxHandler, ...shareholders.map(({ holder }) => holder)),
  'social-insurance': ({ socialInsurance, employees }) =>
    refs(socialInsurance.handler, ...employees.map(({ person }) => person)),
  'medical-insurance': ({ medicalInsurance, employees }) =>
    refs(isLeftOut(medicalInsurance) ? null : medicalInsurance.handler, ...employees.map(({ person }) => person)),
  'housing-fund': ({ housingFund, employees }) =>
    refs(isLeftOut(housingFund) ? null : housingFund.handler, ...employees.map(({ person }) => person)),
};

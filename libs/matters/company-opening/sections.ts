import type {
  CheckNameData,
  DepartmentName,
  Person,
  housingFundSection,
  marketRegulationSection,
  medicalInsuranceSection,
  notifierSection,
  sealSection,
  socialInsuranceSection,
  taxSection,
} from '@yichuang/contracts';
import type { z } from 'zod';
import { isLeftOut, type CompanyOpeningForm } from './form.js';

/**
 * What each department receives of the form. Structure and keys are the form's, so that a path into a section is a path
 * into the form; `null` where the applicant left the department's item out.
 */
export interface Sections {
  readonly 'market-regulation': z.input<typeof marketRegulationSection>;
  readonly seal: z.input<typeof sealSection> | null;
  readonly tax: z.input<typeof taxSection>;
  readonly 'social-insurance': z.input<typeof socialInsuranceSection>;
  readonly 'medical-insurance': z.input<typeof medicalInsuranceSection> | null;
  readonly 'housing-fund': z.input<typeof housingFundSection> | null;
  /** No department: whoever tells the applicant what becomes of it. */
  readonly notifier: z.input<typeof notifierSection>;
}

/** Reasons for leaving an item out that may travel in clear. An applicant's own words stay sealed and show as `other`. */
export const leaveOutReasons = ['no-employees-yet', 'later', 'elsewhere', 'not-needed', 'other'] as const;
export type LeaveOutReason = (typeof leaveOutReasons)[number];

/** What the orchestrator may know: nothing about a person, nothing that is not going to be public. */
export interface OpenOptions {
  readonly authority: string;
  readonly hall: string;
  readonly nameData: CheckNameData;
  readonly leftOut: readonly { readonly department: DepartmentName; readonly reason: LeaveOutReason }[];
  readonly companyType: string;
  readonly gbt4754: string;
  /** Kind and fingerprint; not whose paper it is, which stands in the same place of the section's list. */
  readonly papers: readonly { readonly kind: string; readonly sha256: string }[];
}

/** Each department sees its own section and nothing else (个人信息保护法 a.6: the least that the purpose needs). */
export function sectionsOf(form: CompanyOpeningForm): Sections {
  return {
    'market-regulation': marketRegulation(form),
    seal: seal(form),
    tax: tax(form),
    'social-insurance': {
      socialInsurance: form.socialInsurance,
      ...employer(form, form.socialInsurance.handler),
    },
    'medical-insurance': isLeftOut(form.medicalInsurance)
      ? null
      : { medicalInsurance: form.medicalInsurance, ...employer(form, form.medicalInsurance.handler) },
    'housing-fund': isLeftOut(form.housingFund)
      ? null
      : { housingFund: form.housingFund, ...employer(form, form.housingFund.handler) },
    notifier: notifier(form),
  };
}

export function openOptions(form: CompanyOpeningForm): OpenOptions {
  return {
    authority: form.authority,
    hall: form.hall,
    nameData: {
      name: form.name,
      gbt4754: form.company.gbt4754,
      // Only an item with an approval on file counts: which items need one is market regulation's catalogue.
      preApprovalNeeded: form.preApprovals.length > 0,
    },
    leftOut: leftOut(form),
    companyType: form.company.type,
    gbt4754: form.company.gbt4754,
    papers: form.papers.map(({ kind, sha256 }) => ({ kind, sha256 })),
  };
}

/** Where a fault of a department's section, or of the data of its name check, stands in the one form. */
export function formPath(department: DepartmentName, sectionPath: string): string {
  const renamed = department === 'market-regulation' ? nameCheckPaths[sectionPath] : undefined;
  return renamed ?? sectionPath;
}

/** `CheckNameData` is the only data of a step that is not cut out of the form as it stands. */
const nameCheckPaths: Readonly<Record<string, string>> = {
  '/gbt4754': '/company/gbt4754',
  '/preApprovalNeeded': '/preApprovals',
};

type PersonField = keyof Person;
const identity: readonly PersonField[] = ['name', 'document', 'nationality'];
const reachable: readonly PersonField[] = [...identity, 'mobile'];
const insured: readonly PersonField[] = [...identity, 'sex', 'birthDate'];
/** An agent is no part of the company: no home address, no e-mail. */
const verified: readonly PersonField[] = [...reachable, 'birthDate', 'realName', 'declaresEligible'];
const registered: readonly PersonField[] = [...verified, 'sex', 'email', 'address'];

function marketRegulation(form: CompanyOpeningForm): Sections['market-regulation'] {
  const { posts, beneficialOwners } = form;
  const members = [
    ...form.shareholders.map(({ holder }) => holder),
    ...posts.directors,
    posts.manager,
    posts.legalRepresentative,
    ...posts.supervisors,
    posts.financeHead,
    posts.taxHandler,
    ...posts.liaisons,
    posts.legalDocumentRecipient,
    ...beneficialOwners.chains.map(({ person }) => person),
    ...beneficialOwners.owners.map(({ person }) => person),
  ];
  return {
    name: form.name,
    company: form.company,
    seat: form.seat,
    people: peopleOf(form, [
      [members, registered],
      [[form.agent?.person], verified],
    ]),
    organisations: form.organisations,
    shareholders: form.shareholders,
    posts,
    agent: form.agent,
    beneficialOwners,
    scope: form.scope,
    preApprovals: form.preApprovals,
    articles: form.articles,
    papers: form.papers.map(({ sha256: _sha256, ...paper }) => paper),
    signatures: form.signatures,
  };
}

function seal(form: CompanyOpeningForm): Sections['seal'] {
  if (isLeftOut(form.seal)) return null;
  const { legalRepresentative } = form.posts;
  return {
    seal: form.seal,
    posts: { legalRepresentative },
    agent: form.agent && { person: form.agent.person },
    people: peopleOf(form, [[[legalRepresentative, form.seal.taker, form.agent?.person], identity]]),
  };
}

function tax(form: CompanyOpeningForm): Sections['tax'] {
  const { legalRepresentative, financeHead, taxHandler } = form.posts;
  const { gbt4754, staff, phone, type } = form.company;
  return {
    tax: form.tax,
    company: { gbt4754, staff, phone, type },
    seat: { address: form.seat.address, division: form.seat.division },
    posts: { legalRepresentative, financeHead, taxHandler },
    shareholders: form.shareholders.map(({ holder, subscribedFen }) => ({ holder, subscribedFen })),
    people: peopleOf(form, [
      [[legalRepresentative, ...form.shareholders.map(({ holder }) => holder)], identity],
      [[financeHead, taxHandler], reachable],
    ]),
  };
}

/** What the three insurers and funds each need beside their own request: size, industry, employees, and who speaks for the unit. */
function employer(form: CompanyOpeningForm, handler: string | null) {
  const { gbt4754, staff } = form.company;
  return {
    company: { gbt4754, staff },
    employees: form.employees,
    people: peopleOf(form, [
      [[handler], reachable],
      [form.employees.map(({ person }) => person), insured],
    ]),
  };
}

/** Whom the office talks to, by no more than how he is reached: his name is not needed for it. */
function notifier({ applicant, people }: CompanyOpeningForm): Sections['notifier'] {
  const { contact } = applicant;
  const { mobile, email } = people[contact] ?? {};
  const reached = { ...(mobile === undefined ? {} : { mobile }), ...(email === undefined ? {} : { email }) };
  return { applicant: { contact }, people: { [contact]: reached } };
}

type Wish = readonly [refs: readonly (string | null | undefined)[], fields: readonly PersonField[]];
type SectionPeople = z.input<typeof sealSection>['people'];

/** Of each person wished for, the union of the fields wished; references to organisations name no person. */
function peopleOf(form: CompanyOpeningForm, wishes: readonly Wish[]): SectionPeople {
  const people: Record<string, Partial<Record<PersonField, unknown>>> = {};
  for (const [refs, fields] of wishes) {
    for (const ref of refs) {
      if (typeof ref !== 'string') continue;
      const person = form.people[ref];
      if (person !== undefined) people[ref] = { ...people[ref], ...only(person, fields) };
    }
  }
  return people as SectionPeople;
}

const only = (person: Person, fields: readonly PersonField[]): Partial<Record<PersonField, unknown>> =>
  Object.fromEntries(fields.filter((field) => person[field] !== undefined).map((field) => [field, person[field]]));

function leftOut(form: CompanyOpeningForm): OpenOptions['leftOut'] {
  const items = [
    ['seal', form.seal],
    ['medical-insurance', form.medicalInsurance],
    ['housing-fund', form.housingFund],
  ] as const;
  return items.flatMap(([department, item]) =>
    isLeftOut(item) ? [{ department, reason: leaveOutReasons.find((r) => r === item.leaveOut.reason) ?? 'other' }] : [],
  );
}

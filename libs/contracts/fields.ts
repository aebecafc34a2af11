import { z } from 'zod';

/**
 * The fields of the one application. The form is made of them, and each department's section is a part of the form
 * with the same structure, so a path into a section is a path into the form.
 *
 * A schema here judges shape only. Whatever the law judges (a trade name of one character, a ratio of 4 %, a wrong check
 * digit) must pass the schema, so that it can stand in the one notice beside every other fault.
 */

/** Calendar date, `YYYY-MM-DD`. */
export const date = z.iso.date();
/** Calendar month, `YYYY-MM`. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** Money in fen, never a fraction. */
export const fen = z.int().nonnegative().max(Number.MAX_SAFE_INTEGER);
/** Reference to a person of the form: `p1` … `p999`. Speaks of nobody, so that a path never tells a name. */
export const personRef = z.string().regex(/^p[1-9]\d{0,2}$/);
/** Reference to an organisation that invests: `o1` … */
export const organisationRef = z.string().regex(/^o[1-9]\d{0,2}$/);
const line = (max: number) => z.string().trim().min(1).max(max);

export const documentType = z.enum([
  'RESIDENT_ID',
  'HKMO_PERMIT',
  'TW_PERMIT',
  'HKMOTW_RESIDENCE',
  'FPR_ID',
  'PASSPORT_CN',
  'PASSPORT_FOREIGN',
  'USCC',
  'FOREIGN_ORG_CERT',
]);

/** An identity document. Birth date only where the number does not say it. */
export const document = z.strictObject({
  type: documentType,
  number: line(40),
  validUntil: z.union([date, z.literal('长期')]).optional(),
});

/** 实名认证: how the person showed who he is (MER-R a.16). */
export const realName = z.strictObject({
  method: z.enum(['face', 'notarised', 'in-person']),
  on: date,
});

export const person = z.strictObject({
  name: line(100),
  document,
  nationality: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CHN'),
  sex: z.enum(['male', 'female']).optional(),
  birthDate: date.optional(),
  mobile: line(30).optional(),
  email: line(120).optional(),
  /** Home address. */
  address: line(200).optional(),
  realName: realName.optional(),
  /** Says that none of CL a.178 applies and that he is neither civil servant nor serving soldier. */
  declaresEligible: z.boolean().default(true),
});
export type Person = z.infer<typeof person>;
export const people = z.record(personRef, person);

export const organisation = z.strictObject({
  name: line(120),
  document,
  kind: z.enum(['company', 'partnership', 'public-body', 'other-economic-organisation', 'foreign']),
  /** Province of registration, two digits of GB/T 2260, or ISO country for a foreign one. */
  province: z.string().regex(/^(\d{2}|[A-Z]{3})$/),
});
export const organisations = z.record(organisationRef, organisation);

/** 企业名称 in its four parts (NAME a.6). */
export const nameParts = z.strictObject({
  division: z.string().trim().max(40),
  trade: z.string().trim().min(1).max(20),
  industry: z.string().trim().max(40),
  form: z.string().trim().min(1).max(20),
});

export const companyName = z.strictObject({
  ...nameParts.shape,
  /** Declares that it bears the liability for a similar name (NAME a.16). */
  declaresSimilar: z.boolean().default(false),
  /** Companies with an investment relation, by full name, whose trade name may be shared (NAME a.17). */
  relatedTo: z.array(line(120)).max(20).default([]),
});

/** 认缴出资 of one shareholder: a person or an organisation of the form. */
export const contributionForm = z.enum([
  'money',
  'goods',
  'intellectual-property',
  'land-use-right',
  'equity',
  'claims',
  'data-or-virtual-property',
  'labour',
  'credit',
  'personal-name',
  'goodwill',
  'franchise',
  'mortgaged-property',
]);
export const shareholder = z.strictObject({
  holder: z.union([personRef, organisationRef]),
  subscribedFen: fen,
  paidInFen: fen.default(0),
  form: contributionForm,
  /** Last day of payment by the articles (CL a.47). */
  dueOn: date,
});

export const posts = z.strictObject({
  directors: z.array(personRef).max(30),
  manager: personRef.nullable().default(null),
  legalRepresentative: personRef,
  supervisors: z.array(personRef).max(30).default([]),
  /** All shareholders agree to have no supervisor (CL a.83). */
  noSupervisorAgreed: z.boolean().default(false),
  /** An audit committee of directors in place of supervisors (CL a.69). */
  auditCommittee: z.boolean().default(false),
  financeHead: personRef,
  taxHandler: personRef,
  liaisons: z.array(personRef).max(10),
  /** 法律文件送达接受人 of a foreign-invested company (MER-R a.16). */
  legalDocumentRecipient: personRef.nullable().default(null),
});

export const agent = z.strictObject({
  person: personRef,
  kind: z.enum(['internal', 'third-party']),
  /** Identity declared in the national agent system before filing (AGENT a.7). */
  declared: z.boolean(),
  mandate: z.strictObject({ from: date, to: date }),
});

/** One chain of ownership up to a natural person: shares as percent, from the company upwards. */
export const ownershipChain = z.strictObject({
  person: personRef,
  percents: z.array(z.number().min(0).max(100)).min(1).max(20),
});
export const beneficialOwners = z.strictObject({
  /** 承诺免报: commits that capital, natural shareholders and control meet the exemption (BO a.3). */
  exemptionCommitted: z.boolean().default(false),
  /** Indirect holdings; direct ones follow from the shareholders. */
  chains: z.array(ownershipChain).max(200).default([]),
  owners: z
    .array(
      z.strictObject({
        person: personRef,
        kind: z.enum(['equity', 'income-or-votes', 'control', 'daily-management']),
        percent: z.number().min(0).max(100).optional(),
        since: date,
        control: line(200).optional(),
      }),
    )
    .max(100)
    .default([]),
});

export const seat = z.strictObject({
  /** Township, 9 digits, or the division of the seat, 6 digits (GB/T 2260). */
  division: z.string().regex(/^\d{6}(\d{3})?$/),
  address: line(200),
  areaSquareMetres: z.number().positive().max(10_000_000),
  acquisition: z.enum(['own', 'lease', 'free', 'other']),
  owner: z.strictObject({ name: line(100), phone: line(30).optional() }),
  militaryProperty: z.boolean().default(false),
  separateBusinessPlace: z.boolean().default(false),
  /** Where documents are served; the seat when absent. */
  serviceAddress: line(200).optional(),
  /** At least one of them (practice of the provincial form). */
  electronicService: z.strictObject({
    email: line(120).optional(),
    fax: line(30).optional(),
    instantMessage: line(60).optional(),
  }),
});

export const scopeItem = z.strictObject({ code: line(20), text: line(200) });

/** 前置审批文件 for a scope item (MER-R a.22: stale after 90 days when it names no term). */
export const preApproval = z.strictObject({
  item: line(20),
  issuedOn: date,
  validUntil: date.nullable().default(null),
  number: line(60),
});

/** What the articles say, by CL a.46. */
export const articles = z.strictObject({
  adoptedOn: date,
  covers: z
    .array(
      z.enum([
        'name-and-seat',
        'scope',
        'capital',
        'shareholders',
        'contributions',
        'organs',
        'legal-representative',
        'other',
      ]),
    )
    .max(8),
  signedBy: z.array(z.union([personRef, organisationRef])).max(60),
});

export const paperKind = z.enum([
  'application-form',
  'articles',
  'appointment',
  'identity-document',
  'subject-qualification',
  'lease',
  'property-certificate',
  'seat-commitment',
  'pre-approval',
  'power-of-attorney',
  'real-name-confirmation',
  'employee-list',
  'identity-legalisation',
  'other',
]);
export const paper = z.strictObject({
  kind: paperKind,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Whose paper it is, where it is one's. */
  of: z.union([personRef, organisationRef]).optional(),
});

/**
 * A paper in a section. Its fingerprint stands in clear in the application, in the same place of its list; sections of before
 * repeat it.
 */
export const paperOfSection = paper.partial({ sha256: true });

export const company = z.strictObject({
  /** SAMR company type, e.g. 1130, 1151, 5150. */
  type: z.string().regex(/^\d{4}$/),
  capitalFen: fen,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CNY'),
  /** GB/T 4754 class of the main business. */
  gbt4754: z.string().regex(/^\d{4}$/),
  termYears: z.union([z.literal('长期'), z.int().positive().max(999)]),
  staff: z.int().nonnegative().max(1_000_000),
  phone: line(30),
  postcode: line(10),
  licenceCopies: z.int().min(1).max(20).default(1),
  /** Share held by provincial and higher state capital, percent (jurisdiction: half or more belongs to the province). */
  stateCapitalPercent: z.number().min(0).max(100).default(0),
});

/** What an applicant may leave out, with the reason on record. */
export const leaveOut = z.strictObject({ reason: line(200) });

export const sealKind = z.enum(['enterprise', 'finance', 'invoice', 'legal-representative', 'contract']);
export const sealOrder = z.strictObject({
  package: z.enum(['free', 'chosen']),
  kinds: z.array(sealKind).max(20),
  /** The maker the applicant chose; null leaves it to the round-robin of the free package. */
  maker: line(40).nullable(),
  taker: personRef,
  delivery: z.enum(['window', 'mail']).default('window'),
  material: z.enum(['standard', 'chip']).default('standard'),
});

export const taxRequest = z.strictObject({
  taxpayerKind: z.enum(['small-scale', 'general']),
  accountingStandard: z.enum(['enterprise', 'small-enterprise']),
  accountingMethod: z.enum(['independent', 'dependent']),
  invoices: z.boolean(),
  /** `auto`, or a monthly total asked for in fen (a raise is an officer's matter). */
  quotaFen: z.union([z.literal('auto'), fen]).default('auto'),
  expectedAnnualSalesFen: fen.optional(),
  bankAccounts: z
    .array(z.strictObject({ bank: line(60), number: line(40) }))
    .max(20)
    .default([]),
});

export const employee = z.strictObject({
  person: personRef,
  /** Monthly wage, and the base of the contributions unless a bound moves it. */
  wageFen: fen,
  hiredOn: date.optional(),
});

export const insurance = z.enum(['pension', 'injury', 'unemployment']);
export const socialInsuranceRequest = z.strictObject({
  handler: personRef,
  insurances: z.array(insurance).max(3),
});
export const medicalInsuranceRequest = z.strictObject({
  handler: personRef.nullable(),
  autoAccount: z.boolean().default(true),
});
export const housingFundRequest = z.strictObject({
  kind: z.enum(['fund', 'subsidy']).default('fund'),
  handler: personRef,
  bank: line(60).nullable(),
  payDay: z.int().min(1).max(31),
  firstMonth: month,
  firstRemittance: z.enum(['this-month', 'next-month']).default('this-month'),
  /** Percent. */
  unitRatio: z.number().min(0).max(100),
  /** Percent; equal to the unit's. */
  personalRatio: z.number().min(0).max(100),
});

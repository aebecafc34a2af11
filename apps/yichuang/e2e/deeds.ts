import { rowsOf, type Row } from '@yichuang/testing';
import { databaseOf } from '../start/services.js';
import { entriesOf, type Books } from './books.js';

/** What each department does in a case, once: its closing events, and its register with a row for each case. */
const deeds: readonly {
  readonly department: string;
  readonly events: readonly string[];
  readonly register: string;
  /** Port of the outside and the schema of the ledger it writes: its effects. */
  readonly effects: readonly (readonly [port: string, ledger: string])[];
}[] = [
  {
    department: 'market-regulation',
    events: [
      'NameReserved',
      'NameTaken',
      'CodeRequested',
      'CompanyRegistered',
      'LicenceIssued',
      'PublicNoticeRecorded',
    ],
    register: 'company_registration',
    effects: [
      ['code-issuing', 'sim_code_issuing'],
      ['public-register', 'sim_public_register'],
    ],
  },
  {
    department: 'seal',
    events: ['SealOrdered', 'SealMade', 'SealFiled'],
    register: 'seal_order',
    effects: [['seal-maker', 'sim_seal_maker']],
  },
  {
    department: 'tax',
    events: ['TaxRegistrationOrdered', 'TaxInfoConfirmed'],
    register: 'tax_registration',
    effects: [['tax-registration', 'sim_tax_registration']],
  },
  {
    department: 'social-insurance',
    events: ['EnrolmentOrdered', 'InjuryRateClassAssigned', 'EmployerInsured'],
    register: 'insured_unit',
    effects: [['social-insurance-core', 'sim_social_insurance_core']],
  },
  {
    department: 'medical-insurance',
    events: ['MedicalRegistrationOrdered', 'MedicalEmployerRegistered'],
    register: 'medical_unit',
    effects: [['medical-insurance-core', 'sim_medical_insurance_core']],
  },
  {
    department: 'housing-fund',
    events: ['AccountOrdered', 'HousingFundAccountOpened'],
    register: 'unit_account',
    effects: [['housing-fund-core', 'sim_housing_fund_core']],
  },
];

/** Each of its three sources answers the pre-check of market regulation. */
const timesInACase: Readonly<Record<string, number>> = { SourceAnswered: 3 };

/** What sources outside say. One that stayed silent to the end, and so counted as unknown, may speak once more. */
const spoken: ReadonlySet<string> = new Set([
  'SourceAnswered',
  'NameLibraryAnswered',
  'TaxRiskAnswered',
  'InsuredElsewhereAnswered',
]);

/**
 * How the outside was while the cases went on: `steady`, then whatever a department said, it said once; `silent at times`, then so
 * did each department in whose case no source spoke again; `troubled`, then only deeds are counted.
 */
export type Outside = 'steady' | 'silent at times' | 'troubled';

/**
 * Everything that a department did not do, or did twice, for one of these completed cases; by its tables and the ledgers.
 */
export async function faultsOfDeeds(
  house: Books,
  caseIds: readonly string[],
  outside: Outside = 'steady',
): Promise<readonly string[]> {
  const all = await Promise.all(
    deeds.map(async ({ department, events, register, effects }) => [
      ...(await faultsOfEvents(house, { department, wanted: events, outside }, caseIds)),
      ...(await faultsOfRegister(house, department, register, caseIds)),
      ...(await Promise.all(effects.map(([port, ledger]) => faultsOfLedger(house, ledger, port, caseIds)))).flat(),
    ]),
  );
  return [...all.flat(), ...(await faultsOfCodes(house)), ...(await faultsOfCases(house, caseIds))];
}

interface Counted extends Row {
  readonly case_id: string;
  readonly what: string;
  readonly n: number;
}

async function faultsOfEvents(
  house: Books,
  {
    department,
    wanted,
    outside,
  }: { readonly department: string; readonly wanted: readonly string[]; readonly outside: Outside },
  caseIds: readonly string[],
): Promise<string[]> {
  const rows = await rowsOf<Counted>(
    house,
    databaseOf(department),
    `select split_part(stream, '/', 2) as case_id, type as what, count(*)::int as n from event group by 1, 2`,
  );
  const counted = new Map(rows.map(({ case_id, what, n }) => [`${case_id} ${what}`, n]));
  const usual = (what: string): number => timesInACase[what] ?? 1;
  const spokenAgain = new Set(
    rows
      .filter(({ what, n }) => spoken.has(what) && n > usual(what) && n <= 2 * usual(what))
      .map(({ case_id }) => case_id),
  );
  const mayRepeat = ({ case_id, what }: Counted): boolean =>
    !wanted.includes(what) && (outside === 'troubled' || (outside === 'silent at times' && spokenAgain.has(case_id)));
  return [
    ...rows
      .filter((row) => row.n !== usual(row.what) && !mayRepeat(row))
      .map(({ case_id, what, n }) => `${department} says ${what} ${String(n)} times of ${case_id}`),
    ...caseIds.flatMap((caseId) =>
      wanted
        .filter((what) => !counted.has(`${caseId} ${what}`))
        .map((what) => `${department} has no ${what} of ${caseId}`),
    ),
  ];
}

async function faultsOfRegister(
  house: Books,
  department: string,
  register: string,
  caseIds: readonly string[],
): Promise<string[]> {
  const rows = await rowsOf<Counted>(
    house,
    databaseOf(department),
    `select case_id, '' as what, count(*)::int as n from ${register} group by case_id`,
  );
  return notOnce(rows, caseIds, `${department}'s register ${register}`);
}

/** Repeated calls are counted as repeats of one row; an effect done twice would be two rows, or one effect in two. */
async function faultsOfLedger(
  house: Books,
  ledger: string,
  port: string,
  caseIds: readonly string[],
): Promise<string[]> {
  const own = (await entriesOf(house, ledger)).filter((one) => one.port === port);
  const calls = timesOf(own.map(({ caseId }) => caseId));
  const effects = timesOf(own.flatMap((one) => one.effects));
  return [
    ...notOnce(
      [...calls].map(([case_id, n]) => ({ case_id, what: '', n })),
      caseIds,
      `the ledger of ${port}`,
    ),
    ...[...effects].filter(([, n]) => n > 1).map(([effect]) => `${port} did ${effect} twice`),
  ];
}

function timesOf(all: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const one of all) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}

function notOnce(rows: readonly Counted[], caseIds: readonly string[], where: string): string[] {
  const counted = new Map(rows.map(({ case_id, n }) => [case_id, n]));
  const strangers = rows.filter(({ case_id }) => !caseIds.includes(case_id));
  return [
    ...caseIds.flatMap((caseId) => {
      const n = counted.get(caseId) ?? 0;
      return n === 1 ? [] : [`${where} has ${caseId} ${String(n)} times`];
    }),
    ...strangers.map(({ case_id }) => `${where} has ${case_id}, which nobody handed in`),
  ];
}

/** Every code issued is registered to the case it was issued for, and to no other. */
async function faultsOfCodes(house: Books): Promise<string[]> {
  const issued = (await entriesOf(house, 'sim_code_issuing')).filter(({ port }) => port === 'code-issuing');
  const kept = await rowsOf<{ uscc: string; case_id: string; fate: string }>(
    house,
    databaseOf('market-regulation'),
    'select uscc, case_id, fate from credit_code',
  );
  const byCode = new Map(kept.map((row) => [row.uscc, row]));
  return issued.flatMap(({ answer, caseId }) => {
    const { uscc } = answer as { readonly uscc: string };
    const row = byCode.get(uscc);
    return row?.fate === 'registered' && row.case_id === caseId
      ? []
      : [`code ${uscc} of ${caseId} is ${row?.fate ?? 'unknown'}`];
  });
}

async function faultsOfCases(house: Books, caseIds: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ case_id: string; status: string }>(
    house,
    databaseOf('orchestrator'),
    'select case_id, status from case_row',
  );
  const known = new Map(rows.map(({ case_id, status }) => [case_id, status]));
  return [
    ...caseIds.filter((caseId) => known.get(caseId) !== 'completed').map((caseId) => `${caseId} is not completed`),
    ...rows.filter(({ case_id }) => !caseIds.includes(case_id)).map(({ case_id }) => `nobody handed in ${case_id}`),
  ];
}

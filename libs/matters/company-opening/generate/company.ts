import { type CompanyOpeningForm } from '../form.js';
import { castOf, type Cast } from './cast.js';
import { daysAfter, monthAfter, yearOf } from './days.js';
import { explosives, industries, type Industry } from './industries.js';
import { papersOf } from './papers.js';
import { randomOf, type Random } from './random.js';
import { tradeNameAt } from './trade-names.js';

/** Where an application stands in its series, and the day it is handed in. */
export interface Occasion {
  readonly seed: number;
  readonly index: number;
  readonly filedOn: string;
}

/** A valid, complete, fictional application: every department decides it by rule alone. */
export function validApplication(occasion: Occasion): CompanyOpeningForm {
  const { seed, index, filedOn } = occasion;
  const random = randomOf(seed, index);
  const cast = castOf(occasion, random);
  const industry = random.pick(industries);
  const form: CompanyOpeningForm = {
    matter: 'company-opening',
    authority: '350405',
    hall: '350405',
    name: {
      division: random.chance(0.9) ? '三明市沙县区' : '三明市',
      trade: tradeNameAt(seed, index),
      industry: industry.word,
      form: random.chance(0.9) ? '有限公司' : '有限责任公司',
      declaresSimilar: false,
      relatedTo: [],
    },
    company: companyOf(occasion, cast, industry, random),
    seat: seatOf(index, random),
    people: cast.people,
    organisations: {},
    shareholders: cast.shareholders,
    posts: cast.posts,
    agent: cast.agent,
    beneficialOwners: beneficialOwnersOf(cast, filedOn, random),
    ...scopeOf(industry, filedOn, random),
    articles: {
      adoptedOn: daysAfter(filedOn, -random.between(0, 20)),
      covers: [...subjects],
      signedBy: cast.shareholders.map(({ holder }) => holder),
    },
    papers: [],
    signatures: cast.signatories,
    ...requestsOf(filedOn, cast, random),
    employees: cast.employees,
    applicant: { contact: cast.handler, delivery: random.chance(0.5) ? 'electronic' : 'window' },
  };
  form.papers = papersOf(form, random);
  return form;
}

/** CL a.46. */
const subjects = [
  'name-and-seat',
  'scope',
  'capital',
  'shareholders',
  'contributions',
  'organs',
  'legal-representative',
  'other',
] as const;

function companyOf({ index }: Occasion, cast: Cast, industry: Industry, random: Random): CompanyOpeningForm['company'] {
  return {
    type: cast.shareholders.length === 1 ? '1151' : '1130',
    capitalFen: cast.capitalFen,
    currency: 'CNY',
    gbt4754: industry.main.gbt4754,
    termYears: random.chance(0.7) ? '长期' : random.pick([20, 30, 50]),
    staff: Math.max(1, cast.employees.length),
    // No subscriber number begins with 0.
    phone: `0598-0${String(index % 1_000_000).padStart(6, '0')}`,
    postcode: '365050',
    licenceCopies: random.between(1, 3),
    stateCapitalPercent: 0,
  };
}

/** A house the address library knows; the road exists nowhere. */
function seatOf(index: number, random: Random): CompanyOpeningForm['seat'] {
  const [division, township] = random.pick([
    ['350405001', '凤岗街道'],
    ['350405002', '虬江街道'],
  ] as const);
  const house = `${String(1 + Math.floor(index / 40))}号${String(101 + (index % 40))}室`;
  return {
    division,
    address: `福建省三明市沙县区${township}虚构路${house}`,
    areaSquareMetres: random.between(200, 3000) / 10,
    acquisition: random.chance(0.7) ? 'lease' : 'own',
    owner: { name: `虚构房东${String(index)}` },
    militaryProperty: false,
    separateBusinessPlace: false,
    electronicService: { email: `office${String(index)}@example.com` },
  };
}

/** Natural shareholders and up to 10,000,000 yuan may commit instead of filing (受益所有人信息管理办法 a.3). */
function beneficialOwnersOf(cast: Cast, filedOn: string, random: Random): CompanyOpeningForm['beneficialOwners'] {
  if (cast.capitalFen <= 1_000_000_000 && random.chance(0.7))
    return { exemptionCommitted: true, chains: [], owners: [] };
  const owners = cast.shareholders
    .map(({ holder, subscribedFen }) => ({ person: holder, percent: (subscribedFen * 100) / cast.capitalFen }))
    .filter(({ percent }) => percent >= 25)
    .map((owner) => ({ ...owner, kind: 'equity' as const, since: filedOn }));
  return { exemptionCommitted: false, chains: [], owners };
}

function scopeOf(
  industry: Industry,
  filedOn: string,
  random: Random,
): Pick<CompanyOpeningForm, 'scope' | 'preApprovals'> {
  const chosen = [industry.main, ...industry.others.filter(() => random.chance(0.5))];
  const licensed = random.chance(0.05);
  return {
    scope: [...chosen, ...(licensed ? [explosives] : [])].map(({ code, text }) => ({ code, text })),
    preApprovals: licensed
      ? [
          {
            item: explosives.code,
            issuedOn: daysAfter(filedOn, -random.between(1, 60)),
            validUntil: random.chance(0.5) ? `${String(yearOf(filedOn) + 3)}-12-31` : null,
            number: `虚许〔${String(yearOf(filedOn))}〕${String(random.between(1, 9999))}号`,
          },
        ]
      : [],
  };
}

type Requests = Pick<CompanyOpeningForm, 'seal' | 'tax' | 'socialInsurance' | 'medicalInsurance' | 'housingFund'>;

function requestsOf(filedOn: string, cast: Cast, random: Random): Requests {
  const { handler } = cast;
  const orLeftOut = <T>(request: T, reason: string) => (random.chance(0.1) ? { leaveOut: { reason } } : request);
  const ratio = random.between(5, 12);
  return {
    seal: orLeftOut(
      {
        package: 'free',
        kinds: ['enterprise', 'finance', 'invoice', 'legal-representative'],
        maker: random.chance(0.5) ? 'FICT-MAKER-1' : null,
        taker: random.chance(0.5) ? cast.posts.legalRepresentative : handler,
        delivery: 'window',
        material: random.chance(0.8) ? 'standard' : 'chip',
      },
      'later',
    ),
    tax: {
      taxpayerKind: 'small-scale',
      accountingStandard: random.chance(0.8) ? 'small-enterprise' : 'enterprise',
      accountingMethod: 'independent',
      invoices: random.chance(0.9),
      quotaFen: 'auto',
      expectedAnnualSalesFen: random.between(10, 400) * 1_000_000,
      bankAccounts: [],
    },
    socialInsurance: { handler, insurances: ['pension', 'injury', 'unemployment'] },
    medicalInsurance: orLeftOut({ handler, autoAccount: true }, 'later'),
    housingFund: orLeftOut(
      {
        kind: 'fund',
        handler,
        bank: random.pick(['虚构银行沙县支行', '虚拟农商银行']),
        payDay: random.between(1, 28),
        firstMonth: monthAfter(filedOn),
        firstRemittance: random.chance(0.5) ? 'this-month' : 'next-month',
        unitRatio: ratio,
        personalRatio: ratio,
      },
      cast.employees.length === 0 ? 'no-employees-yet' : 'later',
    ),
  };
}

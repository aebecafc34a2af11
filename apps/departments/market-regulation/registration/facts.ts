import type { MarketRegulationSection, Person } from '@yichuang/contracts';
import { ageOn, birthDateOfDocument, documentRight } from '@yichuang/identifiers';
import { scopeCatalogue } from '../reference/scope-catalogue.js';
import type { Sources } from './sources.js';

/** Full capacity (民法典 a.17, 18; 经营主体登记申请及代理行为管理办法 a.5). */
const ADULT_YEARS = 18;

/** One person of the form without anything that tells who it is. */
export interface PersonFacts {
  /** The number of the document can be one of its type. */
  readonly documentRight: boolean;
  /** Of age on the day of filing; `null`: neither document nor form tells. */
  readonly adult: boolean | null;
  readonly origin: Origin;
  /** Proves who he is by a foreign passport, which has to be notarised and legalised at home (MER-R a.24). */
  readonly foreignPassport: boolean;
  /** Says that he has shown who he is (MER-R a.16). */
  readonly realName: boolean;
  readonly declaresEligible: boolean;
}
export type Origin = 'domestic' | 'foreign' | 'hk-mo-tw';

export interface OrganisationFacts {
  readonly documentRight: boolean;
  readonly origin: Origin;
  /** Another province, or an economic organisation that is no company: not decided by rule. */
  readonly unusual: boolean;
}

type Section = MarketRegulationSection;
export type Shareholder = Section['shareholders'][number];

/** What the law of this desk looks at: references, codes, sums, dates and yes or no. */
export interface RegistrationFacts {
  readonly authority: string;
  /** Day of filing, in Shanghai. */
  readonly filedOn: string;
  /** A trade name is no personal datum; the claim on it is looked for under it. */
  readonly tradeName: string;
  readonly company: Pick<
    Section['company'],
    'type' | 'capitalFen' | 'currency' | 'gbt4754' | 'licenceCopies' | 'stateCapitalPercent'
  >;
  readonly seat: {
    readonly division: string;
    readonly acquisition: Section['seat']['acquisition'];
    readonly military: boolean;
    /** Can be served documents by e-mail, fax or message. */
    readonly served: boolean;
  };
  readonly people: Readonly<Record<string, PersonFacts>>;
  readonly organisations: Readonly<Record<string, OrganisationFacts>>;
  readonly shareholders: readonly Shareholder[];
  readonly posts: Omit<Section['posts'], 'taxHandler'>;
  readonly agent: Section['agent'];
  readonly beneficialOwners: {
    readonly exemptionCommitted: boolean;
    readonly chains: Section['beneficialOwners']['chains'];
    readonly owners: readonly OwnerFacts[];
  };
  readonly scope: readonly {
    readonly code: string;
    /** Stands in the catalogue with these very words. */
    readonly listed: boolean;
  }[];
  readonly preApprovals: readonly {
    readonly item: string;
    readonly issuedOn: string;
    readonly validUntil: string | null;
  }[];
  readonly articles: { readonly covers: readonly string[]; readonly signedBy: readonly string[] } | null;
  /** Kinds of papers handed in, each once. */
  readonly papers: readonly string[];
  /** Who has a paper that says who he is, and who one that is legalised. */
  readonly identified: readonly string[];
  readonly legalised: readonly string[];
  readonly signatures: readonly string[];
}

export interface OwnerFacts {
  readonly person: string;
  readonly kind: Section['beneficialOwners']['owners'][number]['kind'];
  readonly percent: number | null;
  /** Says how the control is exercised. */
  readonly explained: boolean;
}

/** The facts of a case, what the sources have said, and the day it is judged on. */
export interface Examined extends RegistrationFacts {
  readonly said: Sources;
  /** The licence is issued on it if it is issued. */
  readonly on: string;
}

export function factsOf(section: Section, authority: string, filedOn: string): RegistrationFacts {
  const { company, seat, posts, papers } = section;
  const { taxHandler: _taxHandler, ...ownPosts } = posts;
  const papersOf = (...kinds: readonly string[]) =>
    papers.flatMap(({ kind, of }) => (of !== undefined && kinds.includes(kind) ? [of] : []));
  return {
    authority,
    filedOn,
    tradeName: section.name.trade,
    company: only(company, ['type', 'capitalFen', 'currency', 'gbt4754', 'licenceCopies', 'stateCapitalPercent']),
    seat: {
      division: seat.division,
      acquisition: seat.acquisition,
      military: seat.militaryProperty,
      served: Object.values(seat.electronicService).some((way) => way !== ''),
    },
    people: mapped(section.people, (person) => personFacts(person, filedOn)),
    organisations: mapped(section.organisations, (one) => organisationFacts(one, authority)),
    shareholders: section.shareholders,
    posts: ownPosts,
    agent: section.agent,
    beneficialOwners: {
      exemptionCommitted: section.beneficialOwners.exemptionCommitted,
      chains: section.beneficialOwners.chains,
      owners: section.beneficialOwners.owners.map(({ person, kind, percent, control }) => ({
        person,
        kind,
        percent: percent ?? null,
        explained: control !== undefined,
      })),
    },
    scope: section.scope.map(({ code, text }) => ({
      code: itemCode(code),
      listed: scopeCatalogue.items[code]?.text === text,
    })),
    preApprovals: section.preApprovals.map(({ item, issuedOn, validUntil }) => ({
      item: itemCode(item),
      issuedOn,
      validUntil,
    })),
    articles: section.articles === null ? null : only(section.articles, ['covers', 'signedBy']),
    papers: [...new Set(papers.map(({ kind }) => kind))],
    identified: papersOf('identity-document', 'subject-qualification'),
    legalised: papersOf('identity-legalisation'),
    signatures: section.signatures,
  };
}

/** A code of the catalogue's form; whatever else somebody wrote there is not repeated. */
const itemCode = (code: string): string => (/^[A-Z]\d{1,6}$/.test(code) ? code : '');

function personFacts(person: Person, filedOn: string): PersonFacts {
  const { type, number } = person.document;
  const birthDate = birthDateOfDocument(type, number) ?? person.birthDate ?? null;
  return {
    documentRight: documentRight(person.document, filedOn),
    adult: birthDate === null ? null : ageOn(birthDate, filedOn) >= ADULT_YEARS,
    origin: originOf(person),
    foreignPassport: type === 'PASSPORT_FOREIGN',
    realName: person.realName !== undefined,
    declaresEligible: person.declaresEligible,
  };
}

const compatriot: readonly string[] = ['HKMO_PERMIT', 'TW_PERMIT', 'HKMOTW_RESIDENCE'];

function originOf({ document, nationality }: Person): Origin {
  if (compatriot.includes(document.type)) return 'hk-mo-tw';
  return nationality === 'CHN' && document.type !== 'FPR_ID' && document.type !== 'PASSPORT_FOREIGN'
    ? 'domestic'
    : 'foreign';
}

function organisationFacts(one: Section['organisations'][string], authority: string): OrganisationFacts {
  const compatriotic = ['HKG', 'MAC', 'TWN'].includes(one.province);
  const foreign = one.kind === 'foreign' || /^[A-Z]{3}$/.test(one.province);
  return {
    documentRight: documentRight(one.document),
    origin: compatriotic ? 'hk-mo-tw' : foreign ? 'foreign' : 'domestic',
    unusual: one.kind === 'other-economic-organisation' || (!foreign && one.province !== authority.slice(0, 2)),
  };
}

function mapped<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function only<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>;
}

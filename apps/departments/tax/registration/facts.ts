import type { Person, TaxSection } from '@yichuang/contracts';
import type { Said } from '@yichuang/host';
import { accountNumberRight, documentRight, phoneRight } from '@yichuang/identifiers';
import { dateOf } from '@yichuang/working-time';

/** One who answers to the tax office, without anything that tells who he is. */
export interface PostHolder {
  readonly ref: string;
  /** Stands among the people of the form. */
  readonly present: boolean;
  /** Has a telephone number that can be one. */
  readonly reachable: boolean;
  /** The number of his document can be one of its type. */
  readonly documentRight: boolean;
}

/** What the law of this desk looks at: no name, number, address or account. */
export interface TaxFacts {
  /** Township of the seat (GB/T 2260). */
  readonly division: string;
  readonly gbt4754: string;
  readonly staff: number;
  readonly taxpayerKind: 'small-scale' | 'general';
  readonly accountingStandard: 'enterprise' | 'small-enterprise';
  readonly accountingMethod: 'independent' | 'dependent';
  readonly invoices: boolean;
  readonly quotaFen: 'auto' | number;
  readonly expectedAnnualSalesFen: number | null;
  readonly legalRepresentative: string;
  readonly financeHead: PostHolder;
  readonly taxHandler: PostHolder;
  readonly bankAccounts: number;
  /** Which of the accounts have no number an account can have, by place in the list. */
  readonly unusualAccounts: readonly number[];
}

/** What the tax core says of those who answer for the company: the references of those tied to a risk. */
export interface RiskAnswer {
  readonly hits: readonly string[];
  /** Version of the list the tax core went by, where it tells. */
  readonly list?: string | undefined;
}

/** The facts of a case, and what the tax core has said. */
export interface Examined extends TaxFacts {
  readonly risk: Said<RiskAnswer>;
}

/** @param at when it is looked at: nobody is born after that day. */
export function factsOf({ tax, company, seat, posts, people }: TaxSection, at: number): TaxFacts {
  const on = dateOf(at);
  const holder = (ref: string): PostHolder => holderOf(ref, people[ref], on);
  return {
    division: seat.division,
    gbt4754: company.gbt4754,
    staff: company.staff,
    taxpayerKind: tax.taxpayerKind,
    accountingStandard: tax.accountingStandard,
    accountingMethod: tax.accountingMethod,
    invoices: tax.invoices,
    quotaFen: tax.quotaFen,
    expectedAnnualSalesFen: tax.expectedAnnualSalesFen ?? null,
    legalRepresentative: posts.legalRepresentative,
    financeHead: holder(posts.financeHead),
    taxHandler: holder(posts.taxHandler),
    bankAccounts: tax.bankAccounts.length,
    unusualAccounts: tax.bankAccounts.flatMap(({ number }, index) => (accountNumberRight(number) ? [] : [index])),
  };
}

const holderOf = (ref: string, person: Person | undefined, on: string): PostHolder => ({
  ref,
  present: person !== undefined,
  reachable: person?.mobile !== undefined && phoneRight(person.mobile),
  documentRight: person !== undefined && documentRight(person.document, on),
});

import type { SocialInsuranceSection } from '@yichuang/contracts';
import type { Said } from '@yichuang/host';
import { documentRight, phoneRight } from '@yichuang/identifiers';
import { dateOf } from '@yichuang/working-time';

export type Insurance = 'pension' | 'injury' | 'unemployment';

/** What the law of this desk looks at: no name, number or wage. */
export interface SocialInsuranceFacts {
  readonly authority: string;
  readonly gbt4754: string;
  readonly insurances: readonly Insurance[];
  readonly handler: {
    readonly ref: string;
    /** Stands among the people of the form. */
    readonly present: boolean;
    /** Has a telephone number that can be one. */
    readonly reachable: boolean;
    readonly documentRight: boolean;
  };
  readonly employees: number;
  /** Employees of whom the form has no person, by place in the list. */
  readonly strangers: readonly number[];
  /** Employees who stand in the list before, by place in the list. */
  readonly repeated: readonly number[];
  /** Employees whose document number cannot be one of its type, by reference. */
  readonly wrongDocuments: readonly string[];
}

/** Employees the core knows as insured by another employer, by reference. */
export interface InsuredAnswer {
  readonly elsewhere: readonly string[];
  /** Version of the list the core went by, where it tells. */
  readonly list?: string | undefined;
}

/** The facts of a case, and what the social-insurance core has said. */
export interface Examined extends SocialInsuranceFacts {
  readonly insured: Said<InsuredAnswer>;
}

/** @param at when it is looked at: nobody is born after that day. */
export function factsOf(
  { socialInsurance, company, employees, people }: SocialInsuranceSection,
  authority: string,
  at: number,
): SocialInsuranceFacts {
  const on = dateOf(at);
  const refs = employees.map(({ person }) => person);
  const places = (wanted: (ref: string, index: number) => boolean): readonly number[] =>
    refs.flatMap((ref, index) => (wanted(ref, index) ? [index] : []));
  const firsts = new Map<string, number>();
  refs.forEach((ref, index) => {
    if (!firsts.has(ref)) firsts.set(ref, index);
  });
  const handler = people[socialInsurance.handler];
  return {
    authority,
    gbt4754: company.gbt4754,
    insurances: socialInsurance.insurances,
    handler: {
      ref: socialInsurance.handler,
      present: handler !== undefined,
      reachable: handler?.mobile !== undefined && phoneRight(handler.mobile),
      documentRight: handler !== undefined && documentRight(handler.document, on),
    },
    employees: refs.length,
    strangers: places((ref) => people[ref] === undefined),
    repeated: places((ref, index) => firsts.get(ref) !== index),
    wrongDocuments: [...firsts.keys()].filter((ref) => {
      const person = people[ref];
      return person !== undefined && !documentRight(person.document, on);
    }),
  };
}

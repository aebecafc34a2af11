import type { MedicalInsuranceSection } from '@yichuang/contracts';
import type { Said } from '@yichuang/host';
import { documentRight, phoneRight } from '@yichuang/identifiers';
import { dateOf } from '@yichuang/working-time';

/** What the law of this desk looks at: no name, number or wage. */
export interface MedicalInsuranceFacts {
  /** The employer's account is made by the system, without anybody coming. */
  readonly autoAccount: boolean;
  /** `null`: nobody is named. */
  readonly handler: {
    readonly ref: string;
    /** Stands among the people of the form. */
    readonly present: boolean;
    /** Has a telephone number that can be one. */
    readonly reachable: boolean;
  } | null;
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

/** The facts of a case, and what the medical-insurance core has said. */
export interface Examined extends MedicalInsuranceFacts {
  readonly insured: Said<InsuredAnswer>;
}

/** @param at when it is looked at: nobody is born after that day. */
export function factsOf(
  { medicalInsurance, employees, people }: MedicalInsuranceSection,
  at: number,
): MedicalInsuranceFacts {
  const on = dateOf(at);
  const { handler: ref, autoAccount } = medicalInsurance;
  const handler = ref === null ? undefined : people[ref];
  const firsts = new Map<string, number>();
  employees.forEach(({ person }, index) => {
    if (!firsts.has(person)) firsts.set(person, index);
  });
  const places = (wanted: (ref: string, index: number) => boolean): readonly number[] =>
    employees.flatMap(({ person }, index) => (wanted(person, index) ? [index] : []));
  return {
    autoAccount,
    handler:
      ref === null
        ? null
        : {
            ref,
            present: handler !== undefined,
            reachable: handler?.mobile !== undefined && phoneRight(handler.mobile),
          },
    employees: employees.length,
    strangers: places((person) => people[person] === undefined),
    repeated: places((person, index) => firsts.get(person) !== index),
    wrongDocuments: [...firsts.keys()].filter((person) => {
      const known = people[person];
      return known !== undefined && !documentRight(known.document, on);
    }),
  };
}

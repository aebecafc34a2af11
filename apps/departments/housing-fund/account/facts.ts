import type { HousingFundSection } from '@yichuang/contracts';
import { documentRight, phoneRight } from '@yichuang/identifiers';
import { dateOf } from '@yichuang/working-time';
import { termsOn } from '../reference/contribution-terms.js';
import { monthlyFen } from './contribution.js';

/** What the law of this desk looks at: no name, number, account or wage. */
export interface HousingFundFacts {
  readonly kind: 'fund' | 'subsidy';
  /** Percent. */
  readonly unitRatio: number;
  readonly personalRatio: number;
  readonly bankNamed: boolean;
  readonly payDay: number;
  readonly firstMonth: string;
  readonly firstRemittance: 'this-month' | 'next-month';
  readonly handler: {
    readonly ref: string;
    /** Stands among the people of the form. */
    readonly present: boolean;
    /** Has a telephone number that can be one. */
    readonly reachable: boolean;
    readonly documentRight: boolean;
  };
  readonly employees: number;
  /** Employees whose wage is below the lower bound of the base, by place in the list; what they earn stays sealed. */
  readonly belowBase: readonly number[];
  /** Employees whose wage is above the upper bound of the base, by place in the list. */
  readonly aboveBase: readonly number[];
  /** What the unit pays a month for everybody, by the terms of the day. */
  readonly monthlyFen: number;
  /** Employees of whom the form has no person, by place in the list. */
  readonly strangers: readonly number[];
  /** Employees who stand in the list before, by place in the list. */
  readonly repeated: readonly number[];
  /** Employees whose document number cannot be one of its type, by reference. */
  readonly wrongDocuments: readonly string[];
  /** Day of the check, by which the terms are chosen. */
  readonly on: string;
}

export function factsOf({ housingFund, employees, people }: HousingFundSection, at: number): HousingFundFacts {
  const on = dateOf(at);
  const handler = people[housingFund.handler];
  const firsts = new Map<string, number>();
  employees.forEach(({ person }, index) => {
    if (!firsts.has(person)) firsts.set(person, index);
  });
  const places = (wanted: (ref: string, index: number) => boolean): readonly number[] =>
    employees.flatMap(({ person }, index) => (wanted(person, index) ? [index] : []));
  const { kind, unitRatio, personalRatio, payDay, firstMonth, firstRemittance } = housingFund;
  const terms = termsOn(on);
  const wagesFen = employees.map(({ wageFen }) => wageFen);
  return {
    kind,
    unitRatio,
    personalRatio,
    bankNamed: housingFund.bank !== null,
    payDay,
    firstMonth,
    firstRemittance,
    handler: {
      ref: housingFund.handler,
      present: handler !== undefined,
      reachable: handler?.mobile !== undefined && phoneRight(handler.mobile),
      documentRight: handler !== undefined && documentRight(handler.document, on),
    },
    employees: wagesFen.length,
    belowBase: wagesFen.flatMap((wage, index) => (wage < terms.baseFenMin ? [index] : [])),
    aboveBase: wagesFen.flatMap((wage, index) => (wage > terms.baseFenMax ? [index] : [])),
    monthlyFen: monthlyFen(wagesFen, { unitRatio, personalRatio }, terms),
    strangers: places((ref) => people[ref] === undefined),
    repeated: places((ref, index) => firsts.get(ref) !== index),
    wrongDocuments: [...firsts.keys()].filter((ref) => {
      const person = people[ref];
      return person !== undefined && !documentRight(person.document, on);
    }),
    on,
  };
}

import {
  grantsOf,
  permissionFor,
  rolesOfTrust,
  trusts,
  type Action,
  type Actor,
  type CaseBelonging,
  type Granted,
} from '@yichuang/contracts';
import { askedDepartments, readersOf, type CaseState, type Plan } from '@yichuang/matters';

/**
 * Whose a case is: of who applies, of those to whom he entrusted it, of who walks it through, of the departments its plan asks
 * or others consult, of the authority and the hall it was made to.
 */
export function belongingOf(plan: Plan, state: CaseState): CaseBelonging {
  return {
    principal: state.principal,
    entrusted: readersOf(state),
    department: [...new Set([...askedDepartments(plan, state), ...state.consultations.map(({ to }) => to)])],
    division: state.authority,
    hall: state.hall,
  };
}

/** Officers are known by their ids to whoever watches how a department does; everybody else is told of the department. */
export const seesOfficers = (actor: Actor, plan: Plan, state: CaseState): boolean =>
  permissionFor(actor, 'appraisal.read', belongingOf(plan, state)) !== null;

/** A condition on the rows of the list of cases; its values go where the `?` stand, in order. */
export interface Within {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const nowhere: Within = { sql: 'false', values: [] };
const everywhere: Within = { sql: 'true', values: [] };

/**
 * Which rows an actor may see: whatever lies in one of his reaches. As `reaches` of the table of roles judges a single case, and
 * a test holds the two together.
 */
export function within(actor: Actor, action: Action = 'case.list'): Within {
  const all = distinct(grantsOf(actor, action).map((granted) => rowsWithin(granted, actor)));
  if (all.some(({ sql }) => sql === everywhere.sql)) return everywhere;
  const some = all.filter(({ sql }) => sql !== nowhere.sql);
  return some.length === 0
    ? nowhere
    : { sql: `(${some.map(({ sql }) => sql).join(' or ')})`, values: some.flatMap(({ values }) => values) };
}

/** Two roles of one reach ask for the same rows. */
const distinct = (all: readonly Within[]): readonly Within[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
];

function rowsWithin({ role, permission }: Granted, { id, department, division }: Actor): Within {
  switch (permission.reach) {
    case 'all':
      return everywhere;
    case 'own':
      return own(
        id,
        trusts.filter((as) => role !== null && rolesOfTrust[as].includes(role)),
      );
    case 'own-department':
      return department === null || division === null
        ? nowhere
        : { sql: '(left(authority, 6) = ? and ? = any(departments))', values: [division, department] };
    case 'own-hall':
      return division === null ? nowhere : { sql: 'hall = ?', values: [division] };
    case 'own-region': {
      const stem = (division ?? '').replace(/(00)+$/, '');
      return stem === '' ? nowhere : { sql: 'starts_with(authority, ?)', values: [stem] };
    }
  }
}

/** An array, and no join: the rows of the few are then found by their keys, beside those of one's own by theirs. */
const own = (id: string, as: readonly string[]): Within =>
  as.length === 0
    ? { sql: 'principal = ?', values: [id] }
    : {
        sql: '(principal = ? or case_id = any(array(select case_id from case_entrusted where person = ? and trust = any(?))))',
        values: [id, id, as],
      };

/**
 * The condition as a part of a query.
 *
 * @param given takes a value among those of the query and answers its `$n`
 */
export function boundBy({ sql, values }: Within, given: (value: unknown) => string): string {
  const own = values[Symbol.iterator]();
  return sql.replaceAll('?', () => given(own.next().value));
}

import { permissionsOf, type Action, type Actor, type CaseBelonging, type Reach } from '@yichuang/contracts';
import { askedDepartments, type CaseState, type Plan } from '@yichuang/matters';

/** Whose a case is: of who handed it in, of the departments its plan asks or others consult, of the authority and the hall it was made to. */
export function belongingOf(plan: Plan, state: CaseState): CaseBelonging {
  return {
    principal: state.principal,
    department: [...new Set([...askedDepartments(plan, state), ...state.consultations.map(({ to }) => to)])],
    division: state.authority,
    hall: state.hall,
  };
}

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
  const all = permissionsOf(actor, action).map(({ reach }) => rowsWithin(reach, actor));
  if (all.some(({ sql }) => sql === everywhere.sql)) return everywhere;
  const some = all.filter(({ sql }) => sql !== nowhere.sql);
  return some.length === 0
    ? nowhere
    : { sql: `(${some.map(({ sql }) => sql).join(' or ')})`, values: some.flatMap(({ values }) => values) };
}

function rowsWithin(reach: Reach, { id, department, division }: Actor): Within {
  switch (reach) {
    case 'all':
      return everywhere;
    case 'own':
      return { sql: 'principal = ?', values: [id] };
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

/**
 * The condition as a part of a query.
 *
 * @param given takes a value among those of the query and answers its `$n`
 */
export function boundBy({ sql, values }: Within, given: (value: unknown) => string): string {
  const own = values[Symbol.iterator]();
  return sql.replaceAll('?', () => given(own.next().value));
}

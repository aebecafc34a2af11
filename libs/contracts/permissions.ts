import type { Action } from './actions.js';
import type { DepartmentName } from './department.js';
import type { Actor, Role } from './people.js';
import {
  allReaches,
  permissionTable,
  type Condition,
  type Permission,
  type Reach,
  type Shown,
} from './permission-table.js';

/** As what somebody may act in a case that is another's: 经办人, by a mandate, or 帮办, who helps and acts on nothing. */
export const trusts = ['agent', 'helper'] as const;
export type Trust = (typeof trusts)[number];

/** To whom a case was entrusted, and as what; without that, as whatever his function makes of it (a draft, an order). */
export interface Entrusted {
  readonly id: string;
  readonly as?: Trust;
}

/** Whose a case is, as far as it decides who may touch it. */
export interface CaseBelonging {
  readonly principal: string;
  /** An agent with a mandate, a helper; those a draft was shared with. */
  readonly entrusted?: readonly Entrusted[];
  /** The one that is asked; all that are asked, where a whole case is read; none before anybody is. */
  readonly department?: DepartmentName | readonly DepartmentName[];
  /** The authority's division code, six digits of it at least. */
  readonly division: string;
  /** A hall is known by the division it stands in. */
  readonly hall: string;
}

/** What a role gives anybody for an action that is open. */
const OPEN: Permission = { reach: 'all', shows: 'whole', needs: [] };
const SHOWN_MOST_FIRST: readonly Shown[] = ['whole', 'own-fields', 'name-and-code', 'masked'];

/** What one of somebody's roles gives him; `null` is what is open to anybody. */
export interface Granted {
  readonly role: Role | null;
  readonly permission: Permission;
}

/** Everything the roles of an actor give him for this action, and which of them each; `null` is nobody who is signed in. */
export function grantsOf(actor: Actor | null, action: Action): readonly Granted[] {
  const row = permissionTable[action];
  if (row === 'anybody') return [{ role: null, permission: OPEN }];
  return [...new Set(actor?.roles ?? [])].flatMap((role) => {
    const permission = row[role];
    return permission === undefined ? [] : [{ role, permission }];
  });
}

/** As {@link grantsOf}, whichever role it is by. */
export const permissionsOf = (actor: Actor | null, action: Action): readonly Permission[] =>
  grantsOf(actor, action).map(({ permission }) => permission);

/** The furthest an actor may go with this action, before any case is looked at. `null`: not at all. */
export function mayAct(actor: Actor | null, action: Action): Reach | null {
  const reached = permissionsOf(actor, action).map(({ reach }) => allReaches.indexOf(reach));
  return allReaches[Math.max(...reached)] ?? null;
}

/**
 * The permission by which an actor may do this to this case; of several, the one that shows most and asks least. Two reaches are
 * not one inside the other (an officer's own application may lie in another division), so every one is tried.
 *
 * @param met what comes with the act; a permission that needs more does not count. Absent: whoever asks judges that himself
 */
export function permissionFor(
  actor: Actor | null,
  action: Action,
  belonging: CaseBelonging,
  met?: readonly Condition[],
): Permission | null {
  const fitting = grantsOf(actor, action)
    .filter(({ role, permission: { reach } }) => reaches(reach, actor, belonging, role))
    .map(({ permission }) => permission)
    .filter(({ needs }) => met === undefined || isMet(needs, met));
  const [best] = fitting.sort(
    (one, other) =>
      SHOWN_MOST_FIRST.indexOf(one.shows) - SHOWN_MOST_FIRST.indexOf(other.shows) ||
      one.needs.length - other.needs.length,
  );
  return best ?? null;
}

/** That it is logged is the house's own doing: every act is. */
const isMet = (needs: readonly Condition[], met: readonly Condition[]): boolean =>
  needs.every((one) => one === 'logged' || met.includes(one));

/**
 * Whether a case lies within a reach of one of somebody's roles. An officer whom the token gives no division reaches no case.
 *
 * @param role by which he comes: what was entrusted to a helper is no agent's
 */
export function reaches(
  reach: Reach,
  actor: Actor | null,
  belonging: CaseBelonging,
  role: Role | null = null,
): boolean {
  if (reach === 'all') return true;
  if (actor === null) return false;
  switch (reach) {
    case 'own':
      return actor.id === belonging.principal || isEntrusted(actor.id, belonging, role);
    case 'own-department':
      return isAsked(actor.department, belonging.department) && actor.division === belonging.division.slice(0, 6);
    case 'own-hall':
      return actor.division !== null && actor.division === belonging.hall;
    case 'own-region':
      return actor.division !== null && isInside(belonging.division, actor.division);
  }
}

/** Whoever shows a mandate is an agent, of whatever account; a helper is one by his function. */
export const rolesOfTrust: Readonly<Record<Trust, readonly Role[]>> = {
  agent: ['agent', 'applicant'],
  helper: ['helper'],
};

const isEntrusted = (id: string, { entrusted = [] }: CaseBelonging, role: Role | null): boolean =>
  entrusted.some(
    (one) => one.id === id && (one.as === undefined || (role !== null && rolesOfTrust[one.as].includes(role))),
  );

function isAsked(own: DepartmentName | null, asked: CaseBelonging['department']): boolean {
  if (own === null || asked === undefined) return false;
  return typeof asked === 'string' ? asked === own : asked.includes(own);
}

/** 350400 holds 350405, 350000 both (GB/T 2260); 000000 is no division and holds nothing. */
function isInside(division: string, region: string): boolean {
  const stem = region.replace(/(00)+$/, '');
  return stem !== '' && division.startsWith(stem);
}

import { departmentName, NOTIFIER } from '@yichuang/contracts';

/** `anybody`: also who shows no token. Else the services that may call. */
export type Admitted = 'anybody' | readonly (string | typeof ANY_DEPARTMENT)[];

/** In the place of a name: whichever department calls. Departments are added without an edit here. */
export const ANY_DEPARTMENT = Symbol('any department');

const theDoor: Admitted = ['gateway'];

/**
 * Who may call what: by service (`*`: every service), then by the beginning of the route; the longest that fits counts. What
 * stands in no line may be called by nobody. Within a door there may be more: the vault grants a department the keys of its
 * own section only.
 */
const admissions: Readonly<Record<string, Readonly<Record<string, Admitted>>>> = {
  '*': {
    '/healthz': 'anybody',
    '/readyz': 'anybody',
    '/metrics': 'anybody',
    '/desks': theDoor,
    '/cases': theDoor,
    '/parked': theDoor,
    '/queue': theDoor,
    '/registers': theDoor,
    '/packs': theDoor,
    '/replay': theDoor,
    '/simulators': theDoor,
    '/stream': theDoor,
  },
  vault: {
    '/keys': theDoor,
    '/keys/grant': [ANY_DEPARTMENT, NOTIFIER],
    '/personal-data': theDoor,
    // whose name its makers engrave
    '/personal-data/:caseId/own-section': ['seal'],
  },
  orchestrator: {
    '/appraisal': theDoor,
    '/calendars': theDoor,
    '/cards': theDoor,
    '/drafts': theDoor,
    '/attachments': theDoor,
    '/what-if': theDoor,
    '/cases/:caseId/sealed': ['vault'],
  },
  'market-regulation': { '/licence-keys': theDoor },
  seal: { '/orders': theDoor },
  // the public door of the house: whoever comes shows who he is, and each route says what it asks of him
  gateway: { '/': 'anybody' },
};

/** @param route as it was declared, e.g. `/desks/:desk/cases/:caseId/:door` */
export function admittedTo(service: string, route: string): Admitted {
  const lines = { ...admissions['*'], ...admissions[service] };
  const fits = Object.keys(lines).filter((one) => one === '/' || route === one || route.startsWith(`${one}/`));
  const longest = fits.sort((a, b) => b.length - a.length)[0];
  return (longest === undefined ? undefined : lines[longest]) ?? [];
}

/** Whether a service that is known by its token stands in such a line. The house's own services are no departments. */
export const admits = (admitted: Admitted, caller: string): boolean =>
  admitted === 'anybody' ||
  admitted.includes(caller) ||
  (admitted.includes(ANY_DEPARTMENT) && departmentName.safeParse(caller).success);

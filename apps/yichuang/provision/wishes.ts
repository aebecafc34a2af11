import type { Provision } from '@yichuang/event-store';

/** The databases and roles that URLs speak of: a service is given its two URLs, and whoever provisions is given the same. */
export interface Wishes {
  readonly adminUrl: string;
  readonly databases: readonly Provision[];
  /** May make databases of its own, for simulators; `null` where none is asked for. */
  readonly simulators: { readonly role: string; readonly password: string } | null;
}

export class BadWishes extends Error {
  override readonly name = 'BadWishes';
  constructor(
    /** `NAME: what is wrong with it`, never its value: it holds a password. */
    readonly faults: readonly string[],
  ) {
    super(`what is to be provisioned is not clear:\n  ${faults.join('\n  ')}`);
  }
}

const SERVING = /^(.+)_DATABASE_URL$/;
const OWNING = /^(.+)_DATABASE_OWNER_URL$/;
const PLAIN_NAME = /^[a-z][a-z0-9_]*$/;

interface Named {
  readonly database: string;
  readonly role: string;
  readonly password: string;
}

/**
 * Reads `ADMIN_URL`, any number of pairs `TAX_DATABASE_URL` and `TAX_DATABASE_OWNER_URL`, and `SIMULATORS_URL`.
 *
 * @throws BadWishes naming every variable that is missing or wrong
 */
export function readWishes(raw: Readonly<Record<string, string | undefined>>): Wishes {
  const faults: string[] = [];
  const read = (name: string): Named | null => {
    const named = namedIn(raw[name]);
    if (typeof named !== 'string') return named;
    faults.push(`${name}: ${named}`);
    return null;
  };
  const adminUrl = raw['ADMIN_URL'] ?? '';
  if (!isPostgres(adminUrl)) faults.push('ADMIN_URL: must be a URL of Postgres');
  const services = servicesIn(raw);
  if (services.length === 0) faults.push('…_DATABASE_URL: there is none');
  const databases = services.flatMap((service) => {
    const serving = read(`${service}_DATABASE_URL`);
    const owning = read(`${service}_DATABASE_OWNER_URL`);
    if (serving === null || owning === null) return [];
    const fault = pairFault(serving, owning);
    if (fault === null) return [wishOf(adminUrl, serving, owning)];
    faults.push(`${service}_DATABASE_OWNER_URL: ${fault}`);
    return [];
  });
  const simulators = raw['SIMULATORS_URL'] === undefined ? null : read('SIMULATORS_URL');
  if (faults.length > 0) throw new BadWishes(faults);
  return { adminUrl, databases, simulators };
}

function servicesIn(raw: Readonly<Record<string, string | undefined>>): string[] {
  const names = Object.keys(raw).flatMap((name) => (SERVING.exec(name) ?? OWNING.exec(name))?.[1] ?? []);
  return [...new Set(names)].sort();
}

function namedIn(given: string | undefined): Named | string {
  if (given === undefined) return 'is missing';
  if (!isPostgres(given)) return 'must be a URL of Postgres';
  const url = new URL(given);
  const named = {
    database: url.pathname.slice(1),
    role: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  if (!PLAIN_NAME.test(named.database) || !PLAIN_NAME.test(named.role))
    return 'names of databases and roles are of small letters, digits and _';
  return named.password === '' ? 'has no password' : named;
}

const isPostgres = (given: string): boolean =>
  URL.canParse(given) && ['postgres:', 'postgresql:'].includes(new URL(given).protocol);

function pairFault(serving: Named, owning: Named): string | null {
  if (serving.database !== owning.database) return 'must name the same database as the role that serves';
  // who serves may add events and never change them; an owner could
  return serving.role === owning.role ? 'must be another role than the one that serves' : null;
}

const wishOf = (adminUrl: string, serving: Named, owning: Named): Provision => ({
  adminUrl,
  database: serving.database,
  ownerRole: owning.role,
  serviceRole: serving.role,
  passwords: { owner: owning.password, service: serving.password },
});

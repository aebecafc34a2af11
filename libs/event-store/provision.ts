import pg from 'pg';

export interface Provision {
  /** As a role that may create databases and roles. */
  readonly adminUrl: string;
  readonly database: string;
  /** Owns the tables and migrates them. */
  readonly ownerRole: string;
  /** Serves: may SELECT and INSERT events, nothing else. */
  readonly serviceRole: string;
  readonly passwords: { readonly owner: string; readonly service: string };
}

/** Makes a service's database and its two roles where they are missing; passwords are set to those given. */
export async function provisionDatabase(wish: Provision): Promise<void> {
  const { adminUrl, database, ownerRole, serviceRole, passwords } = wish;
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'provision' });
  await admin.connect();
  try {
    // several services start together, and catalogues do not like concurrent creation
    await admin.query("select pg_advisory_lock(hashtext('yichuang-provision'))");
    await role(admin, ownerRole, passwords.owner);
    await role(admin, serviceRole, passwords.service);
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) {
      await admin.query(`create database ${quoted(database)} owner ${quoted(ownerRole)}`);
    }
    // neither connect nor temporary tables
    await admin.query(`revoke all on database ${quoted(database)} from public`);
    await admin.query(`grant connect on database ${quoted(database)} to ${quoted(serviceRole)}`);
    await grant(wish);
  } finally {
    await admin.end();
  }
}

/** Whatever the owner makes, the service may read, and nothing more unless a migration says so. */
async function grant({ adminUrl, database, ownerRole, serviceRole }: Provision): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const inside = new pg.Client({ connectionString: url.href, application_name: 'provision' });
  await inside.connect();
  try {
    await inside.query(`alter schema public owner to ${quoted(ownerRole)}`);
    await inside.query('revoke all on schema public from public');
    await inside.query(`grant usage on schema public to ${quoted(serviceRole)}`);
    await inside.query(
      `alter default privileges for role ${quoted(ownerRole)} in schema public grant select on tables to ${quoted(serviceRole)}`,
    );
    await inside.query(
      `alter role ${quoted(ownerRole)} in database ${quoted(database)} set yichuang.service_role = '${serviceRole}'`,
    );
  } finally {
    await inside.end();
  }
}

async function role(admin: pg.Client, name: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await admin.query(`${verb} role ${quoted(name)} login password ${pg.escapeLiteral(password)}`);
}

const quoted = (name: string): string => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new TypeError(`${name} is no name for a database or role here`);
  return pg.escapeIdentifier(name);
};

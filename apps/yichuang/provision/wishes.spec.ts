import { describe, expect, it } from '@jest/globals';
import { BadWishes, readWishes } from './wishes.js';

const right = {
  ADMIN_URL: 'postgres://postgres:root-word@db:5432/postgres',
  TAX_DATABASE_URL: 'postgres://yc_tax:serving-word@db:5432/yc_tax',
  TAX_DATABASE_OWNER_URL: 'postgres://yc_tax_owner:owning-word@db:5432/yc_tax',
  SIMULATORS_URL: 'postgres://yc_simulators:playing-word@db:5432/postgres',
};

const faultsOf = (raw: Record<string, string | undefined>): readonly string[] => {
  try {
    readWishes(raw);
  } catch (error) {
    if (error instanceof BadWishes) return error.faults;
  }
  return [];
};

describe('what is to be provisioned', () => {
  it('is read from the URLs that the services themselves are given', () => {
    expect(readWishes({ ...right, PATH: '/bin' })).toEqual({
      adminUrl: right.ADMIN_URL,
      databases: [
        {
          adminUrl: right.ADMIN_URL,
          database: 'yc_tax',
          ownerRole: 'yc_tax_owner',
          serviceRole: 'yc_tax',
          passwords: { owner: 'owning-word', service: 'serving-word' },
        },
      ],
      simulators: { database: 'postgres', role: 'yc_simulators', password: 'playing-word' },
    });
  });

  it('needs no simulators', () => {
    const { SIMULATORS_URL: _none, ...without } = right;
    expect(readWishes(without).simulators).toBeNull();
  });

  it.each([
    [{ ADMIN_URL: undefined }, ['ADMIN_URL: must be a URL of Postgres']],
    [{ ADMIN_URL: 'http://db' }, ['ADMIN_URL: must be a URL of Postgres']],
    [{ TAX_DATABASE_URL: undefined }, ['TAX_DATABASE_URL: is missing']],
    [{ TAX_DATABASE_OWNER_URL: undefined }, ['TAX_DATABASE_OWNER_URL: is missing']],
    [
      { TAX_DATABASE_OWNER_URL: right.TAX_DATABASE_URL },
      ['TAX_DATABASE_OWNER_URL: must be another role than the one that serves'],
    ],
    [
      { TAX_DATABASE_URL: 'postgres://yc_tax:word@db/other' },
      ['TAX_DATABASE_OWNER_URL: must name the same database as the role that serves'],
    ],
    [{ TAX_DATABASE_URL: 'postgres://yc_tax@db/yc_tax' }, ['TAX_DATABASE_URL: has no password']],
    [
      { TAX_DATABASE_URL: 'postgres://Root%22:word@db/yc_tax', SIMULATORS_URL: 'word' },
      [
        'TAX_DATABASE_URL: names of databases and roles are of small letters, digits and _',
        'SIMULATORS_URL: must be a URL of Postgres',
      ],
    ],
  ])('is refused for %j, every fault named and no password', (changed, faults) => {
    const said = faultsOf({ ...right, ...changed });
    expect(said).toEqual(faults);
    expect(said.join()).not.toMatch(/word@|-word/);
  });

  it('is refused when no service is named', () => {
    expect(faultsOf({})).toEqual(['ADMIN_URL: must be a URL of Postgres', '…_DATABASE_URL: there is none']);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Examined } from './facts.js';
import { clean } from './fixture.js';
import { company, judged, organisation } from './judging.fixture.js';

type Owners = Examined['beneficialOwners'];
const owners = (change: Partial<Owners>): Pick<Examined, 'beneficialOwners'> => ({
  beneficialOwners: { ...clean.beneficialOwners, ...change },
});
const owner = (person: string, percent: number | null, change: Partial<Owners['owners'][number]> = {}) => ({
  person,
  kind: 'equity' as const,
  percent,
  explained: false,
  ...change,
});
const shares = (...parts: readonly (readonly [string, number])[]): Pick<Examined, 'shareholders'> => ({
  shareholders: parts.map(([holder, subscribedFen]) => ({
    holder,
    subscribedFen,
    paidInFen: 0,
    form: 'money',
    dueOn: '2030-06-30',
  })),
});
/** Half by one investor, a fifth by another, the rest by a person; behind them somebody with 0.5 × 0.3 + 0.2 × 0.5. */
const twoChains = {
  ...shares(['o1', 50], ['o2', 20], ['p1', 30]),
  organisations: {
    ...organisation().organisations,
    o2: { documentRight: true, origin: 'domestic' as const, unusual: false },
  },
};
const chains = [
  { person: 'p3', percents: [50, 30] },
  { person: 'p3', percents: [20, 50] },
];

describe('R-BO-01: beneficial owners', () => {
  const missing = { code: 'BO_MISSING', verdict: 'fail', paths: ['/beneficialOwners/owners'] };

  it('are all who hold a quarter or more', () => {
    expect(judged('R-BO-01').verdict).toBe('pass');
    expect(judged('R-BO-01', owners({ owners: [owner('p1', 60)] }))).toMatchObject(missing);
  });
  it('include one with exactly 25.00 % along two chains', () => {
    const filed = [owner('p1', 30)];
    expect(judged('R-BO-01', { ...twoChains, ...owners({ chains, owners: filed }) })).toMatchObject(missing);
    const both = [...filed, owner('p3', 25)];
    expect(judged('R-BO-01', { ...twoChains, ...owners({ chains, owners: both }) }).verdict).toBe('pass');
  });
  it('do not include one a hair below', () => {
    const below = [chains[0]!, { person: 'p3', percents: [20, 49.99] }];
    const change = { ...twoChains, ...owners({ chains: below, owners: [owner('p1', 30)] }) };
    expect(judged('R-BO-01', change).verdict).toBe('pass');
  });
  it('count what is held directly with what is held along chains', () => {
    const direct = { ...twoChains, ...shares(['o1', 50], ['p3', 10], ['p1', 40]) };
    const along = [{ person: 'p3', percents: [50, 30] }];
    expect(judged('R-BO-01', { ...direct, ...owners({ chains: along, owners: [owner('p1', 40)] }) })).toMatchObject(
      missing,
    );
  });
  it('are not lost to the last digit of a binary fraction', () => {
    const close = { ...twoChains, ...shares(['o1', 5], ['o2', 30], ['p1', 65]) };
    const exact = [
      { person: 'p3', percents: [5, 50] },
      { person: 'p3', percents: [30, 75] },
    ];
    expect((5 / 100) * (50 / 100) + (30 / 100) * (75 / 100)).toBeLessThan(0.25);
    const filed = owners({ chains: exact, owners: [owner('p1', 65)] });
    expect(judged('R-BO-01', { ...close, ...filed })).toMatchObject(missing);
  });
  it('are whoever controls or manages where nobody holds a quarter', () => {
    const spread = { ...shares(['p1', 20], ['p2', 20], ['p3', 20], ['p4', 20], ['p5', 20]) };
    expect(judged('R-BO-01', { ...spread, ...owners({ owners: [] }) })).toMatchObject(missing);
    const managing = [owner('p1', null, { kind: 'daily-management' })];
    expect(judged('R-BO-01', { ...spread, ...owners({ owners: managing }) }).verdict).toBe('pass');
  });
  it('need not be filed by whom a commitment exempts', () => {
    expect(judged('R-BO-01', owners({ exemptionCommitted: true, owners: [] })).verdict).toBe('pass');
  });
});

describe('R-BO-02: the commitment', () => {
  const committed = owners({ exemptionCommitted: true, owners: [] });
  const wrong = {
    code: 'BO_INCONSISTENT',
    verdict: 'fail',
    paths: ['/beneficialOwners/exemptionCommitted'],
  };

  it('exempts up to CNY 10,000,000', () => {
    expect(judged('R-BO-02', { ...committed, ...company({ capitalFen: 1_000_000_000 }) }).verdict).toBe('pass');
    expect(judged('R-BO-02', { ...committed, ...company({ capitalFen: 1_000_000_001 }) })).toMatchObject(wrong);
  });
  it('exempts natural shareholders only', () => {
    expect(judged('R-BO-02', { ...committed, ...twoChains })).toMatchObject(wrong);
  });
  it('does not exempt where somebody else is behind the company', () => {
    expect(judged('R-BO-02', owners({ exemptionCommitted: true, chains }))).toMatchObject(wrong);
    expect(judged('R-BO-02', owners({ exemptionCommitted: true, owners: [owner('p4', 30)] }))).toMatchObject(wrong);
  });
  it('is not needed by whom files', () => {
    expect(judged('R-BO-02').verdict).toBe('pass');
  });
});

describe('R-BO-03: what is filed', () => {
  const at = (place: string) => ({ code: 'BO_INCONSISTENT', paths: [`/beneficialOwners/${place}`] });

  it('is what the contributions add up to, to two places', () => {
    expect(judged('R-BO-03').verdict).toBe('pass');
    const thirds = shares(['p1', 1], ['p2', 1], ['p3', 1]);
    const filed = ['p1', 'p2', 'p3'].map((ref) => owner(ref, 33.33));
    expect(judged('R-BO-03', { ...thirds, ...owners({ owners: filed }) }).verdict).toBe('pass');
  });
  it('that differs, or says no share, is a fault at its place', () => {
    for (const percent of [59.5, 60.01, null]) {
      const filed = [owner('p1', percent), owner('p2', 40)];
      expect(judged('R-BO-03', owners({ owners: filed }))).toMatchObject(at('owners/0/percent'));
    }
  });
  it('calls nobody an owner by equity who holds less than a quarter', () => {
    const filed = [owner('p1', 60), owner('p2', 40), owner('p4', 10)];
    expect(judged('R-BO-03', owners({ owners: filed }))).toMatchObject(at('owners/2/kind'));
  });
  it('says how the control is exercised', () => {
    const control = (explained: boolean) => [
      owner('p1', 60),
      owner('p2', 40),
      owner('p4', null, { kind: 'control', explained }),
    ];
    expect(judged('R-BO-03', owners({ owners: control(true) })).verdict).toBe('pass');
    expect(judged('R-BO-03', owners({ owners: control(false) }))).toMatchObject(at('owners/2/control'));
  });
  it('begins each chain with what an investor holds of the company', () => {
    const change = { ...twoChains, ...owners({ chains, owners: [owner('p1', 30), owner('p3', 25)] }) };
    expect(judged('R-BO-03', change).verdict).toBe('pass');
    const elsewhere = [chains[0]!, { person: 'p3', percents: [21, 50] }];
    const owning = owners({ chains: elsewhere, owners: [owner('p1', 30), owner('p3', 25.5)] });
    expect(judged('R-BO-03', { ...twoChains, ...owning })).toMatchObject(at('chains/1/percents/0'));
  });
});

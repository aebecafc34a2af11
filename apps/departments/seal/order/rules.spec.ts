import { describe, expect, it } from '@jest/globals';
import { examine, type Finding, type Rule } from '@yichuang/kernel';
import { sealSpecifications } from '../reference/seal-specifications.js';
import type { SealOrder, SealReceipt } from './events.js';
import type { SealFacts } from './facts.js';
import { company, facts, receipt } from './fixture.js';
import { lawInForce, lawOf } from './law.js';
import { sizes } from './rules.js';

const law = lawOf(lawInForce);

function found<F>(rules: readonly Rule<F>[], rule: string, given: F): Finding {
  const finding = examine(rules, given).find((one) => one.rule === rule);
  if (finding === undefined) throw new TypeError(`there is no rule ${rule}`);
  return finding;
}
const opened = { kinds: facts.kinds, active: [], company, on: '2026-11-23' };
const judged = (rule: string, change: Partial<SealFacts> = {}): Finding =>
  found(law.preCheck, rule, { ...facts, ...change });

describe('the law of the seals', () => {
  it('passes the free set from top to bottom', () => {
    expect(examine(law.preCheck, facts).filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('names each rule once, with its article in both languages', () => {
    const rules = [...law.preCheck, ...law.opening, ...law.made];
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(rule.article).toMatch(/ a\.\d/);
      expect(rule.text['zh-CN'].length * rule.text.en.length).toBeGreaterThan(0);
    }
  });

  it('knows no law that was never in force', () => {
    expect(() => lawOf('seal-1949.1')).toThrow(TypeError);
  });
});

describe('R-SEAL-01: the seals wanted', () => {
  it('are named', () => {
    expect(judged('R-SEAL-01').verdict).toBe('pass');
  });
  it('are missing from an empty order', () => {
    expect(judged('R-SEAL-01', { kinds: [] })).toMatchObject({ code: 'SEAL_KIND_MISSING', paths: ['/seal/kinds'] });
  });
});

describe('R-SEAL-02: a kind', () => {
  it('stands in the order once', () => {
    expect(judged('R-SEAL-02').verdict).toBe('pass');
  });
  it('twice is a fault at its second place', () => {
    const finding = judged('R-SEAL-02', { kinds: ['enterprise', 'finance', 'enterprise'] });
    expect(finding).toMatchObject({ code: 'SEAL_KIND_DUPLICATE', phase: 'form', paths: ['/seal/kinds/2'] });
  });
});

describe('R-SEAL-03: the size', () => {
  it('of every kind stays within 4.5 cm', () => {
    const kinds = Object.keys(sealSpecifications.byKind) as SealFacts['kinds'];
    expect(judged('R-SEAL-03', { kinds }).verdict).toBe('pass');
  });
  it('above 4.5 cm breaks the rule', () => {
    const wide = {
      ...sealSpecifications.byKind,
      enterprise: { ...sealSpecifications.byKind.enterprise, widthMillimetres: 46 },
    };
    expect(found([sizes(wide)], 'R-SEAL-03', facts)).toMatchObject({ verdict: 'fail', paths: ['/seal/kinds/0'] });
  });
});

describe('R-SEAL-04: the maker', () => {
  it.each(['FICT-MAKER-1', 'FICT-MAKER-3'])('%s of the applicant’s choice has filed', (code) => {
    expect(judged('R-SEAL-04', { maker: { code } }).verdict).toBe('pass');
  });
  it.each(['FICT-MAKER-9', 'FICT-MAKER-7', null])('%s is unknown: closed, never filed, or no code', (code) => {
    const finding = judged('R-SEAL-04', { maker: { code } });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'SEAL_MAKER_UNKNOWN', paths: ['/seal/maker'] });
  });
});

describe('R-SEAL-05: who chooses the maker', () => {
  it('is nobody in the free package without a choice: the makers take turns', () => {
    expect(judged('R-SEAL-05', { maker: null })).toMatchObject({ verdict: 'pass', evidence: { byTurns: true } });
  });
  it('is the applicant outside the free package', () => {
    const finding = judged('R-SEAL-05', { package: 'chosen', maker: null });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'SEAL_MAKER_MISSING', paths: ['/seal/maker'] });
  });
  it('is an officer where no maker takes turns', () => {
    expect(judged('R-SEAL-05', { maker: null, on: '2000-01-01' }).verdict).toBe('unknown');
  });
});

describe('R-SEAL-06: who takes the seals', () => {
  it('stands in the form with a right number', () => {
    expect(judged('R-SEAL-06').verdict).toBe('pass');
  });
  it('is a mismatch when unknown or with a wrong number', () => {
    const taker = facts.taker;
    expect(judged('R-SEAL-06', { taker: { ...taker, present: false } })).toMatchObject({
      code: 'SEAL_TAKER_ID_MISMATCH',
      paths: ['/seal/taker'],
    });
    expect(judged('R-SEAL-06', { taker: { ...taker, documentRight: false } }).paths).toEqual([
      '/people/p2/document/number',
    ]);
  });
});

describe('R-SEAL-07: the mandate', () => {
  it('lies with legal representative and agent', () => {
    expect(judged('R-SEAL-07').verdict).toBe('pass');
  });
  it('of anybody else is shown at the window, and holds nothing up', () => {
    const finding = judged('R-SEAL-07', { taker: { ...facts.taker, mandated: false } });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'tag' });
  });
});

describe('R-SEAL-08: the free set', () => {
  it('is free', () => {
    expect(judged('R-SEAL-08').verdict).toBe('pass');
  });
  it('does not hold the contract seal nor every maker, which is only told', () => {
    const finding = judged('R-SEAL-08', { kinds: ['enterprise', 'contract'], maker: { code: 'FICT-MAKER-3' } });
    expect(finding).toMatchObject({ verdict: 'fail', disposal: 'tag', paths: ['/seal/kinds/1', '/seal/maker'] });
  });
  it('is no matter of a package the applicant pays', () => {
    expect(judged('R-SEAL-08', { package: 'chosen', kinds: ['contract'] }).verdict).toBe('pass');
  });
});

describe('R-SEAL-09: one active seal of a kind', () => {
  it('is given where nobody holds one', () => {
    expect(found(law.opening, 'R-SEAL-09', opened).verdict).toBe('pass');
  });
  it('is an officer’s matter where another case holds one', () => {
    const finding = found(law.opening, 'R-SEAL-09', { ...opened, active: ['finance'] });
    expect(finding).toMatchObject({ code: 'SEAL_KIND_DUPLICATE', disposal: 'review', paths: ['/seal/kinds/1'] });
  });
});

describe('R-SEAL-12: the licence', () => {
  it('is valid', () => {
    expect(found(law.opening, 'R-SEAL-12', opened).verdict).toBe('pass');
  });
  it.each([{ uscc: '91350405MAFAKE0199' }, { companyName: '' }, { establishedOn: '2026-11-24' }])(
    'with %j is an officer’s matter',
    (change) => {
      const finding = found(law.opening, 'R-SEAL-12', { ...opened, company: { ...company, ...change } });
      expect(finding).toMatchObject({ verdict: 'fail', code: 'SEAL_LICENCE_INVALID', disposal: 'review' });
    },
  );
});

describe('the seals as made', () => {
  const order: SealOrder = {
    uscc: company.uscc,
    companyName: company.companyName,
    kinds: facts.kinds,
    material: 'standard',
    delivery: 'window',
    maker: 'FICT-MAKER-1',
    turns: [],
  };
  const made = (rule: string, change: Partial<SealReceipt> = {}, of: Partial<SealOrder> = {}): Finding =>
    found(law.made, rule, { order: { ...order, ...of }, receipt: { ...receipt, ...change } });

  it('R-SEAL-10: bear the name of the licence', () => {
    expect(made('R-SEAL-10').verdict).toBe('pass');
  });
  it('R-SEAL-10: with another name go to an officer', () => {
    const finding = made('R-SEAL-10', { engravedName: '三明市沙县区虚衫软件开发有限公司' });
    expect(finding).toMatchObject({ verdict: 'fail', code: 'SEAL_NAME_MISMATCH', disposal: 'review' });
  });
  it('R-SEAL-11: are what was ordered, by the maker chosen or by one in turn', () => {
    expect(made('R-SEAL-11').verdict).toBe('pass');
    expect(made('R-SEAL-11', {}, { maker: null, turns: ['FICT-MAKER-2', 'FICT-MAKER-1'] }).verdict).toBe('pass');
  });
  it.each<[string, Partial<SealReceipt>, string[]]>([
    ['another maker', { maker: 'FICT-MAKER-2' }, ['/seal/maker']],
    [
      'a seal too few',
      { seals: receipt.seals.slice(1), filing: { ...receipt.filing, impressions: 3 } },
      ['/seal/kinds/0', '/seal/kinds'],
    ],
    [
      'one number twice',
      { seals: receipt.seals.map((seal) => ({ ...seal, number: '3504050000011' })) },
      ['/seal/kinds'],
    ],
    ['an impression not filed', { filing: { ...receipt.filing, impressions: 3 } }, ['/seal']],
  ])('R-SEAL-11: %s goes to an officer', (_what, change, paths) => {
    expect(made('R-SEAL-11', change)).toMatchObject({ verdict: 'fail', code: 'SEAL_RECEIPT_INCOMPLETE', paths });
  });
  it('R-SEAL-11: by a maker who is not in turn go to an officer', () => {
    expect(made('R-SEAL-11', {}, { maker: null, turns: ['FICT-MAKER-2'] }).verdict).toBe('fail');
  });
});

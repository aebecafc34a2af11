import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { examine, fail, failAt, pass, standing, text, unknown, type Finding, type Rule } from './index.js';

const rule = (id: string, more: Partial<Rule<number>> = {}): Rule<number> => ({
  id,
  code: `CODE_${id}`,
  article: '公司法 a.1',
  text: text('规则', 'a rule'),
  phase: 'form',
  disposal: 'block',
  test: () => pass(),
  ...more,
});

describe('examining facts', () => {
  it('asks every rule, not only until the first fault', () => {
    const findings = examine(
      [rule('1', { test: () => fail('/a') }), rule('2'), rule('3', { test: () => fail(['/b', '/c']) })],
      0,
    );
    expect(findings.map(({ rule: id, verdict, paths }) => [id, verdict, paths])).toEqual([
      ['1', 'fail', ['/a']],
      ['2', 'pass', []],
      ['3', 'fail', ['/b', '/c']],
    ]);
  });

  it('keeps the evidence of every verdict', () => {
    const [finding] = examine([rule('1', { test: (limit) => pass({ limit }) })], 5);
    expect(finding?.evidence).toEqual({ limit: 5 });
  });

  it('says of a rule that must be gone and looked at that it is one, and of no other', () => {
    const [looked, read] = examine([rule('1', { inspection: true, test: () => fail('/a') }), rule('2')], 0);
    expect(looked).toMatchObject({ rule: '1', inspection: true });
    expect(read).not.toHaveProperty('inspection');
  });

  it('fails where there are faulty paths and passes where there are none', () => {
    expect(failAt(['/x'])).toEqual(fail('/x'));
    expect(failAt([])).toEqual(pass());
  });
});

describe('what findings amount to', () => {
  const finding = fc.record({
    rule: fc.string(),
    code: fc.string(),
    phase: fc.constantFrom('admissibility' as const, 'form' as const, 'substance' as const),
    disposal: fc.constantFrom('block' as const, 'review' as const, 'tag' as const),
    verdict: fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const),
    paths: fc.constant([]),
    evidence: fc.constant({}),
  });

  it('never lets an unknown of a rule that matters pass', () => {
    fc.assert(
      fc.property(fc.array(finding), (findings: Finding[]) => {
        const { reviewBefore, reviewAfter } = standing(findings);
        const unknowns = findings.filter((one) => one.verdict === 'unknown' && one.disposal !== 'tag');
        for (const one of unknowns) expect([...reviewBefore, ...reviewAfter]).toContain(one);
      }),
    );
  });

  it('puts every finding that is not a pass into exactly one heap, and no pass into any', () => {
    fc.assert(
      fc.property(fc.array(finding), (findings: Finding[]) => {
        const heaps = Object.values(standing(findings)).flat();
        expect(new Set(heaps).size).toBe(heaps.length);
        expect(new Set(heaps)).toEqual(new Set(findings.filter(({ verdict }) => verdict !== 'pass')));
      }),
    );
  });

  it('blocks only where a blocking rule failed', () => {
    const [review] = examine([rule('1', { disposal: 'review', phase: 'substance', test: () => fail('/a') })], 0);
    const [silent] = examine([rule('2', { phase: 'admissibility', test: () => unknown('/b') })], 0);
    const heaps = standing([review as Finding, silent as Finding]);
    expect(heaps).toMatchObject({
      inadmissible: [],
      form: [],
      substance: [],
      reviewAfter: [review],
      reviewBefore: [silent],
    });
  });
});

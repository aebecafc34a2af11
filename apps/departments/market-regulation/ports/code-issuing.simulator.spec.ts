import { describe, expect, it } from '@jest/globals';
import { isUscc } from '@yichuang/identifiers';
import fc from 'fast-check';
import { codeIssuingSimulator, codeOf, codesMax, codeVoidingSimulator } from './code-issuing.simulator.js';

const request = {
  caseId: 'c1',
  ask: {},
  section: null,
  found: [],
  serial: 1,
  now: Date.UTC(2026, 10, 23, 0, 30),
  tag: (value: string) => value,
};

describe('the code-issuing simulator', () => {
  it('issues the codes of the demonstration first, in their order', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(codeOf)).toEqual([
      '91350405MAFAKE0198',
      '91350405MAFAKE0273',
      '91350405MAFAKE035X',
      '91350405MAFAKE043Q',
      '91350405MAFAKE051K',
      '91350405MAFAKE06XB',
      '91350405MAFAKE078B',
    ]);
  });

  it('issues right codes that begin 91350405MAF, a different one for every serial', () => {
    const all = Array.from({ length: 20_000 }, (_, index) => codeOf(index + 1));
    expect(new Set(all).size).toBe(all.length);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: codesMax }), fc.integer({ min: 1, max: codesMax }), (a, b) => {
        expect(isUscc(codeOf(a))).toBe(true);
        expect(codeOf(a)).toMatch(/^91350405MAF/);
        expect(codeOf(a) === codeOf(b)).toBe(a === b);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has millions of them, and no other serial', () => {
    expect(codesMax).toBeGreaterThan(10_000_000);
    expect(isUscc(codeOf(codesMax))).toBe(true);
    for (const serial of [0, -1, 1.5, codesMax + 1]) expect(() => codeOf(serial)).toThrow(RangeError);
  });

  it('keeps issuing and voiding in one ledger, and says that it is a simulator', () => {
    expect(codeIssuingSimulator.answer(request)).toEqual({
      answer: { uscc: '91350405MAFAKE0198', issuedOn: '2026-11-23', simulated: true },
      effects: ['code:91350405MAFAKE0198'],
    });
    expect(codeVoidingSimulator.answer({ ...request, ask: { uscc: '91350405MAFAKE0198' } })).toEqual({
      answer: { uscc: '91350405MAFAKE0198', voidedOn: '2026-11-23', simulated: true },
      effects: ['void:91350405MAFAKE0198'],
    });
    expect(codeVoidingSimulator.ledger).toBe(codeIssuingSimulator.ledger);
    for (const { title } of [codeIssuingSimulator, codeVoidingSimulator]) {
      expect(title['zh-CN']).toContain('模拟');
      expect(title.en).toContain('simulator');
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entryKey, fullText, markOf, packed, unpacked } from './ledger-entry.js';

const exchange = fc.record({
  ask: fc.jsonValue(),
  answer: fc.jsonValue(),
  effects: fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }),
});
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const registration = (serial: number) => ({
  ask: { uscc: `91350405MAFB${String(serial)}`, companyName: `三明市沙县区虚${String(serial)}软件开发有限公司` },
  answer: { registrationNumber: `13504050100${String(serial)}`, confirmedOn: '2026-11-23', simulated: true },
  effects: [`tax:91350405MAFB${String(serial)}`],
});

describe('an entry of a ledger', () => {
  it('comes out as it went in, whatever was said first', () => {
    fc.assert(
      fc.property(exchange, exchange, (said, first) => {
        const told = fullText(first);
        expect(unpacked(packed(said, told), told)).toEqual(asJson(said));
      }),
    );
  });

  it('has nothing for what was not said', () => {
    const first = fullText(registration(1_001));
    const said = { ask: undefined, answer: undefined, effects: [] };
    expect(unpacked(packed(said, first), first)).toEqual({ ask: null, answer: null, effects: [] });
  });

  it('takes no more than what tells it from the first of its port', () => {
    const [first, said] = [fullText(registration(1_001)), registration(2_746)];
    expect(fullText(said).length).toBeGreaterThan(200);
    expect(packed(said, first).length).toBeLessThan(60);
  });

  it('is found by its port and key together, and by the marks of its effects', () => {
    const keys = [entryKey('tax-core', 'one'), entryKey('tax-core', 'two'), entryKey('tax', 'one')];
    expect(new Set(keys).size).toBe(3);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(entryKey('tax-core', 'one')).toBe(keys[0]);
    expect(markOf('insured:1')).toMatch(/^-?\d{1,19}$/);
    expect(markOf('insured:1')).not.toBe(markOf('insured:2'));
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseSealNumber } from '@yichuang/identifiers';
import { sealReceipt } from '../order/desk.js';
import type { SealOrder } from '../order/events.js';
import { company, facts, receipt, section } from '../order/fixture.js';
import { sealMakerSimulator } from './seal-maker.simulator.js';

const order: SealOrder = {
  uscc: company.uscc,
  companyName: company.companyName,
  kinds: facts.kinds,
  material: 'standard',
  delivery: 'window',
  maker: 'FICT-MAKER-1',
  turns: [],
};
const now = Date.UTC(2026, 10, 23, 0, 40);
const made = (serial: number, change: Partial<SealOrder> = {}) =>
  sealMakerSimulator.answer({
    caseId: 'c1',
    found: [],
    ask: { ...order, ...change },
    section,
    serial,
    now,
    tag: (value: string) => value,
  });

describe('the seal maker', () => {
  it('makes the four seals of the free set under the first numbers of the county, and files their impressions', () => {
    expect(sealReceipt.parse(made(1).answer)).toEqual(receipt);
    expect(made(1).effects).toEqual([
      'seal:91350405MAFAKE0198:enterprise:3504050000011',
      'seal:91350405MAFAKE0198:finance:3504050000012',
      'seal:91350405MAFAKE0198:invoice:3504050000013',
      'seal:91350405MAFAKE0198:legal-representative:3504050000014',
    ]);
  });

  it('gives no number twice', () => {
    const numbers = [1, 2, 3].flatMap((serial) =>
      sealReceipt.parse(made(serial).answer).seals.map(({ number }) => number),
    );
    expect(new Set(numbers).size).toBe(12);
    for (const number of numbers) expect(parseSealNumber(number).ok).toBe(true);
  });

  it('stops when the numbers of its sequence are used up', () => {
    expect(() => made(1_000_000)).toThrow(RangeError);
  });

  it('gives an order of nobody’s choice to one maker after the other', () => {
    const turns = ['FICT-MAKER-1', 'FICT-MAKER-2'];
    const makers = [1, 2, 3].map((serial) => sealReceipt.parse(made(serial, { maker: null, turns }).answer).maker);
    expect(makers).toEqual(['FICT-MAKER-1', 'FICT-MAKER-2', 'FICT-MAKER-1']);
  });

  it('keeps nothing of the people in the section', () => {
    for (const { name, document } of Object.values(section.people)) {
      expect(JSON.stringify(made(1))).not.toContain(name);
      expect(JSON.stringify(made(1))).not.toContain(document.number);
    }
  });
});

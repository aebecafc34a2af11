import { describe, expect, it } from '@jest/globals';
import type { SealSection } from '@yichuang/contracts';
import { factsOf } from './facts.js';
import { facts, section } from './fixture.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const ordered = (seal: Partial<SealSection['seal']>, change: Partial<SealSection> = {}) =>
  factsOf({ ...section, ...change, seal: { ...section.seal, ...seal } }, at);

describe('the facts of the seal window', () => {
  it('are what the law looks at, and nothing of them tells who anybody is', () => {
    expect(factsOf(section, at)).toEqual(facts);
  });

  it('say that nobody chose a maker', () => {
    expect(ordered({ maker: null }).maker).toBeNull();
  });

  it.each(['FICT-MAKER-9', 'FICT-MAKER-1'])('take over the code of a maker that ever filed: %s', (maker) => {
    expect(ordered({ maker }).maker).toEqual({ code: maker });
  });

  it.each(['林志远', '13800000001', '350405198805120019'])('take over nothing else: %s', (maker) => {
    expect(ordered({ maker }).maker).toEqual({ code: null });
  });

  it('say that the taker is nobody of the form', () => {
    expect(ordered({ taker: 'p9' }).taker).toEqual({
      ref: 'p9',
      present: false,
      documentRight: false,
      mandated: false,
    });
  });

  it('find a wrong number of the taker', () => {
    const p2 = { ...section.people['p2']!, document: { type: 'RESIDENT_ID' as const, number: '350405199203080027' } };
    expect(ordered({}, { people: { ...section.people, p2 } }).taker.documentRight).toBe(false);
  });

  it('know who may take seals without a mandate: legal representative and agent', () => {
    expect(ordered({ taker: 'p1' }).taker.mandated).toBe(true);
    expect(ordered({}, { agent: null }).taker.mandated).toBe(false);
  });

  it('keep the day in Shanghai', () => {
    expect(factsOf(section, Date.UTC(2026, 10, 23, 16)).on).toBe('2026-11-24');
  });
});

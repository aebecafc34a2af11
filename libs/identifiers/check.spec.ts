import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check, kinds, type Kind } from './index.js';

const rightOnes: Readonly<Record<Kind, string>> = {
  uscc: '91350100M000100Y43',
  'organisation-code': 'D2143569-X',
  'resident-id': '11010519491231002X',
  'registration-number': '110108000000016',
  'taxpayer-number': '91350405MAFAKE0198',
  'hkmo-permit': 'H12345678',
  'tw-permit': '12345678',
  'hkmotw-residence': '810000199001010019',
  'permanent-resident-id': '93582619920708002X',
  'passport-cn': 'EA1234567',
  'passport-foreign': 'X1234567',
  division: '350405',
  'seal-number': '3504050000011',
  'seal-unit': '350405000001',
  'bank-card': '6228480000000000000',
  'account-number': '1234567890',
  'basic-account-number': 'J3950000000001',
  'invoice-number': '26352000000000000017',
  'tax-serial': '10113505000000000001',
  mobile: '13800000001',
  landline: '0598-5222222',
  postcode: '365050',
  'licence-identifier': '1.2.156.3005.2.11100000MB0143028R001.91350405MAFAKE0198.1.001.K',
};

describe('checking a code by the name of its kind', () => {
  it.each(kinds)('answers parts and no fault for a right %s', (kind) => {
    const code = rightOnes[kind];
    expect(check(kind, code)).toEqual({ kind, code, valid: true, parts: expect.any(Object), faults: [] });
  });

  it.each(kinds)('answers faults and no parts for what is no %s', (kind) => {
    const { valid, parts, faults } = check(kind, '?');
    expect([valid, parts, faults.length > 0]).toEqual([false, null, true]);
  });

  it('passes on the day it is asked as of', () => {
    expect(check('resident-id', '350405201206010015', '2012-01-01').faults.map(({ code }) => code)).toEqual([
      'DATE_IN_FUTURE',
    ]);
    expect(check('division', '350427', '2026-11-23').parts).toMatchObject({ inForce: false });
  });

  it('never throws, and says every fault in both languages at a place within the code or at its end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9A-Z]{5,20}$/)),
        (kind, code) => {
          const { valid, faults } = check(kind, code);
          expect(valid).toBe(faults.length === 0);
          for (const { index, length, expected, text } of faults) {
            expect(index + length).toBeLessThanOrEqual(code.length);
            expect(Math.min(index, length)).toBeGreaterThanOrEqual(0);
            expect([expected, text['zh-CN'], text.en]).not.toContain('');
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

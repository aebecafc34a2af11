import { describe, expect, it } from '@jest/globals';
import { accountReceipt } from '../account/desk.js';
import { company, receipt, section } from '../account/fixture.js';
import { housingFundCoreSimulator } from './housing-fund-core.simulator.js';

describe('the core of the housing fund', () => {
  const given = { caseId: 'c1', found: [], ask: company, section, serial: 1, tag: (value: string) => value };

  it('opens one account of the company, on the day in Shanghai', () => {
    const { answer, effects } = housingFundCoreSimulator.answer({ ...given, now: Date.UTC(2026, 10, 22, 16) });
    expect(accountReceipt.parse(answer)).toEqual(receipt);
    expect(effects).toEqual([`account:${company.uscc}`]);
  });

  it('gives every unit a number of its own', () => {
    const numbers = [1, 2].map(
      (serial) =>
        accountReceipt.parse(housingFundCoreSimulator.answer({ ...given, serial, now: 0 }).answer).accountNumber,
    );
    expect(numbers).toEqual(['GJJ35040500000001', 'GJJ35040500000002']);
  });
});

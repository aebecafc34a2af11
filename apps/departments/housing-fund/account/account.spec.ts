import { describe, expect, it } from '@jest/globals';
import { holdsInAnyHistory, storyOf, typesOf } from '@yichuang/testing';
import fc from 'fast-check';
import { account } from './account.js';
import { accountDesk } from './desk.js';
import type { AccountCommand, AccountEvent, Open, PreCheck, TakeReceipt } from './events.js';
import { company, facts, receipt } from './fixture.js';
import { lawInForce } from './law.js';
import { recall } from './recall.js';
import type { AccountState } from './state.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const sealed = Uint8Array.of(1, 2, 3);

const preCheck = (round = 1, change: Partial<PreCheck['facts']> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'housing-fund-check',
  round,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, ...change },
  sealed,
});
const open: Open = {
  type: 'Open',
  at: at + 20,
  opening: { step: 'housing-fund', round: 1, dueAt: at + 100, company },
};
const taken: TakeReceipt = { type: 'TakeReceipt', at: at + 30, receipt };
const end: AccountCommand = { type: 'EndCase', at: at + 40, reason: 'withdrawn' };

const { after, given } = storyOf(account);

describe('a pre-check', () => {
  it('needs no source outside and is answered at once', () => {
    const [, checked] = given().when(preCheck());
    expect(checked).toMatchObject({
      type: 'HousingFundPreChecked',
      answer: { step: 'housing-fund-check', outcome: 'checked', instant: true },
      evidence: { 'R-HF-01': { unitRatio: 5, min: 5, max: 12 } },
    });
  });

  it('names every fault, not the first', () => {
    const change = { unitRatio: 4, personalRatio: 13, bankNamed: false, belowBase: [0] };
    const [, checked] = given().when(preCheck(1, change));
    expect(checked).toMatchObject({ answer: { rules: { fail: ['R-HF-01', 'R-HF-02', 'R-HF-03', 'R-HF-05'] } } });
  });

  it('begins again with a correction and passes over an old round', () => {
    expect(typesOf(given(preCheck(1, { bankNamed: false })).when(preCheck(2)))).toEqual([
      'HousingFundTaskTaken',
      'HousingFundPreChecked',
    ]);
    expect(given(preCheck(2)).when(preCheck(1))).toEqual([]);
  });
});

describe('opening', () => {
  it('orders the account with ratios and monthly sum', () => {
    const [ordered] = given(preCheck()).when(open);
    expect(ordered).toMatchObject({
      type: 'AccountOrdered',
      order: { uscc: company.uscc, monthlyFen: 135_000, employees: 3, unitRatio: 5, payDay: 10, firstMonth: '2026-12' },
    });
    const [errand] = accountDesk.errands?.(ordered as AccountEvent, after(preCheck(), open), 'c') ?? [];
    expect(errand).toMatchObject({ port: 'housing-fund-core', sealed });
  });

  it('is done with the account number', () => {
    const [opened] = given(preCheck(), open).when(taken);
    expect(opened).toMatchObject({
      type: 'HousingFundAccountOpened',
      answer: {
        step: 'housing-fund',
        outcome: 'done',
        instant: true,
        result: { accountNumber: 'GJJ35040500000001', monthlyFen: 135_000, employees: 3, simulated: true },
      },
    });
    expect(after(preCheck(), open, taken).status).toBe('done');
  });

  it('with a fault nobody mended goes to an officer, never through', () => {
    const [waits] = given(preCheck(1, { unitRatio: 4, personalRatio: 4 })).when(open);
    expect(waits).toMatchObject({ type: 'ManualReviewRequired', answer: { outcome: 'review', instant: false } });
    expect(after(preCheck(1, { unitRatio: 4, personalRatio: 4 }), open)).toMatchObject({
      status: 'review',
      since: open.at,
      why: ['HF_RATIO_OUT_OF_RANGE'],
    });
  });

  it('without any pre-check is a bug and says so', () => {
    expect(() => given().when(open)).toThrow(TypeError);
  });

  it('takes no receipt that nobody waits for', () => {
    expect(given(preCheck()).when(taken)).toEqual([]);
  });
});

describe('a case that ends without a company', () => {
  it('is closed while it is only checked', () => {
    expect(typesOf(given(preCheck()).when(end))).toEqual(['HousingFundCaseEnded']);
    expect(given(preCheck(), end).when(preCheck(2))).toEqual([]);
  });

  it('leaves nothing where nothing was asked, and undoes no account of a registered company', () => {
    expect(given().when(end)).toEqual([]);
    expect(given(preCheck(), open).when(end)).toEqual([]);
    expect(given(preCheck(), open, taken).when(end)).toEqual([]);
  });
});

describe('any history', () => {
  const round = fc.integer({ min: 1, max: 3 });
  const ratio = fc.constantFrom(4, 5, 12);
  const command: fc.Arbitrary<AccountCommand> = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(round, ratio).map(([n, unitRatio]) => preCheck(n, { unitRatio })) },
    { weight: 2, arbitrary: fc.constant<AccountCommand>(open) },
    { weight: 2, arbitrary: fc.constant<AccountCommand>(taken) },
    { weight: 1, arbitrary: fc.constant(end) },
  );
  /** The orchestrator opens nothing that was never checked or has ended. */
  const possible = (one: AccountCommand, state: AccountState) =>
    one.type !== 'Open' || (state.status !== 'idle' && state.status !== 'ended');

  it('adds nothing when a command is repeated, and every decision can be made again from its events', () => {
    holdsInAnyHistory({
      decider: account,
      recall,
      command,
      possible,
      lengthMax: 12,
      then: (state, written) => {
        expect(written.filter(({ type }) => type === 'AccountOrdered').length).toBeLessThanOrEqual(1);
        expect(written.some(({ type }) => type === 'HousingFundAccountOpened')).toBe(state.status === 'done');
      },
    });
  });

  it('is refused a decision by events no decision begins with', () => {
    expect(() => recall([])).toThrow(TypeError);
  });
});

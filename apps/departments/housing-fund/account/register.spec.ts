import { describe, expect, it } from '@jest/globals';
import { decide, evolve } from '@yichuang/kernel';
import { account } from './account.js';
import type { AccountCommand, AccountEvent } from './events.js';
import { company, facts, receipt } from './fixture.js';
import { lawInForce } from './law.js';
import { unitAccounts } from './register.js';
import { initial, type AccountState } from './state.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const preCheck: AccountCommand = {
  type: 'PreCheck',
  at,
  step: 'housing-fund-check',
  round: 1,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts,
  sealed: Uint8Array.of(1),
};
const open: AccountCommand = {
  type: 'Open',
  at: at + 20,
  opening: { step: 'housing-fund', round: 1, dueAt: at + 100, company },
};
const faulty: AccountCommand = { ...preCheck, facts: { ...facts, unitRatio: 4, personalRatio: 4 } };
const taken: AccountCommand = { type: 'TakeReceipt', at: at + 30, receipt };

/** The row as it stands after these commands: every event of them projected in order, as the store does it. */
function rowAfter(...commands: readonly AccountCommand[]): Readonly<Record<string, unknown>> | null | undefined {
  let state: AccountState = initial;
  let row: Readonly<Record<string, unknown>> | null | undefined;
  for (const command of commands) {
    const decision = decide(account, command, state);
    const events: readonly AccountEvent[] = decision.kind === 'decided' ? decision.events : [];
    for (const event of events) {
      state = evolve(account, state, event);
      for (const change of unitAccounts.project(event, state, 'c1')) {
        expect(change.key).toEqual(['c1']);
        row = change.row;
      }
    }
  }
  return row;
}

describe('the register of unit accounts', () => {
  it('has every column it writes', () => {
    const row = rowAfter(preCheck, open, taken);
    expect(Object.keys(row ?? {}).sort()).toEqual(Object.keys(unitAccounts.table.columns).sort());
  });

  it('shows a case from the first task on, without a sum before there is a company', () => {
    expect(rowAfter(preCheck)).toMatchObject({ status: 'checked', employees: 3, monthly_fen: null, uscc: null });
  });

  it('shows since when a case waits for an officer, and why', () => {
    expect(rowAfter(faulty, open)).toMatchObject({
      status: 'review',
      uscc: company.uscc,
      waits_since: at + 20,
      waits_for: 'HF_RATIO_OUT_OF_RANGE',
    });
  });

  it('shows the monthly sum from the order on, and ends with the number of the account', () => {
    expect(rowAfter(preCheck, open)).toMatchObject({ status: 'opening', monthly_fen: 135_000, account_number: null });
    expect(rowAfter(preCheck, open, taken)).toMatchObject({ status: 'done', account_number: 'GJJ35040500000001' });
  });

  it('keeps no row of a case that ended without a company', () => {
    expect(rowAfter(preCheck, { type: 'EndCase', at: at + 40, reason: 'withdrawn' })).toBeNull();
  });
});

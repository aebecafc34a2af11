import { describe, expect, it } from '@jest/globals';
import { decide, evolve } from '@yichuang/kernel';
import { order } from './order.js';
import type { SealCommand, SealEvent } from './events.js';
import { at, company, preCheck, receipt } from './fixture.js';
import { sealOrders } from './register.js';
import { initial, type SealState } from './state.js';

const open: SealCommand = { type: 'Open', at: at + 20, opening: { step: 'seal', round: 1, dueAt: at + 100, company } };
const byTurns = preCheck({ maker: null });
const made: SealCommand = { type: 'TakeReceipt', at: at + 30, receipt };
const misspelt: SealCommand = { ...made, receipt: { ...receipt, engravedName: '别名' } };

/** The row after these commands: every event of them projected in order, as the store does it. */
function rowAfter(...commands: readonly SealCommand[]) {
  let state: SealState = initial;
  const changes = commands.flatMap((command) => {
    const decision = decide(order, command, state);
    const events: readonly SealEvent[] = decision.kind === 'decided' ? decision.events : [];
    return events.flatMap((event) => {
      state = evolve(order, state, event);
      return sealOrders.project(event, state, 'c1');
    });
  });
  return changes.at(-1)?.row;
}

describe('the register of seal orders', () => {
  it('has every column it writes', () => {
    const row = rowAfter(preCheck(), open, made);
    expect(Object.keys(row ?? {}).sort()).toEqual(Object.keys(sealOrders.table.columns).sort());
  });

  it('shows a case from the first task on, and the maker once somebody chose one', () => {
    expect(rowAfter(preCheck())).toMatchObject({ status: 'checked', maker: 'FICT-MAKER-1', uscc: null });
    expect(rowAfter(byTurns, open)).toMatchObject({ status: 'making', maker: null, uscc: company.uscc });
    expect(rowAfter(byTurns, open, { ...made, receipt: { ...receipt, maker: 'FICT-MAKER-2' } })).toMatchObject({
      status: 'done',
      maker: 'FICT-MAKER-2',
    });
  });

  it('shows since when an order waits for an officer, and why', () => {
    expect(rowAfter(preCheck(), open, misspelt)).toMatchObject({
      status: 'review',
      waits_since: at + 30,
      waits_for: 'SEAL_NAME_MISMATCH',
      filing_number: null,
    });
  });

  it('ends with the number of the filing and the seals that are in use, which were none before', () => {
    for (const before of [[open], [open, misspelt]])
      expect(rowAfter(preCheck(), ...before)).toMatchObject({ filing_number: null, filed_on: null, seals: null });
    expect(rowAfter(preCheck(), open, made)).toMatchObject({
      status: 'done',
      filing_number: receipt.filing.number,
      filed_on: '2026-11-23',
      seals: Object.fromEntries(receipt.seals.map(({ kind, number }) => [kind, number])),
    });
  });

  it('keeps no row of a case that ended without a company', () => {
    expect(rowAfter(preCheck(), { type: 'EndCase', at: at + 40, reason: 'withdrawn' })).toBeNull();
  });
});

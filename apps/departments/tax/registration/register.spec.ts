import { describe, expect, it } from '@jest/globals';
import { decide, evolve } from '@yichuang/kernel';
import { registration } from './registration.js';
import type { TaxCommand, TaxEvent } from './events.js';
import { company, facts } from './fixture.js';
import { lawInForce } from './law.js';
import { taxRegistrations } from './register.js';
import { initial, type TaxState } from './state.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const preCheck: TaxCommand = {
  type: 'PreCheck',
  at,
  step: 'tax-check',
  round: 1,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts,
  sealed: Uint8Array.of(1),
};
const open: TaxCommand = { type: 'Open', at: at + 20, opening: { step: 'tax', round: 1, dueAt: at + 100, company } };
const says = (risk: { hits: readonly string[] } | null): TaxCommand => ({
  type: 'TakeRiskAnswer',
  at: at + 10,
  round: 1,
  risk,
});
const receipt: TaxCommand = {
  type: 'TakeReceipt',
  at: at + 30,
  receipt: { registrationNumber: '13504050100000000001', confirmedOn: '2026-11-23', simulated: true },
};

/** The row as it stands after these commands: every event of them projected in order, as the store does it. */
function rowAfter(...commands: readonly TaxCommand[]): Readonly<Record<string, unknown>> | null | undefined {
  let state: TaxState = initial;
  let row: Readonly<Record<string, unknown>> | null | undefined;
  for (const command of commands) {
    const decision = decide(registration, command, state);
    const events: readonly TaxEvent[] = decision.kind === 'decided' ? decision.events : [];
    for (const event of events) {
      state = evolve(registration, state, event);
      for (const change of taxRegistrations.project(event, state, 'c1')) {
        expect(change.key).toEqual(['c1']);
        row = change.row;
      }
    }
  }
  return row;
}

describe('the register of taxpayers', () => {
  it('has every column it writes', () => {
    const row = rowAfter(preCheck, says({ hits: [] }), open, receipt);
    expect(Object.keys(row ?? {}).sort()).toEqual(Object.keys(taxRegistrations.table.columns).sort());
  });

  it('shows a case from the first task on, with office, kind and quota by the tables', () => {
    expect(rowAfter(preCheck)).toMatchObject({
      status: 'checking',
      office: '13504050100',
      taxpayer_kind: 'small-scale',
      quota_fen: 10_000_000,
      uscc: null,
    });
    expect(rowAfter(preCheck, says({ hits: [] }))).toMatchObject({ status: 'checked', waits_since: null });
  });

  it('shows since when a case waits for an officer, and why', () => {
    expect(rowAfter(preCheck, says({ hits: ['p1'] }), open)).toMatchObject({
      status: 'review',
      uscc: company.uscc,
      waits_since: at + 20,
      waits_for: 'TAX_RISK_PERSON',
    });
  });

  it('gives another reason when a silent source tells of a risk, and keeps the time', () => {
    const silent = [preCheck, says(null), open];
    expect(rowAfter(...silent)).toMatchObject({ waits_since: at + 20, waits_for: 'TAX_RISK_PERSON' });
    expect(rowAfter(...silent, says({ hits: [] }))).toMatchObject({ status: 'registering', waits_for: null });
  });

  it('ends with the number of the registration', () => {
    expect(rowAfter(preCheck, says({ hits: [] }), open, receipt)).toMatchObject({
      status: 'done',
      registration_number: '13504050100000000001',
      waits_since: null,
    });
  });

  it('keeps no row of a case that ended without a company', () => {
    expect(rowAfter(preCheck, { type: 'EndCase', at: at + 40, reason: 'withdrawn' })).toBeNull();
  });
});

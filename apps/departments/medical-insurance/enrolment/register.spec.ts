import { describe, expect, it } from '@jest/globals';
import { decide, evolve } from '@yichuang/kernel';
import { enrolment } from './enrolment.js';
import type { EnrolmentCommand, EnrolmentEvent } from './events.js';
import { company, facts, receipt } from './fixture.js';
import { lawInForce } from './law.js';
import { medicalUnits } from './register.js';
import { initial, type EnrolmentState } from './state.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const preCheck: EnrolmentCommand = {
  type: 'PreCheck',
  at,
  step: 'medical-insurance-check',
  round: 1,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts,
  sealed: Uint8Array.of(1),
};
const open: EnrolmentCommand = {
  type: 'Open',
  at: at + 20,
  opening: { step: 'medical-insurance', round: 1, dueAt: at + 100, company },
};
const says = (insured: { elsewhere: readonly string[] } | null): EnrolmentCommand => ({
  type: 'TakeInsuredAnswer',
  at: at + 10,
  round: 1,
  insured,
});
const taken: EnrolmentCommand = { type: 'TakeReceipt', at: at + 30, receipt };
const disputed: EnrolmentCommand = { ...taken, receipt: { ...receipt, enrolled: 2, elsewhere: ['p3'] } };
const clear = says({ elsewhere: [] });

/** The row as it stands after these commands: every event of them projected in order, as the store does it. */
function rowAfter(...commands: readonly EnrolmentCommand[]): Readonly<Record<string, unknown>> | null | undefined {
  let state: EnrolmentState = initial;
  let row: Readonly<Record<string, unknown>> | null | undefined;
  for (const command of commands) {
    const decision = decide(enrolment, command, state);
    const events: readonly EnrolmentEvent[] = decision.kind === 'decided' ? decision.events : [];
    for (const event of events) {
      state = evolve(enrolment, state, event);
      for (const change of medicalUnits.project(event, state, 'c1')) {
        expect(change.key).toEqual(['c1']);
        row = change.row;
      }
    }
  }
  return row;
}

describe('the register of medical units', () => {
  it('has every column it writes', () => {
    const row = rowAfter(preCheck, clear, open, taken);
    expect(Object.keys(row ?? {}).sort()).toEqual(Object.keys(medicalUnits.table.columns).sort());
  });

  it('shows a case from the first task on', () => {
    expect(rowAfter(preCheck)).toMatchObject({
      status: 'checking',
      employees: 3,
      auto_account: true,
      unit_number: null,
    });
    expect(rowAfter(preCheck, clear)).toMatchObject({ status: 'checked', waits_since: null });
  });

  it('shows since when a case waits for an officer, and why', () => {
    expect(rowAfter(preCheck, says({ elsewhere: ['p2'] }), open)).toMatchObject({
      status: 'review',
      uscc: company.uscc,
      waits_since: at + 20,
      waits_for: 'EMPLOYEE_INSURED_ELSEWHERE',
    });
  });

  it('shows the order while the core works, and goes on from a silence that was cleared', () => {
    expect(rowAfter(preCheck, says(null), open, clear)).toMatchObject({ status: 'enrolling', waits_for: null });
  });

  it('shows a unit that stands while one employee is disputed', () => {
    expect(rowAfter(preCheck, clear, open, disputed)).toMatchObject({
      status: 'review',
      unit_number: 'YB35040500000001',
      waits_since: at + 30,
    });
  });

  it('ends with the number of the unit', () => {
    expect(rowAfter(preCheck, clear, open, taken)).toMatchObject({ status: 'done', unit_number: 'YB35040500000001' });
  });

  it('keeps no row of a case that ended without a company', () => {
    expect(rowAfter(preCheck, { type: 'EndCase', at: at + 40, reason: 'withdrawn' })).toBeNull();
  });
});

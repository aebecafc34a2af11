import { describe, expect, it } from '@jest/globals';
import { holdsInAnyHistory, storyOf, typesOf } from '@yichuang/testing';
import fc from 'fast-check';
import { registrationDesk } from './desk.js';
import type { Open, PreCheck, TakeReceipt, TakeRiskAnswer, TaxCommand, TaxEvent } from './events.js';
import { company, facts } from './fixture.js';
import { lawInForce } from './law.js';
import { recall } from './recall.js';
import { registration } from './registration.js';
import type { TaxState } from './state.js';

const at = Date.UTC(2026, 10, 23, 0, 30);
const sealed = Uint8Array.of(1, 2, 3);

const preCheck = (round = 1, change: Partial<PreCheck['facts']> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'tax-pre-check',
  round,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, ...change },
  sealed,
});
const says = (risk: TakeRiskAnswer['risk'], round = 1): TakeRiskAnswer => ({
  type: 'TakeRiskAnswer',
  at: at + 10,
  round,
  risk,
});
const clear = says({ hits: [] });
const silence = says(null);
const open: Open = { type: 'Open', at: at + 20, opening: { step: 'tax', round: 1, dueAt: at + 100, company } };
const receipt: TakeReceipt = {
  type: 'TakeReceipt',
  at: at + 30,
  receipt: { registrationNumber: '13504050100000000001', confirmedOn: '2026-11-23', simulated: true },
};
const end: TaxCommand = { type: 'EndCase', at: at + 40, reason: 'withdrawn' };

const { after, given } = storyOf(registration);

describe('a pre-check', () => {
  it('asks the tax core before it says anything', () => {
    const events = given().when(preCheck());
    expect(typesOf(events)).toEqual(['TaxTaskTaken']);
    expect(registrationDesk.errands?.(events[0] as TaxEvent, after(preCheck()), 'c')).toEqual([
      { port: 'tax-core', ask: { round: 1 }, sealed },
    ]);
  });

  it('is answered in the decision that takes the tax core’s answer', () => {
    const [taken, checked] = given(preCheck()).when(clear);
    expect(taken).toMatchObject({ type: 'TaxRiskAnswered', source: 'tax-core', risk: { hits: [] } });
    expect(checked).toMatchObject({
      type: 'TaxPreChecked',
      answer: { step: 'tax-pre-check', round: 1, outcome: 'checked', instant: true, decider: 'SYSTEM:tax-2026.1' },
      evidence: { 'R-TAX-01': { office: '13504050100' } },
    });
  });

  it('names every fault, not the first', () => {
    const mute = { ...facts.taxHandler, reachable: false };
    const [, checked] = given(preCheck(1, { taxHandler: mute, gbt4754: '5265', quotaFen: 99_000_000 })).when(clear);
    expect(checked).toMatchObject({ answer: { rules: { fail: ['R-TAX-02', 'R-TAX-05', 'R-TAX-08'] } } });
  });

  it('is left to an officer where the tax core stays silent', () => {
    const [, checked] = given(preCheck()).when(silence);
    expect(checked).toMatchObject({ answer: { outcome: 'checked', rules: { unknown: ['R-TAX-09'] } } });
  });

  it('is answered again when the tax core speaks after its silence', () => {
    const [, checked] = given(preCheck(), silence).when(clear);
    expect(checked).toMatchObject({ type: 'TaxPreChecked', answer: { round: 1, rules: { unknown: [] } } });
  });

  it('hears nothing more once the tax core has spoken', () => {
    expect(given(preCheck(), clear).when(silence)).toEqual([]);
    expect(given(preCheck(), clear).when(says({ hits: ['p1'] }))).toEqual([]);
  });

  it('begins again with a correction, and an answer to the round before no longer counts', () => {
    const second = preCheck(2, { division: '350405101' });
    expect(typesOf(given(preCheck(), clear).when(second))).toEqual(['TaxTaskTaken']);
    expect(given(preCheck(), second).when(clear)).toEqual([]);
    const [, checked] = given(preCheck(), second).when(says({ hits: [] }, 2));
    expect(checked).toMatchObject({ answer: { round: 2 }, evidence: { 'R-TAX-01': { office: '13504050200' } } });
  });

  it('passes over a task of an old round', () => {
    expect(given(preCheck(2)).when(preCheck(1))).toEqual([]);
  });
});

describe('opening', () => {
  it('orders the registration at once where every rule passed', () => {
    const [ordered] = given(preCheck(), clear).when(open);
    expect(ordered).toMatchObject({
      type: 'TaxRegistrationOrdered',
      order: { uscc: company.uscc, office: '13504050100', quotaFen: 10_000_000, taxpayerKind: 'small-scale' },
      opening: { company },
    });
    const [errand] = registrationDesk.errands?.(ordered as TaxEvent, after(preCheck(), clear, open), 'c') ?? [];
    expect(errand).toMatchObject({ port: 'tax-registration', ask: { uscc: company.uscc }, sealed });
  });

  it('is done with the receipt: number, office, kind, quota, accounting', () => {
    const [done, assigned] = given(preCheck(), clear, open).when(receipt);
    expect(done).toMatchObject({
      type: 'TaxInfoConfirmed',
      answer: {
        step: 'tax',
        outcome: 'done',
        instant: true,
        result: {
          taxpayerNumber: company.uscc,
          office: { code: '13504050100' },
          taxTypes: expect.arrayContaining([{ code: 'value-added-tax', name: '增值税', period: 'quarter' }]),
          bankAccounts: 1,
          taxpayerKind: 'small-scale',
          invoiceQuotaFen: 10_000_000,
          accounting: { standard: 'small-enterprise', method: 'independent' },
          registrationNumber: '13504050100000000001',
          simulated: true,
        },
      },
    });
    expect(assigned).toMatchObject({ type: 'InvoiceQuotaAssigned', uscc: company.uscc, monthlyFen: 10_000_000 });
  });

  it('assigns no quota where no invoices are wanted', () => {
    expect(typesOf(given(preCheck(1, { invoices: false }), clear, open).when(receipt))).toEqual(['TaxInfoConfirmed']);
  });

  it('waits for an officer where a person is at risk, and says since when and why', () => {
    const commands = [preCheck(), says({ hits: ['p1'] }), open];
    expect(typesOf(given(...commands.slice(0, 2)).when(open))).toEqual(['ManualReviewRequired']);
    expect(after(...commands)).toMatchObject({ status: 'review', since: open.at, why: ['TAX_RISK_PERSON'] });
  });

  it('never goes on because a source is silent', () => {
    const [waits] = given(preCheck(), silence).when(open);
    expect(waits).toMatchObject({ type: 'ManualReviewRequired', answer: { outcome: 'review', instant: false } });
  });

  it('goes on by itself when the silent source clears it', () => {
    expect(typesOf(given(preCheck(), silence, open).when(clear))).toEqual([
      'TaxRiskAnswered',
      'TaxRegistrationOrdered',
    ]);
    expect(after(preCheck(), silence, open, clear, receipt).status).toBe('done');
  });

  it('keeps waiting, now for the right reason, when the silent source tells of a risk', () => {
    const hit = says({ hits: ['p2'] });
    expect(given(preCheck(), silence, open).when(hit)[1]).toMatchObject({ answer: { rules: { fail: ['R-TAX-09'] } } });
    expect(after(preCheck(), silence, open, hit)).toMatchObject({ status: 'review', since: open.at });
  });

  it('that comes before the tax core has answered waits for the answer', () => {
    expect(typesOf(given(preCheck()).when(open))).toEqual(['ManualReviewRequired']);
    expect(after(preCheck(), open, clear).status).toBe('registering');
  });

  it('waits for an officer where the tables know no office', () => {
    expect(after(preCheck(1, { division: '350427' }), clear, open)).toMatchObject({ why: ['TAX_OFFICE_UNKNOWN'] });
  });

  it('without any pre-check is a bug and says so', () => {
    expect(() => given().when(open)).toThrow(TypeError);
  });

  it('takes no receipt that nobody waits for', () => {
    expect(given(preCheck(), clear).when(receipt)).toEqual([]);
  });
});

describe('a case that ends without a company', () => {
  it('is closed while it is only checked', () => {
    expect(typesOf(given(preCheck()).when(end))).toEqual(['TaxCaseEnded']);
    expect(given(preCheck(), end).when(clear)).toEqual([]);
    expect(given(preCheck(), end).when(preCheck(2))).toEqual([]);
  });

  it('leaves nothing where nothing was asked', () => {
    expect(given().when(end)).toEqual([]);
  });

  it('never undoes a registered company', () => {
    for (const commands of [[open], [open, receipt]]) {
      expect(given(preCheck(), clear, ...commands).when(end)).toEqual([]);
    }
  });
});

describe('any history', () => {
  const round = fc.integer({ min: 1, max: 3 });
  const risk = fc.constantFrom(null, { hits: [] }, { hits: ['p1'] });
  const command: fc.Arbitrary<TaxCommand> = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(round, fc.boolean()).map(([n, invoices]) => preCheck(n, { invoices })) },
    { weight: 3, arbitrary: fc.tuple(risk, round).map(([answer, n]) => says(answer, n)) },
    { weight: 2, arbitrary: fc.constant<TaxCommand>(open) },
    { weight: 2, arbitrary: fc.constant<TaxCommand>(receipt) },
    { weight: 1, arbitrary: fc.constant(end) },
  );
  /** The orchestrator opens nothing that was never checked or has ended. */
  const possible = (one: TaxCommand, state: TaxState) =>
    one.type !== 'Open' || (state.status !== 'idle' && state.status !== 'ended');

  it('adds nothing when a command is repeated, and every decision can be made again from its events', () => {
    holdsInAnyHistory({
      decider: registration,
      recall,
      command,
      possible,
    });
  });

  it('is done only with a receipt, and registered once at most', () => {
    holdsInAnyHistory({
      decider: registration,
      recall,
      command,
      possible,
      then: (state, written) => {
        expect(written.filter(({ type }) => type === 'TaxRegistrationOrdered').length).toBeLessThanOrEqual(1);
        expect(written.some(({ type }) => type === 'TaxInfoConfirmed')).toBe(state.status === 'done');
      },
    });
  });

  it('is refused a decision by events no decision begins with', () => {
    expect(() => recall([])).toThrow(TypeError);
  });
});

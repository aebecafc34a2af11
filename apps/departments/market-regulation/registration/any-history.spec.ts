import { describe, expect, it } from '@jest/globals';
import { fold } from '@yichuang/kernel';
import { holdsInAnyHistory } from '@yichuang/testing';
import fc from 'fast-check';
import type { RegistrationCommand } from './commands.js';
import type { RegistrationEvent } from './events.js';
import { facts, particulars } from './fixture.js';
import { codeOf } from '../ports/code-issuing.simulator.js';
import { recall } from './recall.js';
import { registration } from './registration.js';
import { companyRegistrations, creditCodes } from './register.js';
import { initial, type RegistrationState } from './state.js';
import {
  at,
  clear,
  code,
  decidedOn,
  end,
  hit,
  names,
  notice,
  preCheck,
  register,
  silence,
  withdraw,
} from './story.fixture.js';

const round = fc.integer({ min: 1, max: 2 });
const source = fc.constantFrom('real-name', 'dishonest-list', 'address-library');
const holders = fc.constantFrom(names(), names('registered', null), names('pending', null), []);
const changes = fc.constantFrom({}, { tradeName: '虚柏' }, { company: { ...facts.company, capitalFen: 1 } });

const command: fc.Arbitrary<RegistrationCommand> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(round, changes).map(([n, change]) => preCheck(n, change)) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(0, 1, 2), round).map(([i, n]) => clear(n)[i]) },
  { weight: 1, arbitrary: fc.tuple(source, round).map(([from, n]) => silence(from, n)) },
  { weight: 1, arbitrary: round.map(hit) },
  { weight: 3, arbitrary: holders.map(register) },
  { weight: 3, arbitrary: fc.constant<RegistrationCommand>(code) },
  { weight: 2, arbitrary: fc.constant<RegistrationCommand>(notice) },
  { weight: 1, arbitrary: fc.constant<RegistrationCommand>(withdraw) },
  { weight: 1, arbitrary: fc.constant<RegistrationCommand>(end) },
  {
    weight: 2,
    arbitrary: fc.constant<RegistrationCommand>({
      type: 'TakeVoiding',
      at: at + 40,
      receipt: { uscc: code.receipt.uscc, voidedOn: '2026-11-23', simulated: true },
    }),
  },
);
/** The likely way, into which anything may come. */
const likely: readonly RegistrationCommand[] = [preCheck(), ...clear(), register(), code];
/** The orchestrator has nothing registered that was never checked. */
const possible = (one: RegistrationCommand, state: RegistrationState) =>
  one.type !== 'Register' || state.status !== 'idle';

const desk = { decider: registration, recall, command, possible, likely, lengthMax: 12, runs: 600 };

describe('any history', () => {
  it('adds nothing when a command is repeated, and every decision can be made again from its events', () => {
    holdsInAnyHistory(desk);
  });

  it('registers once at most, and only what was checked, asked for and named', () => {
    holdsInAnyHistory({
      ...desk,
      then: (state, written) => {
        const of = (type: RegistrationEvent['type']) => written.filter((event) => event.type === type);
        expect(of('CodeRequested').length).toBeLessThanOrEqual(1);
        expect(of('CompanyRegistered').length).toBe(state.status === 'registered' ? 1 : 0);
        expect(of('LicenceIssued').length).toBe(of('CompanyRegistered').length);
        for (const event of of('CodeRequested')) {
          expect(event).toMatchObject({ name: { kind: expect.stringMatching(/reserved|registered/) } });
        }
      },
    });
  });

  it('tells the person nothing in clear before the company is registered', () => {
    holdsInAnyHistory({
      ...desk,
      then: (state, written) => {
        if (state.status === 'registered') return;
        const clearText = JSON.stringify(written.map((event) => ({ ...event, sealed: null })));
        expect(clearText).not.toContain(particulars.legalRepresentative);
        expect(clearText).not.toContain(particulars.seat);
      },
    });
  });
});

/** Who acts on one case: what comes in any order, and the service that issues and voids codes once for an errand. */
interface World {
  state: RegistrationState;
  readonly written: RegistrationEvent[];
  readonly waiting: RegistrationCommand[];
  serial: number;
}

function act(world: World, one: RegistrationCommand): void {
  if (!possible(one, world.state)) return;
  const events = decidedOn(one, world.state);
  world.state = fold(registration, events, world.state);
  world.written.push(...events);
  for (const event of events) {
    if (event.type === 'CodeRequested') {
      world.serial += 1;
      const receipt = { ...code.receipt, uscc: codeOf(world.serial) };
      world.waiting.push({ ...code, receipt });
    }
    if (event.type === 'CodeVoidingRequested') {
      const { uscc } = event.receipt;
      world.waiting.push({ type: 'TakeVoiding', at, receipt: { uscc, voidedOn: '2026-11-23', simulated: true } });
    }
  }
}

describe('a thousand random withdrawals and endings', () => {
  const step = fc.constantFrom<RegistrationCommand | 'answer'>(
    'answer',
    preCheck(),
    ...clear(),
    register(),
    withdraw,
    end,
    'answer',
  );

  it('leave no withdrawn case with a licence, and no code that is neither registered nor voided', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.array(step, { maxLength: 16 }), (ahead, steps) => {
        const world: World = { state: initial, written: [], waiting: [], serial: 0 };
        for (const one of [...likely.slice(0, ahead), ...steps]) {
          const next = one === 'answer' ? world.waiting.shift() : one;
          if (next !== undefined) act(world, next);
        }
        // whatever is still under way comes in the end
        for (let next = world.waiting.shift(); next !== undefined; next = world.waiting.shift()) act(world, next);
        expectSettled(world);
      }),
      { numRuns: 1_000 },
    );
  });
});

function expectSettled({ state, written, serial }: World): void {
  const of = (type: RegistrationEvent['type']) => written.filter((event) => event.type === type).length;
  expect(['issuing', 'voiding']).not.toContain(state.status);
  expect(of('CompanyRegistered') + of('CodeVoided')).toBe(serial);
  expect(of('WithdrawalGranted') > 0 && of('LicenceIssued') > 0).toBe(false);
  const asked = written.some((event) => event.type === 'CodeNoLongerWanted' && event.requestedAt !== null);
  // whoever asked to withdraw is answered, once
  if (asked) expect(of('WithdrawalGranted') + of('WithdrawalRefused')).toBe(1);
  const fates = new Map<unknown, unknown>();
  const rows = new Map<unknown, unknown>();
  let folded = initial;
  for (const event of written) {
    folded = fold(registration, [event], folded);
    for (const { key, row } of creditCodes.project(event, folded, 'c1')) fates.set(key[0], row?.['fate']);
    for (const { key, row } of companyRegistrations.project(event, folded, 'c1')) rows.set(key[0], row);
  }
  expect([...fates.values()].filter((fate) => fate !== 'registered' && fate !== 'voided')).toEqual([]);
  expect(fates.size).toBe(serial);
  if (state.status === 'ended') expect([...rows.values()].filter((row) => row !== null)).toEqual([]);
}

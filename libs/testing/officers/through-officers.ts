import type { OfficerCommand, OfficersState, Ruling } from '@yichuang/host';
import { decide, type Decider, type Message } from '@yichuang/kernel';
import fc from 'fast-check';
import { holdsInAnyHistory, storyOf } from '../given.js';

export const reviewer = { id: 'reviewer-1', roles: ['reviewer' as const] };
export const approver = { id: 'approver-1', roles: ['approver' as const] };

/** The same answer to each of these rules. */
export const rulingsOn = (rules: readonly string[], verdict: Ruling['verdict']): readonly Ruling[] =>
  rules.map((rule) =>
    verdict === 'pass'
      ? { rule, verdict, reason: '已核实 looked at', article: null }
      : { rule, verdict, reason: '不符合规定 it is not so', article: '行政许可法 a.38' },
  );

/** Claimed and recommended by one, claimed by another: what is left is to decide. */
export const throughOfficers = (rulings: readonly Ruling[], at: number): readonly OfficerCommand[] => [
  { type: 'ClaimItem', at, officer: reviewer },
  { type: 'RecommendStep', at, officer: reviewer, rulings, opinion: '建议如此 so I think' },
  { type: 'ClaimItem', at, officer: approver },
];

type Decide = Extract<OfficerCommand, { readonly type: 'DecideStep' }>;

export const decideStep = (rulings: readonly Ruling[], at: number, holders: Decide['holders'] = []): Decide => ({
  type: 'DecideStep',
  at,
  officer: approver,
  rulings,
  holders,
});

interface OfficersStory<C, E> {
  /** The rules that wait for an officer after these commands. */
  readonly callsAfter: (...commands: readonly C[]) => readonly string[];
  /** What it makes when everything that waits is answered alike, and decided. */
  readonly whenAll: (verdict: Ruling['verdict'], ...before: readonly C[]) => readonly E[];
  /** The same as commands, for what comes after it. */
  readonly afterAll: (verdict: Ruling['verdict'], ...before: readonly C[]) => readonly C[];
}

/** Given / when / then of a desk with officers at it, who do everything at one instant. */
export function officersStory<C extends Message, S extends { readonly officers: OfficersState }, E extends Message>(
  decider: Decider<C | OfficerCommand, S, E>,
  at: number,
): OfficersStory<C | OfficerCommand, E> {
  const { after, given } = storyOf(decider);
  const callsAfter = (...commands: readonly (C | OfficerCommand)[]) =>
    after(...commands).officers.calls.map(({ rule }) => rule);
  const actsOn = (verdict: Ruling['verdict'], before: readonly (C | OfficerCommand)[]) => {
    const rulings = rulingsOn(callsAfter(...before), verdict);
    return { ready: [...before, ...throughOfficers(rulings, at)], last: decideStep(rulings, at) };
  };
  return {
    callsAfter,
    whenAll: (verdict, ...before) => {
      const { ready, last } = actsOn(verdict, before);
      return given(...ready).when(last);
    },
    afterAll: (verdict, ...before) => {
      const { ready, last } = actsOn(verdict, before);
      return [...ready, last];
    },
  };
}

/** One who may review and approve, as may be where officers are few, and one who only reviews. */
const few = [reviewer, approver, { id: 'both-1', roles: ['reviewer' as const, 'approver' as const] }];

/** Anything officers can do at a desk with these rules. */
function anyActs(rules: readonly string[], at: number): fc.Arbitrary<OfficerCommand> {
  const officer = fc.constantFrom(...few);
  const rulings = fc
    .tuple(fc.subarray([...rules]), fc.constantFrom('pass' as const, 'fail' as const))
    .map(([some, verdict]) => rulingsOn(some, verdict));
  const act = { at: fc.constant(at), officer };
  const to = officer.map(({ id }) => id);
  const consultation = fc.constantFrom('tax', 'seal').map((department) => `${department}.registration.1`);
  return fc.oneof(
    fc.record({
      type: fc.constant('ConsultDepartment' as const),
      ...act,
      to: fc.constantFrom('seal', 'housing-fund'),
      question: fc.constant('so?'),
      minutes: fc.constant(null),
    }),
    fc.record({ type: fc.constant('TakeBackQuestion' as const), ...act, consultation }),
    fc.record({ type: fc.constant('ClaimItem' as const), ...act }),
    fc.record({ type: fc.constant('ReleaseItem' as const), ...act }),
    fc.record({ type: fc.constant('AssignItem' as const), ...act, to }),
    fc.record({ type: fc.constant('RecommendStep' as const), ...act, rulings, opinion: fc.constant('so') }),
    fc.record({ type: fc.constant('DecideStep' as const), ...act, rulings, holders: fc.constant([]) }),
    fc.record({
      type: fc.constant('OverrideStep' as const),
      ...act,
      rulings,
      reason: fc.constant('so'),
      holders: fc.constant([]),
    }),
  );
}

interface AtOneDesk<C extends Message, S, E extends Message> {
  readonly desk: {
    readonly decider: Decider<C | OfficerCommand, S, E>;
    readonly recall: (events: readonly E[], before: S) => C | OfficerCommand;
  };
  /** What the desk hears and learns. */
  readonly own: readonly C[];
  /** Rules an officer may be asked about. */
  readonly rules: readonly string[];
  /** The way on which officers are needed. */
  readonly likely: readonly C[];
  readonly at: number;
}

/**
 * What a desk with officers owes, whatever comes in between: a repeated command adds nothing, every decision is made again from
 * its events alone, and nobody decides what he recommended.
 *
 * @throws with the shortest history that shows otherwise
 */
export function officersHoldInAnyHistory<
  C extends Message,
  S extends { readonly officers: OfficersState },
  E extends Message,
>({ desk: { decider, recall }, own, rules, likely, at }: AtOneDesk<C, S, E>): void {
  const acts: fc.Arbitrary<C | OfficerCommand> = anyActs(rules, at);
  holdsInAnyHistory<C | OfficerCommand, S, E>({
    decider,
    recall,
    command: fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...own) }, { weight: 2, arbitrary: acts }),
    possible: (one, state) => isDecided(decider, one, state),
    likely: [...likely, ...throughOfficers(rulingsOn(rules.slice(0, 1), 'pass'), at)],
    then: (_state, written) => {
      const by = (type: string) => written.flatMap((one) => (one.type === type ? [(one as { by?: string }).by] : []));
      const both = by('StepRecommended').filter((id) => by('OfficerRuled').includes(id));
      if (both.length > 0) throw new Error(`${both.join()} decided what he recommended`);
    },
    lengthMax: 16,
    runs: 100,
  });
}

/** What breaks a contract throws, and nobody sends it. */
function isDecided<C extends Message, S, E extends Message>(decider: Decider<C, S, E>, one: C, state: S): boolean {
  try {
    return decide(decider, one, state).kind === 'decided';
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

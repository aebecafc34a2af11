import type { OfficerCommand, OfficersState, Ruling } from '@yichuang/host';
import type { Decider, Message } from '@yichuang/kernel';
import { storyOf } from '../given.js';

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

import { deepStrictEqual } from 'node:assert';
import { decide, fold, type Decider, type Message } from '@yichuang/kernel';
import fc from 'fast-check';

/** Given / when / then for one decider: what was commanded, what is commanded now, which events that makes. */
export interface Story<C, S, E> {
  /** @throws TypeError where the command is rejected */
  readonly decidedOn: (command: C, state: S) => readonly E[];
  /** The state after some commands. @throws TypeError where one is rejected */
  readonly after: (...commands: readonly C[]) => S;
  /** What one more command makes after some. @throws TypeError where one is rejected */
  readonly given: (...commands: readonly C[]) => { readonly when: (command: C) => readonly E[] };
  /** All of it, rejections too. */
  readonly played: (commands: readonly C[]) => {
    readonly state: S;
    readonly events: readonly E[];
    readonly rejections: readonly string[];
  };
}

export function storyOf<C extends Message, S, E extends Message>(decider: Decider<C, S, E>): Story<C, S, E> {
  const decidedOn = (command: C, state: S): readonly E[] => {
    const decision = decide(decider, command, state);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    return decision.events;
  };
  const after = (...commands: readonly C[]): S =>
    commands.reduce((state, command) => fold(decider, decidedOn(command, state), state), decider.initial);
  return {
    decidedOn,
    after,
    given: (...commands) => ({ when: (command) => decidedOn(command, after(...commands)) }),
    played: (commands) => {
      const events: E[] = [];
      const rejections: string[] = [];
      for (const command of commands) {
        const decision = decide(decider, command, fold(decider, events));
        if (decision.kind === 'rejection') rejections.push(decision.code);
        else events.push(...decision.events);
      }
      return { state: fold(decider, events), events, rejections };
    },
  };
}

export const typesOf = <T extends string>(events: readonly { readonly type: T }[]): T[] =>
  events.map(({ type }) => type);

/** Commands in any order, as they can come to one desk. */
export interface AnyHistory<C extends Message, S, E extends Message> {
  readonly decider: Decider<C, S, E>;
  readonly recall: (events: readonly E[], before: S) => C;
  readonly command: fc.Arbitrary<C>;
  /** What nobody ever sends in that state; by default everything can come. */
  readonly possible?: (command: C, state: S) => boolean;
  /** A likely way: some of its beginning goes ahead of whatever comes. */
  readonly likely?: readonly C[];
  /** What holds at the end of every history, the desk's own law apart. */
  readonly then?: (state: S, written: readonly E[]) => void;
  readonly lengthMax?: number;
  readonly runs?: number;
}

/**
 * What every desk owes, whatever the order of commands: a repeated command adds nothing, and every decision can be made
 * again from its events alone and comes to the same.
 *
 * @throws with the shortest history that shows otherwise
 */
export function holdsInAnyHistory<C extends Message, S, E extends Message>(given: AnyHistory<C, S, E>): void {
  const { decider, recall, command, possible = () => true, likely = [], then, lengthMax = 14, runs = 300 } = given;
  const { decidedOn } = storyOf(decider);
  const histories = fc
    .tuple(fc.nat({ max: likely.length }), fc.array(command, { maxLength: lengthMax }))
    .map(([ahead, rest]) => [...likely.slice(0, ahead), ...rest]);
  fc.assert(
    fc.property(histories, (history) => {
      let state = decider.initial;
      const written: E[] = [];
      for (const one of history) {
        if (!possible(one, state)) continue;
        const events = decidedOn(one, state);
        if (events.length > 0) deepStrictEqual(decidedOn(recall(events, state), state), events);
        written.push(...events);
        state = fold(decider, events, state);
        if (possible(one, state)) deepStrictEqual(decidedOn(one, state), []);
      }
      then?.(state, written);
    }),
    { numRuns: runs },
  );
}

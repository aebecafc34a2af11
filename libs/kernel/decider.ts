import type { Text } from './text.js';

/** Anything with a name: a command (imperative) or an event (past tense). */
export interface Message {
  readonly type: string;
}

/** Events to record. None means "already so": the command may be repeated freely. */
export interface Decided<E> {
  readonly kind: 'decided';
  readonly events: readonly E[];
}

/**
 * A command that cannot be handled now. A value, never an event: nothing is recorded, HTTP answers 409.
 * It is not a refusal: a refusal is the law speaking and is an event.
 */
export interface Rejection {
  readonly kind: 'rejection';
  /** Stable, SCREAMING_SNAKE_CASE. */
  readonly code: string;
  readonly text: Text;
}

export type Decision<E> = Decided<E> | Rejection;

/**
 * One decision of the domain as two tables keyed by message type (Chassaing's decider).
 * Both are pure: time, ids, facts and claim holders arrive in the command; a decider never asks and never waits.
 */
export interface Decider<C extends Message, S, E extends Message> {
  readonly initial: S;
  readonly decide: {
    readonly [T in C['type']]: (command: Extract<C, { readonly type: T }>, state: S) => Decision<E>;
  };
  readonly evolve: {
    readonly [T in E['type']]: (state: S, event: Extract<E, { readonly type: T }>) => S;
  };
}

export const decided = <E>(...events: readonly E[]): Decided<E> => ({ kind: 'decided', events });

/** The command asks for what is already so. */
export const alreadySo: Decided<never> = { kind: 'decided', events: [] };

export const rejected = (code: string, text: Text): Rejection => ({ kind: 'rejection', code, text });

/** @throws TypeError when no entry of the table has this name: an unknown message is a bug, never silence. */
export function decide<C extends Message, S, E extends Message>(
  decider: Decider<C, S, E>,
  command: C,
  state: S,
): Decision<E> {
  return entry(decider.decide as unknown as Table<C, S, Decision<E>>, command.type)(command, state);
}

/** @throws TypeError on an event type the decider does not know: the reader stops loudly. */
export function evolve<C extends Message, S, E extends Message>(decider: Decider<C, S, E>, state: S, event: E): S {
  return entry(decider.evolve as unknown as FoldTable<S, E>, event.type)(state, event);
}

/** The state after a history. */
export function fold<C extends Message, S, E extends Message>(
  decider: Decider<C, S, E>,
  events: Iterable<E>,
  from: S = decider.initial,
): S {
  let state = from;
  for (const event of events) state = evolve(decider, state, event);
  return state;
}

type Table<C, S, R> = Readonly<Record<string, (command: C, state: S) => R>>;
type FoldTable<S, E> = Readonly<Record<string, (state: S, event: E) => S>>;

function entry<F>(table: Readonly<Record<string, F>>, type: string): F {
  const found = Object.hasOwn(table, type) ? table[type] : undefined;
  if (found === undefined) throw new TypeError(`unknown message type ${JSON.stringify(type)}`);
  return found;
}

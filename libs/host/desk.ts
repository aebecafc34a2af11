import type { Action, Actor, CaseBelonging, Condition } from '@yichuang/contracts';
import type { Decider } from '@yichuang/kernel';
import type { ClaimHolder, RegisterChange, RegisterTable } from '@yichuang/event-store';
import type { z } from 'zod';

/** A command of a desk. Time, ids, facts and claim holders arrive in it; the decider reads nothing else. */
export interface DeskCommand {
  readonly type: string;
  /** Domain time at which it is decided, epoch ms. */
  readonly at: number;
  /** Set by the host from the desk's `claims`, under the lock, before the decision. */
  readonly holders?: readonly ClaimHolder[];
}

/** An event of a desk as it is stored: plain JSON, and one optional ciphertext. */
export interface DeskEvent {
  readonly type: string;
  readonly at: number;
  /** Ciphertext of the case's section; stored beside the JSON, never inside it. */
  readonly sealed?: Uint8Array;
}

/** A public event of another service, or of our own, as a desk hears it. */
export interface Heard<B> {
  readonly type: string;
  readonly source: string;
  readonly caseId: string;
  /** Domain time of the event. */
  readonly at: number;
  /** Domain time now. */
  readonly now: number;
  readonly body: B;
  readonly sealed: Uint8Array | undefined;
  /** What the service was set up with ({@link Department.setUp}): it goes into the command, as every fact does. */
  readonly setUp?: unknown;
}

/** What a desk does with one type of event it hears. */
export interface Hearing<C, Section> {
  /** `orchestrator`, a department, or `null` for any source. */
  readonly from: string | null;
  readonly schema: z.ZodType;
  /**
   * `null`: not for this desk. `section` is the opened section when the event carries a sealed one, else `null`.
   * Private values are turned into facts here, before anything is decided; only facts may go into the command.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the body is what `schema` made of it; each desk names its type
  readonly command: (heard: Heard<any>, section: Section | null) => C | null;
}

/** What stands beside the input at a door. */
export interface DoorContext {
  readonly caseId: string;
  /** Domain time, epoch ms. */
  readonly now: number;
  /** Who is signed in; what he does is recorded under `actor.id`. */
  readonly actor: Actor;
}

/** A command that comes through the HTTP door: `POST /desks/<desk>/cases/<caseId>/<name>`. */
export interface Door<C, S> {
  readonly schema: z.ZodType;
  /**
   * What passing this door is, in the one table of roles. The host asks for it: before the input is looked at whether the
   * actor may do it at all, and under the lock whether he may do it to this case ({@link Desk.belonging}). `null`: this door
   * is for the service's own modules; over HTTP it does not exist.
   */
  readonly action: Action | null;
  /** What of the conditions of the table of roles always comes with this door, since its schema asks for it (a reason) or its decision (a second person). */
  readonly meets?: readonly Condition[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the input is what `schema` made of it
  readonly command: (input: any, context: DoorContext) => C;
  /** What the caller is told, kept with the command and given again to a repeated one. Non-private. */
  readonly answer?: (state: S) => unknown;
}

/** Something to be asked of, or done by, the outside; a row in the transaction of the event that needs it. */
export interface ErrandRequest {
  readonly port: string;
  /** Distinguishes several errands of one event to one port. */
  readonly name?: string;
  /** Non-private. */
  readonly ask: unknown;
  /** The section the worker must open to make the call (ciphertext goes with the errand). */
  readonly sealed?: Uint8Array | undefined;
}

/** What an errand came back with. `answer` is `null` when the source stayed silent to the end ("unknown"). */
export interface Learned<Section> {
  readonly caseId: string;
  readonly errand: string;
  /** How often the port had been asked by then, from 1. */
  readonly attempt?: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the desk itself asked
  readonly ask: any;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the desk's own port answers
  readonly answer: any;
  readonly now: number;
  readonly section: Section | null;
}

export interface ClaimChange {
  readonly keep?: readonly { readonly key: string; readonly data: unknown }[];
  readonly release?: readonly string[];
}

/** One read model: a table and how an event becomes rows of it. `state` is the one after the event. */
export interface DeskRegister<S, E> {
  readonly table: Omit<RegisterTable, 'desk'>;
  readonly project: (event: E, state: S, caseId: string) => readonly Omit<RegisterChange, 'register'>[];
}

/**
 * What a desk keeps that must be able to be forgotten. It stands in no event, so that an event can be for ever: the event
 * holds its print. Kept, and removed for ever, in the transaction of the event that says so.
 */
export interface DeskSecret<C, S> {
  /** What a command brings may take the place of what stands there, by another print. Else a second one fails. */
  readonly replaceable?: true;
  /** What this command brings; asked only when the decision made {@link DeskSecret.print} come into being. */
  readonly of: (command: C) => Uint8Array;
  /** Print of what must stand there in this state; `null` when nothing may. */
  readonly print: (state: S) => string | null;
  readonly printOf: (secret: Uint8Array) => string;
}

/** One desk: a decider and its edges, all of them pure tables. Its stream is `<name>/<caseId>`. */
export interface Desk<C extends DeskCommand, S, E extends DeskEvent, Section = unknown> {
  readonly name: string;
  readonly decider: Decider<C, S, E>;
  /** Which events others may hear (answer.ts): `*`, or one service by name. Whatever is not named is private. */
  readonly audience: { readonly [T in E['type']]?: string | ((event: Extract<E, { readonly type: T }>) => string) };
  readonly hears: Readonly<Record<string, Hearing<C, Section>>>;
  readonly doors?: Readonly<Record<string, Door<C, S>>>;
  /**
   * Whose the case is, as this desk knows it, or as the command that begins it says; `null` while nothing is known of it, and
   * then roles alone decide.
   */
  readonly belonging?: (state: S, command: C) => CaseBelonging | null;
  /** Keys whose holders the decision must see. */
  readonly claims?: (command: C, state: S, caseId: string) => readonly string[];
  /** What an event takes or lets go. `state` is the one after the event. */
  readonly holds?: (event: E, state: S, caseId: string) => ClaimChange;
  /** What an event needs from outside. `state` is the one after the event. */
  readonly errands?: (event: E, state: S, caseId: string) => readonly ErrandRequest[];
  /**
   * States in which no answer to a question can change anything any more: what is still asked again and again then ends.
   * Effects go on until it is known whether they were done.
   */
  readonly asksNoMore?: (state: S) => boolean;
  /** The command in which an errand's answer comes back, by port. */
  readonly learned?: Readonly<Record<string, (learned: Learned<Section>) => C>>;
  /** All timers wanted in this state, kind → due; the host sets, moves and takes down by the difference. */
  readonly timers?: (state: S) => Readonly<Record<string, number>>;
  /** Timers that are deadlines: they wait until everything before them has been heard. */
  readonly deadlines?: readonly string[];
  readonly fires?: (kind: string, dueAt: number, now: number) => C;
  readonly secret?: DeskSecret<C, S>;
  readonly registers?: readonly DeskRegister<S, E>[];
  /**
   * The command that led to these events (all events of one decision, in order), rebuilt from what they recorded.
   * Replay decides it again with the recorded rule set and must get the same events.
   */
  readonly recall: (events: readonly E[], before: S) => C;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the one place where desks of different types stand in one list
export type AnyDesk = Desk<any, any, any, any>;

/** A way to the outside. The simulator is its second implementation and says so wherever it shows. */
export interface Port<Ask = unknown, Answer = unknown, Section = unknown> {
  readonly name: string;
  /** A *question* used up answers unknown; an *effect* used up parks its case. */
  readonly nature: 'question' | 'effect';
  /** How long a call may take, in milliseconds, where the other side is slower than most. */
  readonly patienceMillis?: number;
  /**
   * @param call.key stays the same over retries: the outside does the effect once.
   * @throws when the outside fails or the signal aborts (tried again with back-off).
   */
  readonly call: (call: {
    readonly key: string;
    readonly caseId: string;
    readonly ask: Ask;
    readonly section: Section | null;
    readonly signal: AbortSignal;
  }) => Promise<Answer>;
}

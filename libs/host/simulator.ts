/**
 * A simulator of a government system or a maker: a port's second implementation, named as a simulator wherever it shows.
 * It keeps its own ledger of what it was asked and did, in a database of its own, and can be told to be slow, to fail
 * and to answer "unknown". The mechanism is shared; what it answers is each department's own.
 */
export interface SimulatorDefinition {
  /** Port's name, e.g. `name-library`. Its ledger is the schema `sim_<name>`. */
  readonly name: string;
  /** Ports of one outside system share its ledger: the schema is `sim_<ledger>`. By default a port has its own. */
  readonly ledger?: string;
  readonly title: { readonly 'zh-CN': string; readonly en: string };
  readonly nature: 'question' | 'effect';
  /** Effects of earlier calls (of any case) that the answer depends on, e.g. a person already insured. */
  readonly looks?: (request: {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the department's own desk asked
    readonly ask: any;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the department's own section
    readonly section: any;
    readonly tag: (privateValue: string) => string;
  }) => readonly string[];
  /**
   * What the simulator answers; called once for a key, its answer is kept in the ledger and given again to the same key.
   * `serial` is a number of the ledger's own that no other call has, ascending, for numbers issued in order.
   * The answer must be non-private JSON; `section` may be read but nothing of it may be kept but keyed tags (`tag`).
   */
  readonly answer: (request: {
    readonly caseId: string;
    /** What the ledger already holds of the effects `looks` named: by whom, in which case. */
    readonly found: readonly { readonly effect: string; readonly caseId: string }[];
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the department's own desk asked
    readonly ask: any;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the department's own section
    readonly section: any;
    readonly serial: number;
    readonly now: number;
    /** Keyed HMAC (hex) of a private value, for the ledger. */
    readonly tag: (privateValue: string) => string;
  }) => SimulatorAnswer;
}

export interface SimulatorAnswer {
  /** Non-private JSON. */
  readonly answer: unknown;
  /** What the effect was, for counting by ledger: e.g. `['code:9135…']`. Non-private, or keyed tags. */
  readonly effects?: readonly string[];
}

/** How a simulator behaves, set by `POST /simulators/<name>` in development. */
export type SimulatorMode =
  | { readonly mode: 'prompt' }
  | { readonly mode: 'slow'; readonly millis: number }
  | { readonly mode: 'failing' }
  | { readonly mode: 'unknown' };

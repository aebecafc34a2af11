import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import type { DomainClock } from './domain-clock.js';
import type { Port } from './desk.js';
import { entryKey, markOf, unpacked, type Exchange } from './ledger-entry.js';
import { addPort, layLedger, readPorts, writeEntries, type LedgerPort } from './ledger-tables.js';
import type { LedgerPlace } from './simulator-databases.js';
import type { SimulatorDefinition, SimulatorMode } from './simulator.js';

interface Call {
  readonly key: string;
  readonly caseId: string;
  readonly ask: unknown;
  readonly section: unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What a call is to be told, unless its key was answered before. */
interface Answered {
  readonly call: Call;
  readonly serial: number;
  /** As the ledger has it. */
  readonly key: string;
  readonly said: Exchange;
}

/** What the ledger holds already of the effects that calls look for. */
interface Seen {
  readonly wanted: ReadonlyMap<Call, readonly string[]>;
  readonly found: readonly { readonly effect: string; readonly caseId: string }[];
}

const SEEN_NOTHING: Seen = { wanted: new Map(), found: [] };

type Looks = NonNullable<SimulatorDefinition['looks']>;

/** Numbers taken at a time; those not used when a simulator ends are never used. */
const NUMBERS_IN_STORE = 64;

/** The ledger of one outside system; several ports of one system share it (`SimulatorDefinition.ledger`). */
export const ledgerOf = (definition: SimulatorDefinition): string => definition.ledger ?? definition.name;

/**
 * Runs simulators over one ledger. A key is answered once and the same answer given again to the same key, so that an
 * effect asked for twice happens once; the repetition is counted. Calls that wait share one commit.
 */
export class SimulatorLedger {
  private readonly waiting = new Map<string, Call[]>();
  private readonly modes = new Map<string, SimulatorMode>();
  private readonly numbers: number[] = [];
  /** As the database has them; read again after whatever went wrong. */
  private ports: ReadonlyMap<string, LedgerPort> = new Map();
  private running: Promise<void> | null = null;
  private closed = false;
  private readonly looks: boolean;

  private constructor(
    private client: Client,
    private readonly place: LedgerPlace,
    private readonly definitions: ReadonlyMap<string, SimulatorDefinition>,
    private readonly clock: DomainClock,
    private readonly tagKey: Buffer,
  ) {
    this.looks = look([...definitions.values()]);
  }

  static async open(
    place: LedgerPlace,
    definitions: readonly SimulatorDefinition[],
    clock: DomainClock,
    tagKey: Buffer,
  ): Promise<SimulatorLedger> {
    const client = await connect(place);
    await layLedger(client, place.schema, look(definitions));
    const ledger = new SimulatorLedger(
      client,
      place,
      new Map(definitions.map((one) => [one.name, one])),
      clock,
      tagKey,
    );
    const modes = await client.query<{ port: string; mode: SimulatorMode }>('select port, mode from behaviour');
    for (const { port, mode } of modes.rows) ledger.modes.set(port, mode);
    return ledger;
  }

  port(name: string): Port {
    const definition = this.definition(name);
    return {
      name,
      nature: definition.nature,
      call: async ({ key, caseId, ask, section, signal }) => {
        const mode = this.mode(name);
        if (mode.mode === 'failing') throw new Error(`the simulator ${name} was told to fail`);
        if (mode.mode === 'slow') await pause(mode.millis, signal);
        if (mode.mode === 'unknown') return null;
        return this.ask(name, { key, caseId, ask, section });
      },
    };
  }

  mode(name: string): SimulatorMode {
    return this.modes.get(name) ?? { mode: 'prompt' };
  }

  /** Kept over restarts, like everything a simulator is told. */
  async behave(name: string, mode: SimulatorMode): Promise<void> {
    this.definition(name);
    await this.running;
    await this.client.query({
      text: 'insert into behaviour (port, mode) values ($1, $2) on conflict (port) do update set mode = excluded.mode',
      values: [name, JSON.stringify(mode)],
    });
    this.modes.set(name, mode);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.running;
    await this.client.end();
  }

  private definition(name: string): SimulatorDefinition {
    const definition = this.definitions.get(name);
    if (definition === undefined) throw new TypeError(`this ledger has no simulator ${name}`);
    return definition;
  }

  private async ask(port: string, call: Omit<Call, 'resolve' | 'reject'>): Promise<unknown> {
    if (this.closed) throw new Error('the simulator is closed');
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(port) ?? [];
      queue.push({ ...call, resolve, reject });
      this.waiting.set(port, queue);
      this.running ??= this.run().finally(() => {
        this.running = null;
      });
    });
  }

  private async run(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.size > 0) {
      const [port, calls] = this.waiting.entries().next().value as [string, Call[]];
      this.waiting.delete(port);
      try {
        await this.answer(port, calls);
      } catch (error) {
        this.ports = new Map();
        for (const call of calls) call.reject(error);
      }
    }
  }

  private async answer(port: string, calls: readonly Call[]): Promise<void> {
    const definition = this.definition(port);
    if (lost.has(this.client)) this.client = await connect(this.place);
    if (this.numbers.length < calls.length) await this.takeNumbers(calls.length);
    const asked = once(calls);
    const given = await (definition.looks === undefined
      ? this.answerAtOnce(definition, asked)
      : this.answerBySight(definition, this.wanted(definition.looks, asked)));
    for (const call of calls) call.resolve(given.get(call.key));
  }

  private async answerAtOnce(
    definition: SimulatorDefinition,
    asked: readonly Call[],
  ): Promise<ReadonlyMap<string, unknown>> {
    const answers = this.answers(definition, asked, SEEN_NOTHING);
    return this.write(await this.portOf(definition.name, answers), answers);
  }

  /** In one transaction: what is known of the effects, then the answers that depend on it. */
  private async answerBySight(
    definition: SimulatorDefinition,
    wanted: Seen['wanted'],
  ): Promise<ReadonlyMap<string, unknown>> {
    try {
      const [, found] = await together([this.client.query('begin'), this.found(wanted)]);
      const answers = this.answers(definition, [...wanted.keys()], { wanted, found });
      const port = await this.portOf(definition.name, answers);
      const [given] = await together([this.write(port, answers), this.client.query('commit')]);
      return given;
    } catch (error) {
      await this.client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  /** What the ledger is to hold of calls that it does not know yet; of the others it keeps what it has. */
  private answers(
    definition: SimulatorDefinition,
    calls: readonly Call[],
    { wanted, found }: Seen,
  ): readonly Answered[] {
    return calls.map((call) => {
      const { caseId, ask, section } = call;
      const own = new Set(wanted.get(call));
      const serial = this.numbers.shift() as number;
      const { answer, effects = [] } = definition.answer({
        caseId,
        ask,
        section,
        found: found.filter(({ effect }) => own.has(effect)),
        serial,
        now: this.clock.now(),
        tag: (value) => this.tag(value),
      });
      return { serial, key: entryKey(definition.name, call.key), call, said: { ask, answer, effects } };
    });
  }

  private wanted(looks: Looks, calls: readonly Call[]): Seen['wanted'] {
    const tag = (value: string): string => this.tag(value);
    return new Map(calls.map((call) => [call, looks({ ask: call.ask, section: call.section, tag })]));
  }

  private async found(wanted: Seen['wanted']): Promise<Seen['found']> {
    const effects = [...wanted.values()].flat();
    const { rows } = await this.client.query<{ case_id: string; first: Buffer; said: Buffer }>({
      name: 'look',
      text: 'select case_id, first, said from entry join port on id = port where marks && $1::bigint[]',
      values: [effects.map(markOf)],
    });
    const looked = new Set(effects);
    return rows.flatMap(({ case_id: caseId, first, said }) =>
      unpacked(said, first).effects.flatMap((effect) => (looked.has(effect) ? [{ effect, caseId }] : [])),
    );
  }

  /** The next numbers, some in store: an answer must know its own before it is written. */
  private async takeNumbers(atLeast: number): Promise<void> {
    const { rows } = await this.client.query<{ serial: string }>({
      name: 'serials',
      text: "select nextval('entry_serial') as serial from generate_series(1, $1)",
      values: [Math.max(atLeast, NUMBERS_IN_STORE)],
    });
    this.numbers.push(...rows.map(({ serial }) => Number(serial)));
  }

  private async portOf(name: string, [one]: readonly Answered[]): Promise<LedgerPort> {
    if (!this.ports.has(name)) this.ports = await readPorts(this.client);
    if (!this.ports.has(name)) this.ports = await addPort(this.client, name, (one as Answered).said);
    return this.ports.get(name) as LedgerPort;
  }

  /** The answers that stand, by the key of the call: one that was answered before keeps its first answer. */
  private async write(port: LedgerPort, answers: readonly Answered[]): Promise<ReadonlyMap<string, unknown>> {
    const entries = answers.map(({ serial, key, call: { caseId }, said }) => ({ serial, key, caseId, ...said }));
    const repeated = await writeEntries(this.client, port, entries, this.looks);
    const first = new Map(repeated.map(({ key, said }) => [key, unpacked(said, port.first).answer]));
    return new Map(
      answers.map(({ key, call, said }) => [call.key, first.has(key) ? first.get(key) : plain(said.answer)]),
    );
  }

  /** Keyed: a resident number has few enough values to be guessed from a plain hash. */
  private tag(value: string): string {
    return createHmac('sha256', this.tagKey).update(value, 'utf8').digest('hex').slice(0, 32);
  }
}

/** Whether effects have to be found again: otherwise nothing is marked. */
const look = (ports: readonly SimulatorDefinition[]): boolean => ports.some(({ looks }) => looks !== undefined);

/** As it would come out of the ledger. */
const plain = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer ?? null)) as unknown;

/** Each key once: whoever asks twice at the same moment is told the same. */
const once = (calls: readonly Call[]): readonly Call[] => [...new Map(calls.map((call) => [call.key, call])).values()];

/** Sessions that ended by themselves (a database that restarts): the next answer is written in a new one. */
const lost = new WeakSet<Client>();

async function connect({ url, schema }: LedgerPlace): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'simulator',
    keepAlive: true,
    // statements that need nothing of each other are sent together
    pipeline: true,
    // planned while the ledger is empty and kept: a scan would grow with it
    options: `-c search_path=${schema} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off`,
  });
  client.on('error', () => lost.add(client));
  await client.connect();
  return client;
}

/** All are answered before the first failure is told: nothing may still be under way when the transaction is left. */
async function together<A extends readonly unknown[]>(sent: { readonly [I in keyof A]: Promise<A[I]> }): Promise<A> {
  const answers = await Promise.allSettled(sent);
  const failed = answers.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return answers.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as A;
}

async function pause(millis: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new Error('the deadline passed'));
      },
      { once: true },
    );
  });
}

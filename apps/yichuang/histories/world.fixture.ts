import * as departments from '@yichuang/departments';
import { mayAct, permissionFor, type Actor } from '@yichuang/contracts';
import { NOT_PERMITTED, type AnyDesk, type Department, type DeskCommand, type DeskEvent } from '@yichuang/host';
import { decide, evolve, type Decider } from '@yichuang/kernel';
import { catalogue } from '@yichuang/matters';
import { caseDesk, orchestrator } from '@yichuang/orchestrator';
import { openedBy } from './applications.fixture.js';
import { calendars } from './calendars.fixture.js';

type Desk = Omit<AnyDesk, 'decider'> & { readonly decider: Decider<DeskCommand, unknown, DeskEvent> };

/** A case at a desk. */
export interface Stream {
  readonly service: Department;
  desk: Desk;
  readonly caseId: string;
  state: unknown;
  readonly events: DeskEvent[];
  readonly decisions: { readonly before: unknown; readonly events: readonly DeskEvent[] }[];
}

/** One record of the partition, or one that waits to be published. `position` is the writer's own. */
interface Said {
  readonly source: string;
  readonly position: number;
  readonly audience: string;
  readonly caseId: string;
  readonly event: DeskEvent;
}

/** Within its service, as everything a service keeps. */
interface Claim {
  readonly service: string;
  readonly key: string;
  readonly stream: string;
  readonly data: unknown;
}

interface Errand {
  readonly desk: string;
  readonly caseId: string;
  readonly port: string;
  readonly ask: unknown;
  readonly sealed: Uint8Array | undefined;
}

/** A service as it runs: what it has not published yet, how far it has read, and what it has heard of each source. */
interface Running {
  readonly service: Department;
  readonly unpublished: Said[];
  written: number;
  read: number;
  readonly marks: Map<string, number>;
  readonly errands: Errand[];
}

/** Work of one service that only waits to be done. */
interface Waiting {
  readonly one: Running;
  readonly errand: Errand;
}

/** What became of an act. */
export type Outcome =
  { readonly kind: 'done'; readonly events: readonly DeskEvent[] } | { readonly kind: 'barred'; readonly code: string };

/** Called after every decision that recorded something, with the one who was signed in, if a person did it. */
export type Watch = (stream: Stream, events: readonly DeskEvent[], actor: Actor | null) => void;

/** Drafts, attachments and calendars are handed to a case by other ways than the stream, and have histories of their own. */
const services: readonly Department[] = [
  { ...orchestrator, desks: [caseDesk(catalogue, calendars.shipped)] },
  ...Object.values<Department>(departments),
];

const amendedCaseDesk = caseDesk(catalogue, calendars.published) as unknown as Desk;

const begun = (service: Department): Running => ({
  service,
  unpublished: [],
  written: 0,
  read: 0,
  marks: new Map(),
  errands: [],
});

const SETTLED_AFTER_MAX = 3_000;

/**
 * The orchestrator and the six departments with everything that decides in them, and nothing else: no process, no database, no
 * cipher. One partition of the stream; every service publishes its own events in order and reads the partition in order, each
 * as far as chance lets it, sometimes the same part again. As in the real house what has been heard before is passed over by
 * its writer's position, a deadline waits until all that was published has been heard, and an errand is done once for a key
 * however often it is asked. Time stands where it is put.
 */
export class World {
  readonly streams: Map<string, Stream>;
  private readonly partition: Said[];
  private readonly running: readonly Running[];
  private readonly claims: Map<string, Claim>;
  private readonly ledgers: Map<string, readonly { readonly effect: string; readonly caseId: string }[]>;
  private readonly serials: Map<string, number>;

  /** @param like a world that goes on in this one from where it stands, and in itself as if nothing had been */
  constructor(
    public now: number,
    private readonly watch: Watch,
    like?: World,
  ) {
    this.streams = new Map(
      [...(like?.streams ?? [])].map(([key, { events, decisions, ...more }]) => [
        key,
        { ...more, events: [...events], decisions: [...decisions] },
      ]),
    );
    this.partition = [...(like?.partition ?? [])];
    this.running = (like?.running ?? services.map(begun)).map(({ unpublished, marks, errands, ...more }) => ({
      ...more,
      unpublished: [...unpublished],
      marks: new Map(marks),
      errands: [...errands],
    }));
    this.claims = new Map(like?.claims);
    this.ledgers = new Map(like?.ledgers);
    this.serials = new Map(like?.serials);
  }

  /** As a person at a door: his role, the input, whose case it is, and then the decision. @throws ZodError on bad input */
  knock(at: Stream, name: string, body: unknown, actor: Actor): Outcome {
    const door = at.desk.doors?.[name];
    if (door === undefined) throw new TypeError(`no door ${at.desk.name} ${name}`);
    const { action, meets = [] } = door;
    if (action !== null && mayAct(actor, action) === null) return { kind: 'barred', code: NOT_PERMITTED };
    const { caseId } = at;
    const command = door.command(door.schema.parse(body), { caseId, now: this.now, actor }) as DeskCommand;
    const belonging = at.desk.belonging?.(at.state, command) ?? null;
    const reached = belonging === null || action === null || permissionFor(actor, action, belonging, meets) !== null;
    return reached ? this.decide(at, command, actor) : { kind: 'barred', code: NOT_PERMITTED };
  }

  /** What a service asks of its own desk. */
  command(at: Stream, command: DeskCommand): Outcome {
    return this.decide(at, command, null);
  }

  at(service: string, desk: string, caseId: string): Stream {
    const key = `${service}/${desk}/${caseId}`;
    let found = this.streams.get(key);
    if (found === undefined) {
      const of = this.running.find((one) => one.service.name === service)?.service;
      const its = of?.desks.find(({ name }) => name === desk) as Desk | undefined;
      if (of === undefined || its === undefined) throw new TypeError(`no desk ${key}`);
      found = { service: of, desk: its, caseId, state: its.decider.initial, events: [], decisions: [] };
      this.streams.set(key, found);
    }
    return found;
  }

  /** The amended calendar is in force: from now on what is decided rests on it. */
  amendCalendar(): void {
    for (const stream of this.streams.values()) if (stream.desk.name === 'case') stream.desk = amendedCaseDesk;
  }

  /** One of the things that happen by themselves, chosen by a number; `false`: nothing does. */
  goOn(chosen: number): boolean {
    const [service, ...others] = this.busy();
    if (service === undefined) return false;
    const all = [service, ...others];
    const one = all[chosen % all.length] as Running;
    const rest = Math.floor(chosen / all.length);
    if (one.unpublished.length > 0 && (rest % 2 === 0 || (one.errands.length === 0 && !this.isBehind(one))))
      this.publish(one, 1 + (rest % 5));
    else if (one.errands.length > 0 && (rest % 3 > 0 || !this.isBehind(one))) this.runErrand(one, rest);
    else this.hear(one);
    return true;
  }

  /** Everything that happens by itself, timers apart. */
  settle(): void {
    for (let turn = 0; this.goOn(turn * 7); turn += 1)
      if (turn > SETTLED_AFTER_MAX) throw new Error('they never stop talking');
  }

  /** A source outside stays silent to the end, about one question. */
  keepSilent(chosen: number): void {
    const questions = this.running.flatMap((one): Waiting[] =>
      one.errands.filter(({ port }) => natureOf(one.service, port) === 'question').map((errand) => ({ one, errand })),
    );
    const picked = questions[chosen % questions.length];
    if (picked === undefined) return;
    const { one, errand } = picked;
    one.errands.splice(one.errands.indexOf(errand), 1);
    this.learn(one.service, errand, null);
  }

  /** A service begins to read again from further back, as after a crash before its offset was kept. */
  readAgain(chosen: number, records: number): void {
    const one = this.running[chosen % this.running.length] as Running;
    one.read = Math.max(0, one.read - records);
  }

  /** A service publishes again what it has published, as after a crash before it knew. */
  publishAgain(chosen: number): void {
    const old = this.partition[chosen % this.partition.length];
    if (old !== undefined) this.partition.push(old);
  }

  /** Due timers; a deadline only where all that was published has been heard. */
  due(): readonly { readonly stream: Stream; readonly kind: string; readonly dueAt: number }[] {
    return this.timers().filter(
      ({ stream, kind, dueAt }) =>
        dueAt <= this.now && (stream.desk.deadlines?.includes(kind) !== true || !this.isBehind(this.runningOf(stream))),
    );
  }

  timers(): readonly { readonly stream: Stream; readonly kind: string; readonly dueAt: number }[] {
    return [...this.streams.values()].flatMap((stream) =>
      Object.entries(stream.desk.timers?.(stream.state) ?? {}).map(([kind, dueAt]) => ({ stream, kind, dueAt })),
    );
  }

  fire(stream: Stream, kind: string, dueAt: number): void {
    this.decide(stream, stream.desk.fires?.(kind, dueAt, this.now) as DeskCommand, null);
  }

  private busy(): readonly Running[] {
    return this.running.filter((one) => one.unpublished.length > 0 || one.errands.length > 0 || this.isBehind(one));
  }

  private isBehind({ read }: Running): boolean {
    return read < this.partition.length;
  }

  private runningOf({ service }: Stream): Running {
    return this.running.find((one) => one.service === service) as Running;
  }

  private publish({ unpublished }: Running, records: number): void {
    this.partition.push(...unpublished.splice(0, records));
  }

  /** Up to the next record that concerns the service, and that one. */
  private hear(one: Running): void {
    while (this.isBehind(one)) {
      const said = this.partition[one.read] as Said;
      one.read += 1;
      if (said.position <= (one.marks.get(said.source) ?? 0)) continue;
      one.marks.set(said.source, said.position);
      const { service } = one;
      if (!service.hears.includes(said.source) || !(said.audience === '*' || said.audience === service.name)) continue;
      this.hearing(service, said);
      return;
    }
  }

  private hearing(service: Department, { source, caseId, event }: Said): void {
    const { sealed, type, at, ...body } = event;
    const ears = (service.desks as readonly Desk[]).filter(({ hears }) => {
      const from = hears[type]?.from;
      return from !== undefined && (from === null || from === source);
    });
    if (ears.length === 0 && service.knows?.(source, type) !== true)
      throw new TypeError(`nobody in ${service.name} knows ${type} of ${source}`);
    for (const { name, hears } of ears) {
      const hearing = hears[type];
      const section = sealed === undefined ? null : openedBy(service.name, sealed);
      const heard = { type, source, caseId, at, now: this.now, sealed, body: hearing?.schema.parse(body) };
      const command = (hearing?.command(heard, section) ?? null) as DeskCommand | null;
      if (command !== null) this.decide(this.at(service.name, name, caseId), command, null);
    }
  }

  private runErrand({ service, errands }: Running, chosen: number): void {
    const [errand] = errands.splice(chosen % errands.length, 1);
    if (errand !== undefined) this.learn(service, errand, this.asked(service, errand));
  }

  private learn(service: Department, { desk, caseId, port, ask, sealed }: Errand, answer: unknown): void {
    const stream = this.at(service.name, desk, caseId);
    const section = sealed === undefined ? null : openedBy(service.name, sealed);
    const learned = { caseId, errand: port, attempt: 1, ask, answer, now: this.now, section };
    this.decide(stream, stream.desk.learned?.[port]?.(learned) as DeskCommand, null);
  }

  private asked(service: Department, { caseId, port, ask, sealed }: Errand): unknown {
    const simulator = service.simulators?.find(({ name }) => name === port);
    if (simulator === undefined) throw new TypeError(`${service.name} has no simulator of ${port}`);
    const name = simulator.ledger ?? port;
    const section = sealed === undefined ? null : openedBy(service.name, sealed);
    const tag = (value: string): string => value;
    const ledger = this.ledgers.get(name) ?? [];
    const looks = simulator.looks?.({ ask, section, tag }) ?? [];
    const found = ledger.filter(({ effect }) => looks.includes(effect));
    const serial = (this.serials.get(name) ?? 0) + 1;
    this.serials.set(name, serial);
    const said = simulator.answer({ caseId, ask, section, serial, now: this.now, tag, found });
    this.ledgers.set(name, [...ledger, ...(said.effects ?? []).map((effect) => ({ effect, caseId }))]);
    return said.answer;
  }

  private decide(stream: Stream, given: DeskCommand, actor: Actor | null): Outcome {
    const { desk } = stream;
    const before = stream.state;
    const command = this.withHolders(stream, given);
    const decision = decide(desk.decider, command, before);
    if (decision.kind === 'rejection') {
      // what comes of itself is never refused: nobody would hear the refusal
      if (actor === null && given.type !== 'ReprojectDeadlines')
        throw new TypeError(`${given.type} was rejected: ${decision.code}`);
      return { kind: 'barred', code: decision.code };
    }
    const { events } = decision;
    if (events.length === 0) return { kind: 'done', events };
    for (const event of events) this.take(stream, event);
    stream.decisions.push({ before, events });
    this.expectNothingMore(stream, given);
    this.watch(stream, events, actor);
    return { kind: 'done', events };
  }

  /** Whatever is asked twice adds nothing: the second time it is already so, or has no place any more. */
  private expectNothingMore(stream: Stream, given: DeskCommand): void {
    const again = decide(stream.desk.decider, this.withHolders(stream, given), stream.state);
    if (again.kind === 'decided' && again.events.length > 0)
      throw new Error(`${given.type} twice added ${again.events.map(({ type }) => type).join()}`);
  }

  private withHolders({ service, desk, caseId, state }: Stream, command: DeskCommand): DeskCommand {
    if (desk.claims === undefined) return command;
    const keys: readonly string[] = desk.claims(command, state, caseId);
    const own = `${desk.name}/${caseId}`;
    const holders = [...this.claims.values()].filter(
      (one) => one.service === service.name && one.stream !== own && keys.includes(one.key),
    );
    return { ...command, holders };
  }

  private take(stream: Stream, event: DeskEvent): void {
    const { service, desk, caseId } = stream;
    const own = `${desk.name}/${caseId}`;
    stream.state = evolve(desk.decider, stream.state, event);
    stream.events.push(event);
    const { keep = [], release = [] } = desk.holds?.(event, stream.state, caseId) ?? {};
    for (const one of keep)
      this.claims.set(`${service.name} ${own} ${one.key}`, { ...one, service: service.name, stream: own });
    for (const key of release) this.claims.delete(`${service.name} ${own} ${key}`);
    const running = this.runningOf(stream);
    for (const { port, ask, sealed } of desk.errands?.(event, stream.state, caseId) ?? [])
      running.errands.push({ desk: desk.name, caseId, port, ask, sealed });
    running.written += 1;
    const named = desk.audience[event.type];
    const audience = typeof named === 'function' ? (named as (said: DeskEvent) => string)(event) : named;
    if (audience !== undefined)
      running.unpublished.push({ source: service.name, position: running.written, audience, caseId, event });
  }
}

const natureOf = ({ simulators = [] }: Department, port: string): string | undefined =>
  simulators.find(({ name }) => name === port)?.nature;

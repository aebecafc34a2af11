import { permissionFor, type Actor } from '@yichuang/contracts';
import {
  type ClaimHolder,
  type NewErrand,
  type NewEvent,
  type Outcome,
  type RegisterChange,
  type StoredEvent,
  type TimerChange,
  type TurnHandler,
  type Work,
} from '@yichuang/event-store';
import { decide, evolve, type Decider } from '@yichuang/kernel';
import { LRUCache } from 'lru-cache';
import { asBuffer, decodeEvent, encodeEvent, frame, unframe } from './codec.js';
import type { Department } from './department.js';
import type { AnyDesk, DeskCommand, DeskEvent, ErrandRequest, Heard } from './desk.js';
import { NOT_PERMITTED, notPermitted } from './permitted.js';
import { open, sealMark, type SealedOf } from './sealing.js';
import type { KeyRing } from './vault-client.js';
import { OPENED_SECTIONS_MAX, OPENED_SECTION_MILLIS } from './limits.js';

/** What waits for a turn of a desk, before and after its private part was turned into facts. */
export type DeskWork =
  | {
      readonly kind: 'command';
      readonly desk: string;
      readonly command: DeskCommand;
      readonly door?: string;
      readonly actor?: Actor;
    }
  | {
      readonly kind: 'heard';
      readonly desk: string;
      readonly caseId: string;
      readonly type: string;
      readonly source: string;
      readonly at: number;
      readonly body: Uint8Array;
      command?: DeskCommand | null;
    }
  | {
      readonly kind: 'learned';
      readonly desk: string;
      readonly caseId: string;
      readonly port: string;
      readonly errand: string;
      /** Absent in works parked by a build of before. */
      readonly attempt?: number;
      readonly ask: unknown;
      readonly answer: unknown;
      readonly sealed: Uint8Array | undefined;
      command?: DeskCommand;
    }
  | { readonly kind: 'timer'; readonly desk: string; readonly timer: string; readonly dueAt: number };

/** What an errand's row carries. */
export interface ErrandPayload {
  readonly desk: string;
  readonly caseId: string;
  readonly ask: unknown;
  readonly sealed: Uint8Array | undefined;
  /** W3C trace context of what asked, when tracing is on. */
  readonly trace?: string | undefined;
}

export const packErrand = ({ sealed, ...json }: ErrandPayload): Uint8Array => frame(json, sealed);
export function unpackErrand(payload: Uint8Array): ErrandPayload {
  const { json, sealed } = unframe(payload);
  return { ...(json as Omit<ErrandPayload, 'sealed'>), sealed };
}

/** The desk of what nobody here knows: it decides nothing, and whatever is laid on it parks its case. */
export const NOBODY = '?';

export const streamOf = (desk: string, caseId: string): string => `${desk}/${caseId}`;
export const deskOf = (stream: string): string => stream.slice(0, stream.indexOf('/'));
export const caseOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1);

/** The answer of a door as its bytes carry it. */
export type DoorAnswer =
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'rejected'; readonly code: string; readonly text: { 'zh-CN': string; en: string } };

interface Decided {
  readonly work: Work<DeskWork>;
  readonly desk: AnyDesk;
  readonly command: DeskCommand;
}

const NO_HOLDERS: readonly ClaimHolder[] = [];

/** Turns the desks of a department into what the store's turns ask of a handler. All mechanism, no law. */
export class DeskHandler implements TurnHandler<DeskWork, unknown> {
  private readonly desks: ReadonlyMap<string, AnyDesk>;
  private readonly folded = new WeakMap<DeskEvent, { readonly before: unknown; readonly after: unknown }>();
  private readonly opened = new LRUCache<string, object>({ max: OPENED_SECTIONS_MAX, ttl: OPENED_SECTION_MILLIS });

  constructor(
    private readonly department: Department,
    private readonly keys: KeyRing,
    private readonly now: () => number,
    private readonly natures: ReadonlyMap<string, 'question' | 'effect'>,
    private readonly setUp?: unknown,
  ) {
    this.desks = new Map(department.desks.map((desk) => [desk.name, desk]));
  }

  desk(name: string): AnyDesk {
    const desk = this.desks.get(name);
    if (desk === undefined) throw new TypeError(`${this.department.name} has no desk ${name}`);
    return desk;
  }

  /** Opens what is sealed, all keys in one question to the vault, and makes the commands. */
  async prepare(works: readonly Work<DeskWork>[]): Promise<void> {
    const pending = works
      .map((work) => work.payload)
      .filter((payload) => payload.kind === 'heard' || payload.kind === 'learned')
      .filter((payload) => payload.command === undefined);
    const opened = pending.map((payload) => {
      const parts = payload.kind === 'heard' ? unframe(payload.body) : { json: undefined, sealed: payload.sealed };
      return { payload, json: parts.json, sealed: parts.sealed === undefined ? undefined : copy(parts.sealed) };
    });
    const sealed = opened.filter((one) => one.sealed !== undefined && this.department.section !== undefined);
    const sections = await this.openAll(
      sealed.map(({ payload, sealed: bytes }) => ({ caseId: payload.caseId, bytes: bytes as Uint8Array })),
    );
    const sectionOf = new Map(sealed.map((one, index) => [one, sections[index]]));
    for (const one of opened) {
      const section = sectionOf.get(one) ?? null;
      if (one.payload.kind === 'heard') one.payload.command = this.hear(one.payload, one.json, one.sealed, section);
      else one.payload.command = this.learn(one.payload, section);
    }
  }

  /** The plain sections, parsed, in the order asked; `null` where the case has no key. */
  async openAll(
    sealed: readonly { readonly caseId: string; readonly bytes: Uint8Array }[],
  ): Promise<readonly unknown[]> {
    const section = this.department.section;
    if (section === undefined || sealed.length === 0) return [];
    const marks = sealed.map(({ caseId, bytes }) => sealMark(caseId, bytes));
    const plain = new Map<string, object | null>();
    for (const mark of marks) plain.set(mark, this.opened.get(mark) ?? null);
    const closed = sealed.flatMap(({ caseId, bytes }, index) => {
      const mark = marks[index] as string;
      return plain.get(mark) === null ? [{ caseId, bytes, mark }] : [];
    });
    const of: SealedOf[] = closed.map(({ caseId }) => ({ caseId, section: section.name }));
    const keys = closed.length === 0 ? [] : await this.keys.keys(of);
    closed.forEach(({ bytes, mark }, index) => {
      const key = keys[index] ?? null;
      if (key === null) return;
      const found = section.schema.parse(open(key, of[index] as SealedOf, bytes)) as object;
      this.opened.set(mark, found);
      plain.set(mark, found);
    });
    return marks.map((mark) => plain.get(mark) ?? null);
  }

  initial(stream: string): unknown {
    const desk = deskOf(stream);
    return desk === NOBODY ? null : (this.desk(desk).decider.initial as unknown);
  }

  evolve(state: unknown, event: StoredEvent): unknown {
    return this.after(this.desk(deskOf(event.stream)), state, decodeEvent(event));
  }

  /** One event is folded for its consequences, for the stream and for the registers of one turn: the first fold serves all. */
  private after(desk: AnyDesk, before: unknown, event: DeskEvent): unknown {
    const known = this.folded.get(event);
    if (known !== undefined && known.before === before) return known.after;
    const after: unknown = evolve(desk.decider, before, event);
    this.folded.set(event, { before, after });
    return after;
  }

  claims(work: Work<DeskWork>, state: unknown): readonly string[] {
    const command = this.commandOf(work);
    return command === null ? [] : (this.desk(work.payload.desk).claims?.(command, state, caseOf(work.stream)) ?? []);
  }

  decide(
    work: Work<DeskWork>,
    state: unknown,
    seen: { readonly holders: readonly ClaimHolder[]; readonly now: number },
  ): Outcome {
    const command = this.commandOf(work);
    if (command === null) return { events: [] };
    const desk = this.desk(work.payload.desk);
    const barred = barredAt(desk, work.payload, state);
    if (barred !== null) return { events: [], answer: answerBytes(barred), keepAnswer: false };
    const holders = desk.claims === undefined ? NO_HOLDERS : seen.holders.filter((one) => one.stream !== work.stream);
    const complete = desk.claims === undefined ? command : { ...command, holders };
    const decision = decide(desk.decider as Decider<DeskCommand, unknown, DeskEvent>, complete, state);
    if (decision.kind === 'rejection') {
      const { code, text } = decision;
      return { events: [], answer: answerBytes({ kind: 'rejected', code, text }), keepAnswer: false };
    }
    return this.outcome({ work, desk, command }, state, decision.events);
  }

  project(stream: string, events: readonly StoredEvent[], before: unknown): readonly RegisterChange[] {
    const desk = this.desk(deskOf(stream));
    const caseId = caseOf(stream);
    const changes: RegisterChange[] = [];
    let state = before;
    for (const stored of events) {
      const event = decodeEvent(stored);
      state = this.after(desk, state, event);
      // the last who asks: what is remembered would keep the states alive
      this.folded.delete(event);
      for (const { table, project } of desk.registers ?? []) {
        for (const change of project(event, state, caseId)) changes.push({ register: table.name, ...change });
      }
    }
    return changes;
  }

  toBytes(payload: DeskWork): Uint8Array {
    switch (payload.kind) {
      case 'command': {
        const { sealed, ...command } = payload.command as DeskCommand & { sealed?: Uint8Array };
        return frame({ kind: 'command', desk: payload.desk, command }, sealed);
      }
      case 'heard': {
        const { body, command: _made, ...json } = payload;
        const { sealed } = unframe(body);
        const text = sealed === undefined ? body : body.subarray(0, body.length - sealed.length - 1);
        return frame({ ...json, json: asBuffer(text).toString('utf8') }, sealed);
      }
      case 'learned': {
        const { sealed, command: _made, ...json } = payload;
        return frame(json, sealed);
      }
      case 'timer':
        return frame(payload);
    }
  }

  fromBytes(bytes: Uint8Array): DeskWork {
    const { json, sealed } = unframe(bytes);
    const payload = json as { kind: DeskWork['kind'] } & Record<string, unknown>;
    switch (payload.kind) {
      case 'heard': {
        const { json: text, ...rest } = payload;
        return { ...rest, body: frame(JSON.parse(text as string), sealed) } as unknown as DeskWork;
      }
      case 'learned':
        return { ...payload, sealed } as unknown as DeskWork;
      case 'command': {
        const command = payload['command'] as object;
        return { ...payload, command: sealed === undefined ? command : { ...command, sealed } } as unknown as DeskWork;
      }
      case 'timer':
        return payload as unknown as DeskWork;
    }
  }

  private hear(
    payload: DeskWork & { kind: 'heard' },
    json: unknown,
    sealed: Uint8Array | undefined,
    section: unknown,
  ): DeskCommand | null {
    if (payload.desk === NOBODY) throw new TypeError(`nobody here knows ${payload.type} of ${payload.source}`);
    const hearing = this.desk(payload.desk).hears[payload.type];
    if (hearing === undefined) throw new TypeError(`desk ${payload.desk} does not hear ${payload.type}`);
    const heard: Heard<unknown> = {
      type: payload.type,
      source: payload.source,
      caseId: payload.caseId,
      at: payload.at,
      now: this.now(),
      body: hearing.schema.parse(json),
      sealed,
      setUp: this.setUp,
    };
    return hearing.command(heard, section) as DeskCommand | null;
  }

  private learn(payload: DeskWork & { kind: 'learned' }, section: unknown): DeskCommand {
    const learned = this.desk(payload.desk).learned?.[payload.port];
    if (learned === undefined)
      throw new TypeError(`desk ${payload.desk} asked ${payload.port} and takes no answer of it`);
    const { caseId, errand, attempt = 1, ask, answer } = payload;
    return learned({ caseId, errand, attempt, ask, answer, now: this.now(), section }) as DeskCommand;
  }

  private commandOf(work: Work<DeskWork>): DeskCommand | null {
    const { payload } = work;
    switch (payload.kind) {
      case 'command':
        return payload.command;
      case 'heard':
      case 'learned':
        return payload.command ?? null;
      case 'timer': {
        const fires = this.desk(payload.desk).fires;
        if (fires === undefined) throw new TypeError(`desk ${payload.desk} has no timers`);
        return fires(payload.timer, payload.dueAt, this.now()) as DeskCommand;
      }
    }
  }

  private outcome({ work, desk, command }: Decided, before: unknown, events: readonly DeskEvent[]): Outcome {
    const kept: { key: string; data: unknown }[] = [];
    const released: string[] = [];
    const errands: NewErrand[] = [];
    const written: NewEvent[] = [];
    let state = before;
    events.forEach((event, index) => {
      state = this.after(desk, state, event);
      written.push(newEvent(desk, event));
      const caseId = caseOf(work.stream);
      const held = desk.holds?.(event, state, caseId);
      if (held?.keep !== undefined) kept.push(...held.keep);
      if (held?.release !== undefined) released.push(...held.release);
      for (const request of desk.errands?.(event, state, caseId) ?? []) {
        errands.push(this.errand(work, request, index));
      }
    });
    const timers = timerChanges(desk, before, state);
    const answer = doorAnswer(work, desk, state);
    const secret = secretChange(desk, command, before, state);
    return {
      events: written,
      ...(answer === undefined ? {} : { answer }),
      // without a tag nobody can ask again for the same thing: its answer is not worth a row
      ...(work.tag === undefined ? { keepAnswer: false as const } : {}),
      ...secret,
      ...(kept.length === 0 ? {} : { keepClaims: kept }),
      ...(released.length === 0 ? {} : { releaseClaims: released }),
      ...(errands.length === 0 ? {} : { errands }),
      ...(desk.asksNoMore?.(state) === true ? { dropQuestions: true as const } : {}),
      ...(timers.length === 0 ? {} : { timers }),
    };
  }

  private errand(work: Work<DeskWork>, request: ErrandRequest, index: number): NewErrand {
    const nature = this.natures.get(request.port);
    if (nature === undefined) throw new TypeError(`${this.department.name} has no port ${request.port}`);
    const { port, ask, sealed } = request;
    return {
      id: [work.stream, work.cause, String(index), port, ...(request.name === undefined ? [] : [request.name])].join(
        '|',
      ),
      port,
      nature,
      payload: packErrand({ desk: work.payload.desk, caseId: caseOf(work.stream), ask, sealed, trace: work.trace }),
    };
  }
}

/** Under the lock, with the state: may this actor do this to this case? Roles alone were asked for at the door. */
function barredAt(desk: AnyDesk, payload: DeskWork, state: unknown): (DoorAnswer & { kind: 'rejected' }) | null {
  if (payload.kind !== 'command' || payload.actor === undefined || payload.door === undefined) return null;
  const { action = null, meets = [] } = desk.doors?.[payload.door] ?? {};
  const belonging = desk.belonging?.(state, payload.command) ?? null;
  if (action === null || belonging === null) return null;
  if (permissionFor(payload.actor, action, belonging, meets) !== null) return null;
  return { kind: 'rejected', code: NOT_PERMITTED, text: notPermitted(action) };
}

function newEvent(desk: AnyDesk, event: DeskEvent): NewEvent {
  const table = desk.audience as Readonly<Record<string, string | ((e: DeskEvent) => string)>>;
  const entry = Object.hasOwn(table, event.type) ? table[event.type] : undefined;
  const audience = typeof entry === 'function' ? entry(event) : (entry ?? null);
  return { type: event.type, audience, at: event.at, body: encodeEvent(event) };
}

/** Nothing where nothing changes; a secret that is `null` is gone for ever. */
function secretChange(
  desk: AnyDesk,
  command: DeskCommand,
  before: unknown,
  after: unknown,
): Pick<Outcome, 'secret' | 'replacesSecret'> {
  if (desk.secret === undefined) return {};
  const [was, is] = [desk.secret.print(before), desk.secret.print(after)];
  if (was === is) return {};
  if (is === null) return { secret: null };
  const replaces = was !== null && desk.secret.replaceable === true;
  return { secret: desk.secret.of(command), ...(replaces ? { replacesSecret: true } : {}) };
}

function timerChanges(desk: AnyDesk, before: unknown, after: unknown): TimerChange[] {
  if (desk.timers === undefined || before === after) return [];
  const was: Readonly<Record<string, number>> = desk.timers(before);
  const wanted: Readonly<Record<string, number>> = desk.timers(after);
  const changes: TimerChange[] = [];
  for (const [kind, dueAt] of Object.entries(wanted)) {
    if (was[kind] !== dueAt) changes.push({ kind, dueAt, deadline: desk.deadlines?.includes(kind) === true });
  }
  for (const kind of Object.keys(was)) if (!(kind in wanted)) changes.push({ kind, dueAt: null });
  return changes;
}

function doorAnswer(work: Work<DeskWork>, desk: AnyDesk, state: unknown): Uint8Array | undefined {
  if (work.payload.kind !== 'command') return undefined;
  const door = work.payload.door === undefined ? undefined : desk.doors?.[work.payload.door];
  return answerBytes({ kind: 'done', answer: door?.answer?.(state) ?? null });
}

const answerBytes = (answer: DoorAnswer): Uint8Array => Buffer.from(JSON.stringify(answer), 'utf8');

/** A view into a received buffer keeps the whole buffer alive; what is kept is copied. */
const copy = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes);

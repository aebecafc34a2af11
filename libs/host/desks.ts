import { randomUUID } from 'node:crypto';
import { betweenDepartments, permissionsOf, type Actor } from '@yichuang/contracts';
import { canonicalTag, type EventStore, type StoredEvent, type WorkAnswer } from '@yichuang/event-store';
import { evolve } from '@yichuang/kernel';
import { decodeEvent } from './codec.js';
import { caseOf, deskOf, streamOf, type DeskHandler, type DeskWork, type DoorAnswer } from './desk-handler.js';
import type { DeskCommand, DeskEvent } from './desk.js';
import type { DomainClock } from './domain-clock.js';
import { NOT_PERMITTED } from './permitted.js';
import { Problem } from './problem.js';
import { currentTrace } from './tracing.js';
import { READ_WAIT_MILLIS } from './limits.js';

export interface Sent {
  readonly answer: unknown;
  /** `shard:position` of the last public event: a read may wait for it. */
  readonly position: string;
  readonly repeated: boolean;
}

/** What doors and modules of a service use of its desks: send a command, read a stream. */
export class Desks {
  constructor(
    private readonly store: EventStore<DeskWork, unknown>,
    private readonly handler: DeskHandler,
    private readonly clock: DomainClock,
    private readonly tagKey: Buffer,
  ) {}

  /**
   * @param options.key idempotency key; the same key and input give the first answer again, another input 422
   * @throws Problem 409 when the desk rejects the command
   */
  async send(
    desk: string,
    caseId: string,
    command: DeskCommand,
    options: {
      readonly key?: string;
      readonly input?: unknown;
      readonly door?: string;
      /** Who asks for it, if a person does: his reach is judged with the state, under the lock. */
      readonly actor?: Actor;
    } = {},
  ): Promise<Sent> {
    const trace = currentTrace();
    const answered = await this.store.submit({
      ...(trace === undefined ? {} : { trace }),
      stream: streamOf(desk, caseId),
      caseId,
      cause: options.key ?? randomUUID(),
      ...(options.input === undefined ? {} : { tag: canonicalTag(this.tagKey, options.input) }),
      origin: { kind: 'command' },
      payload: {
        kind: 'command',
        desk,
        command,
        ...(options.door === undefined ? {} : { door: options.door }),
        ...(options.actor === undefined ? {} : { actor: options.actor }),
      },
    });
    return this.said(answered);
  }

  /**
   * Through a desk's own door: its schema has judged `input` already.
   *
   * @param said.tagged what a repetition under the same key must be equal to
   */
  async knock(
    desk: string,
    name: string,
    caseId: string,
    {
      input,
      key,
      tagged,
      actor,
    }: { readonly input: unknown; readonly key: string; readonly tagged: unknown; readonly actor: Actor },
  ): Promise<Sent> {
    const door = this.handler.desk(desk).doors?.[name];
    if (door === undefined) throw new TypeError(`desk ${desk} has no door ${name}`);
    const command = door.command(input, { caseId, now: this.clock.now(), actor }) as DeskCommand;
    return this.send(desk, caseId, command, { key, input: tagged, door: name, actor });
  }

  /** The desk's events of a case, oldest first, up to an instant of domain time. */
  async events(desk: string, caseId: string, untilAt?: number): Promise<readonly StoredEvent[]> {
    return this.store.readStream(streamOf(desk, caseId), untilAt === undefined ? {} : { untilAt });
  }

  /** State of a desk's stream, now or at an earlier instant; the version is 0 when there is nothing. */
  async state(
    desk: string,
    caseId: string,
    untilAt?: number,
  ): Promise<{ readonly state: unknown; readonly version: number }> {
    const events = await this.events(desk, caseId, untilAt);
    return { state: this.folded(desk, events), version: events.length };
  }

  /** States of a desk's streams of several cases now, in their order, by one read. */
  async states(desk: string, caseIds: readonly string[]): Promise<readonly unknown[]> {
    const events = await this.store.readStreams(caseIds.map((caseId) => streamOf(desk, caseId)));
    return caseIds.map((caseId) => this.folded(desk, events.get(streamOf(desk, caseId)) ?? []));
  }

  private folded(desk: string, events: readonly StoredEvent[]): unknown {
    const { decider } = this.handler.desk(desk);
    let state: unknown = decider.initial;
    for (const event of events) state = evolve(decider, state, decodeEvent(event));
    return state;
  }

  /** What a desk keeps beside its streams, by case; a case without it is missing. */
  async secrets(desk: string, caseIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const kept = await this.store.secrets(caseIds.map((caseId) => streamOf(desk, caseId)));
    return new Map([...kept].map(([stream, secret]) => [caseOf(stream), secret]));
  }

  /** Every event of a case in this service, as it may be shown to him: ciphertext left out, and what is not for him. */
  async shown(caseId: string, actor: Actor): Promise<readonly ShownEvent[]> {
    const ownOnly = permissionsOf(actor, 'case.events').every(({ reach }) => reach === 'own');
    const events = await this.store.eventsOfCase(caseId);
    return events.map((stored) => {
      const { type, at, sealed, ...data } = decodeEvent(stored) as DeskEvent & Record<string, unknown>;
      const { shard, position, stream, version, audience, recordedAt, cause } = stored;
      return {
        desk: deskOf(stream),
        type,
        at,
        recordedAt,
        shard,
        position,
        version,
        audience,
        cause,
        data: {
          ...data,
          ...hidden(ownOnly ? betweenDepartments[type] : []),
          ...(sealed === undefined ? {} : hidden(['sealed'])),
        },
      };
    });
  }

  /** Waits until this service's store has come to the position a write answered with. */
  async waitFor(position: string): Promise<void> {
    const [shard, place] = position.split(':').map(Number);
    if (!Number.isInteger(shard) || !Number.isInteger(place)) {
      throw new Problem(400, 'BAD_POSITION', { 'zh-CN': '位置参数无效', en: 'the position is not shard:position' });
    }
    const reached = await this.store.waitForPosition(shard as number, place as number, READ_WAIT_MILLIS);
    if (!reached) {
      throw new Problem(
        503,
        'NOT_THERE_YET',
        { 'zh-CN': '数据尚未到达，请稍后再试', en: 'not there yet; try again' },
        { retryAfterSeconds: 1 },
      );
    }
  }

  private said(answered: WorkAnswer): Sent {
    const said =
      answered.answer === null
        ? ({ kind: 'done', answer: null } as const)
        : (JSON.parse(Buffer.from(answered.answer).toString('utf8')) as DoorAnswer);
    if (said.kind === 'rejected') throw new Problem(said.code === NOT_PERMITTED ? 403 : 409, said.code, said.text);
    return {
      answer: said.answer,
      position: `${String(answered.shard)}:${String(answered.position)}`,
      repeated: answered.outcome === 'repeated',
    };
  }
}

export interface ShownEvent {
  readonly desk: string;
  readonly type: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly shard: number;
  readonly position: number;
  readonly version: number;
  readonly audience: string | null;
  readonly cause: string;
  readonly data: unknown;
}

const hidden = (fields: readonly string[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.map((field) => [field, '***']));

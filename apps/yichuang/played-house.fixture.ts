import { createHmac } from 'node:crypto';
import * as departments from '@yichuang/departments';
import type { Actor } from '@yichuang/contracts';
import type { AnyDesk, Department, DeskCommand, DeskEvent } from '@yichuang/host';
import { decide, evolve, type Decider } from '@yichuang/kernel';
import { orchestrator } from '@yichuang/orchestrator';

type Desk = Omit<AnyDesk, 'decider'> & { readonly decider: Decider<DeskCommand, unknown, DeskEvent> };
interface Claim {
  readonly key: string;
  readonly stream: string;
  readonly data: unknown;
}
interface Said {
  readonly service: string;
  readonly desk: string;
  readonly event: DeskEvent;
}
interface Stop {
  readonly service: Department;
  readonly desk: Desk;
  readonly caseId: string;
}

const services: readonly Department[] = [orchestrator, ...Object.values<Department>(departments)];
const TURNS_MAX = 2_000;

/**
 * The orchestrator and the departments with their simulators, played without a process or a database: every desk's own
 * doors, ears, claims, errands and timers, in the order in which a stream would bring them. Time stands where it is put.
 */
export class PlayedHouse {
  readonly said: Said[] = [];
  now = 0;
  private readonly states = new Map<string, unknown>();
  private readonly claims = new Map<string, Claim>();
  private readonly ledgers = new Map<string, { effect: string; caseId: string }[]>();
  private readonly waiting: (() => void)[] = [];

  /**
   * @param sections the plain section of each department: whoever may open a sealed one gets it.
   * @param serials how many numbers each ledger of the outside has given out before.
   */
  constructor(
    private readonly sections: Readonly<Record<string, unknown>>,
    private readonly serials: Record<string, number> = {},
  ) {}

  /** Through a door, its schema first; then whatever follows at once. @throws Error with the code of a rejection */
  knock(at: string, door: string, body: unknown, actor: Actor): void {
    const [serviceName, deskName, caseId] = at.split('/') as [string, string, string];
    const service = services.find(({ name }) => name === serviceName);
    const desk = service?.desks.find(({ name }) => name === deskName) as Desk | undefined;
    const opened = desk?.doors?.[door];
    if (service === undefined || desk === undefined || opened === undefined) throw new Error(`no door ${at} ${door}`);
    const command = opened.command(opened.schema.parse(body), { caseId, now: this.now, actor }) as DeskCommand;
    this.carryOut({ service, desk, caseId }, command);
    this.settle();
  }

  /** Every timer up to then, each at its own instant. */
  until(then: number): void {
    for (let turns = 0; turns < TURNS_MAX; turns++) {
      const [next] = this.timers()
        .filter(({ dueAt }) => dueAt <= then)
        .sort((a, b) => a.dueAt - b.dueAt);
      if (next === undefined) {
        this.now = then;
        return;
      }
      this.now = Math.max(this.now, next.dueAt);
      const command = next.stop.desk.fires?.(next.kind, next.dueAt, this.now) as DeskCommand;
      this.carryOut(next.stop, command);
      this.settle();
    }
    throw new Error('the timers never end');
  }

  state(service: string, desk: string, caseId: string): unknown {
    return this.states.get(`${service}/${desk}/${caseId}`);
  }

  /** What a service has written, in order. */
  of(service: string, ...types: readonly string[]): readonly DeskEvent[] {
    return this.said
      .filter((one) => one.service === service && (types.length === 0 || types.includes(one.event.type)))
      .map(({ event }) => event);
  }

  private timers() {
    return [...this.states.keys()].flatMap((key) => {
      const [name, deskName, caseId] = key.split('/') as [string, string, string];
      const service = services.find((one) => one.name === name) as Department;
      const desk = service.desks.find((one) => one.name === deskName) as Desk;
      const due = Object.entries((desk.timers?.(this.states.get(key)) ?? {}) as Record<string, number>);
      return due.map(([kind, dueAt]) => ({ stop: { service, desk, caseId }, kind, dueAt }));
    });
  }

  private settle(): void {
    for (let turns = 0; this.waiting.length > 0; turns++) {
      if (turns > TURNS_MAX) throw new Error('they never stop talking');
      this.waiting.shift()?.();
    }
  }

  private carryOut(stop: Stop, given: DeskCommand): void {
    const { service, desk, caseId } = stop;
    const key = `${service.name}/${desk.name}/${caseId}`;
    const stream = `${desk.name}/${caseId}`;
    let state = this.states.has(key) ? this.states.get(key) : desk.decider.initial;
    const keys = desk.claims?.(given, state, caseId) ?? [];
    const held = [...this.claims.values()].filter((one) => keys.includes(one.key) && one.stream !== stream);
    const command = keys.length === 0 ? given : { ...given, holders: held };
    const decision = decide(desk.decider, command, state);
    if (decision.kind === 'rejection') throw new Error(decision.code);
    for (const event of decision.events) {
      state = evolve(desk.decider, state, event);
      this.states.set(key, state);
      this.said.push({ service: service.name, desk: desk.name, event });
      const { keep = [], release = [] } = desk.holds?.(event, state, caseId) ?? {};
      for (const one of release) this.claims.delete(`${one} ${stream}`);
      for (const one of keep) this.claims.set(`${one.key} ${stream}`, { ...one, stream });
      for (const { port, ask } of desk.errands?.(event, state, caseId) ?? [])
        this.waiting.push(() => {
          this.errand(stop, port, ask);
        });
      this.publish(stop, event);
    }
  }

  private errand(stop: Stop, port: string, ask: unknown): void {
    const { service, desk, caseId } = stop;
    const simulator = service.simulators?.find(({ name }) => name === port);
    if (simulator === undefined) throw new Error(`${service.name} has no simulator of ${port}`);
    const tag = (value: string): string => createHmac('sha256', 'test').update(value).digest('hex');
    const section = this.sections[service.name] ?? null;
    const name = simulator.ledger ?? port;
    const ledger = this.ledgers.get(name) ?? [];
    const looks = simulator.looks?.({ ask, section, tag }) ?? [];
    const found = ledger.filter(({ effect }) => looks.includes(effect));
    const serial = (this.serials[name] ?? 0) + 1;
    this.serials[name] = serial;
    const said = simulator.answer({ caseId, ask, section, serial, now: this.now, tag, found });
    const effects = (said.effects ?? []).map((effect) => ({ effect, caseId }));
    this.ledgers.set(name, [...ledger, ...effects]);
    const learned = { caseId, errand: port, ask, answer: said.answer, now: this.now, section };
    this.carryOut(stop, desk.learned?.[port]?.(learned) as DeskCommand);
  }

  private publish({ service, desk, caseId }: Stop, event: DeskEvent): void {
    const named = desk.audience[event.type];
    const audience = typeof named === 'function' ? (named as (event: DeskEvent) => string)(event) : named;
    if (audience === undefined) return;
    const { sealed, type, at, ...body } = event;
    for (const other of services) {
      if (audience !== '*' && audience !== other.name) continue;
      for (const ear of other.desks as readonly Desk[]) {
        const hearing = ear.hears[type];
        if (hearing === undefined || (hearing.from !== null && hearing.from !== service.name)) continue;
        this.waiting.push(() => {
          const heard = { type, source: service.name, caseId, at, now: this.now, sealed };
          const section = sealed === undefined ? null : (this.sections[other.name] ?? null);
          const command = hearing.command(
            { ...heard, body: hearing.schema.parse(body) },
            section,
          ) as DeskCommand | null;
          if (command !== null) this.carryOut({ service: other, desk: ear, caseId }, command);
        });
      }
    }
  }
}

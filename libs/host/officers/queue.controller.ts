import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import type { DataSource } from 'typeorm';
import { Asks } from '../asks.js';
import type { Department } from '../department.js';
import { Desks } from '../desks.js';
import type { DomainClock } from '../domain-clock.js';
import { faultsOfZod } from '../faults.js';
import { badInput } from '../problem.js';
import { SignedIn } from '../service-guard.js';
import { CLOCK, DATA_SOURCE, DEPARTMENT } from '../tokens.js';
import { CONSULTATION_DESK } from './consultation-desk.js';
import { listQueue, queueQuery, queueTables, type QueueItem, type QueuePage } from './queue.js';
import type { Officed } from './with-officers.js';

/** One case at the desks of a department, for whoever wants to act on it. */
export interface QueuedCase {
  readonly items: readonly QueueItem[];
  /** Every desk at which officers work. */
  readonly desks: readonly string[];
  /** Those of them at which they have acted in this case. */
  readonly acted: readonly string[];
  /** The department was asked by another, and has not answered. */
  readonly asked: boolean;
}

/** 待办 of a department: what rules could not tell and a person must. Officers act through the doors of the desks. */
@Controller('queue')
export class QueueController {
  constructor(
    @Inject(DATA_SOURCE) private readonly registers: DataSource,
    @Inject(DEPARTMENT) private readonly department: Department,
    @Inject(Desks) private readonly desks: Desks,
    @Inject(CLOCK) private readonly clock: DomainClock,
  ) {}

  @Asks('queue.read')
  @Get()
  async list(@Query() query: unknown, @SignedIn() actor: Actor): Promise<QueuePage> {
    const parsed = queueQuery.safeParse(query);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const { after } = parsed.data;
    if (after !== undefined) await this.desks.waitFor(after);
    return listQueue(this.registers, this.asked(actor), parsed.data);
  }

  @Asks('queue.read')
  @Get(':caseId')
  async find(@Param('caseId') caseId: string, @SignedIn() actor: Actor): Promise<QueuedCase> {
    const listed = await listQueue(this.registers, this.asked(actor), { caseId });
    const desks = this.department.desks
      .filter((desk) => queueTables({ ...this.department, desks: [desk] }).length > 0)
      .map(({ name }) => name)
      // what others ask has a door of its own, and nobody decides anything there
      .filter((name) => name !== CONSULTATION_DESK);
    const items = listed.items.filter(({ desk }) => desks.includes(desk));
    const asked = listed.items.some(({ desk }) => desk === CONSULTATION_DESK);
    const states = await Promise.all(desks.map((name) => this.desks.state(name, caseId)));
    const acted = desks.filter((_name, index) => hasActed(states[index]?.state));
    return { items, desks, acted, asked };
  }

  private asked(actor: Actor) {
    return { actor, now: this.clock.now(), department: this.department };
  }
}

const hasActed = (state: unknown): boolean => (state as Officed<unknown>).officers.done.length > 0;

import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Asks } from './asks.js';
import type { EventStore, ParkedCase, RetryOutcome } from '@yichuang/event-store';
import { text } from '@yichuang/kernel';
import { z } from 'zod';
import type { DeskWork } from './desk-handler.js';
import { faultsOfZod } from './faults.js';
import { badInput, Problem } from './problem.js';
import { shownParked, type ShownParked } from './shown-parked.js';
import { STORE } from './tokens.js';

const resolution = z.strictObject({ reason: z.string().trim().min(1).max(500) });

interface Handled {
  readonly caseId: string;
  readonly outcome: RetryOutcome;
}

/** Parked cases of this service, as an operator handles them. */
@Controller('parked')
export class ParkedController {
  constructor(@Inject(STORE) private readonly store: EventStore<DeskWork, unknown>) {}

  @Asks('parked.read')
  @Get()
  async list(): Promise<readonly ParkedCase[]> {
    return this.store.parked.list();
  }

  /** For the mark a case bears in every list and reading: no more is told than that it stands here, since when and why. */
  @Asks('nobody')
  @Get('marks')
  async marks(): Promise<readonly Pick<ParkedCase, 'caseId' | 'parkedAt' | 'reason'>[]> {
    const all = await this.store.parked.list();
    return all.map(({ caseId, parkedAt, reason }) => ({ caseId, parkedAt, reason }));
  }

  @Asks('parked.read')
  @Get(':caseId')
  async show(@Param('caseId') caseId: string): Promise<ShownParked> {
    const found = await this.store.parked.show(caseId);
    if (found === null) throw notParked();
    return shownParked(found);
  }

  @Asks('parked.retry')
  @Post(':caseId/retry')
  async retry(@Param('caseId') caseId: string): Promise<Handled> {
    return handled(caseId, await this.store.parked.retry(caseId));
  }

  @Asks('parked.resolve')
  @Post(':caseId/resolve')
  async resolve(@Param('caseId') caseId: string, @Body() body: unknown): Promise<Handled> {
    const parsed = resolution.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    return handled(caseId, await this.store.parked.resolve(caseId, parsed.data.reason));
  }
}

function handled(caseId: string, outcome: RetryOutcome): Handled {
  if (outcome.outcome === 'none') throw notParked();
  return { caseId, outcome };
}

const notParked = (): Problem =>
  new Problem(404, 'NOT_PARKED', text('该部门没有挂起这个办件', 'this case is not parked at this department'));

import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import type { EventStore, ParkedCase } from '@yichuang/event-store';
import { z } from 'zod';
import type { Department } from './department.js';
import { DeskHandler, type DeskWork } from './desk-handler.js';
import { faultsOfZod } from './faults.js';
import { badInput } from './problem.js';
import { replay, type ReplayReport } from './replay.js';
import { DEPARTMENT, STORE } from './tokens.js';

const resolution = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** What an operator does: parked cases, replay, rebuilding a register. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(STORE) private readonly store: EventStore<DeskWork, unknown>,
    @Inject(DeskHandler) private readonly handler: DeskHandler,
    @Inject(DEPARTMENT) private readonly department: Department,
  ) {}

  @Get('parked')
  async parked(): Promise<readonly ParkedCase[]> {
    return this.store.parked.list();
  }

  @Post('parked/:caseId/retry')
  async retry(@Param('caseId') caseId: string): Promise<{ caseId: string; outcome: unknown }> {
    return { caseId, outcome: await this.store.parked.retry(caseId) };
  }

  @Post('parked/:caseId/resolve')
  async resolve(@Param('caseId') caseId: string, @Body() body: unknown): Promise<{ caseId: string; outcome: unknown }> {
    const parsed = resolution.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    return { caseId, outcome: await this.store.parked.resolve(caseId, parsed.data.reason) };
  }

  @Post('registers/:name/rebuild')
  async rebuild(@Param('name') name: string): Promise<{ register: string; rebuilt: unknown }> {
    return { register: name, rebuilt: await this.store.rebuildRegister(name) };
  }

  @Get('replay')
  async replay(): Promise<ReplayReport> {
    return replay(this.department, this.store, this.handler);
  }
}

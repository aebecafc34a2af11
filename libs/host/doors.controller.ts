import { Body, Controller, Get, Headers, Inject, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { text } from '@yichuang/kernel';
import type { Department } from './department.js';
import { Desks, type Sent, type ShownEvent } from './desks.js';
import { faultsOfZod } from './faults.js';
import { badInput, notFound, Problem } from './problem.js';
import { SignedIn } from './service-guard.js';
import { Asks } from './asks.js';
import { DEPARTMENT } from './tokens.js';

/** The doors of the desks, the same way at every service: commands in, events of a case out. */
@Controller()
export class DoorsController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(DEPARTMENT) private readonly department: Department,
  ) {}

  @Asks('door')
  @Post('desks/:desk/cases/:caseId/:door')
  async knock(
    @Param() { desk, caseId, door }: { desk: string; caseId: string; door: string },
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
    @SignedIn() actor: Actor,
  ): Promise<Sent> {
    const found = this.department.desks.find((one) => one.name === desk)?.doors?.[door];
    if (found === undefined || found.action === null) throw notFound(text('没有这个办理入口', 'there is no such door'));
    if (key === undefined || key === '') {
      throw new Problem(
        400,
        'IDEMPOTENCY_KEY_MISSING',
        text('缺少 Idempotency-Key 请求头', 'the header Idempotency-Key is missing'),
      );
    }
    const { tagged, ...input } = (body ?? {}) as Record<string, unknown>;
    const parsed = found.schema.safeParse(input);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    return this.desks.knock(desk, door, caseId, {
      input: parsed.data,
      key,
      tagged: tagged ?? input,
      actor,
    });
  }

  @Asks('case.events')
  @Get('cases/:caseId/events')
  async events(
    @Param('caseId') caseId: string,
    @Query('after') after: string | undefined,
    @SignedIn() actor: Actor,
  ): Promise<readonly ShownEvent[]> {
    if (after !== undefined) await this.desks.waitFor(after);
    return this.desks.shown(caseId, actor);
  }
}

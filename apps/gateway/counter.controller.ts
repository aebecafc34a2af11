import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, SignedIn } from '@yichuang/host';
import type { FastifyReply } from 'fastify';
import { checkedId } from './case-id.js';
import { CONSENT_VERSION, type HandingIn } from './consent.js';
import { Counter } from './counter.js';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';
import { Intake } from './intake.js';
import { OnBehalf } from './on-behalf.js';

/** The counter: a clerk takes an application for a person who is present and signs it. */
@Controller('api/v1/intake')
export class CounterController {
  constructor(
    @Inject(Intake) private readonly intake: Intake,
    @Inject(Counter) private readonly counter: Counter,
  ) {}

  /** 201 for a new case; 200 for the first answer again. */
  @Asks('case.accept')
  @Post()
  async take(
    @OnBehalf() house: House,
    @Headers() { 'idempotency-key': key, [CONSENT_VERSION]: consentVersion }: HandingIn,
    @Body() body: unknown,
    @SignedIn() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const taking = { clerk: actor.id, idempotencyKey: requiredKey(key), consentVersion };
    const { repeated, ...taken } = await this.counter.take(house, body, taking);
    void reply.status(repeated ? 200 : 201).header('location', `/api/v1/cases/${taken.caseId}`);
    return taken;
  }

  /** 补正: the applicant has come with what was missing, and signs it. */
  @Asks('case.accept')
  @Post(':caseId/correct')
  @HttpCode(200)
  correct(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<object> {
    return this.counter.correct(house, checkedId(caseId), { body, idempotencyKey: requiredKey(key) });
  }

  /** 当场更正 (行政许可法 a.32(3)): the one list of faults while the person is still there; nothing is written. */
  @Asks('case.accept')
  @Post('check')
  @HttpCode(200)
  check(@Body() body: unknown): object {
    return { faults: this.intake.faults(body) };
  }
}

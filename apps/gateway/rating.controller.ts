import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { checkedId } from './case-id.js';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';
import { OnBehalf } from './on-behalf.js';

/** 好差评: once, when all is done, by the person whose case it is. */
@Controller('api/v1/cases/:caseId/rating')
export class RatingController {
  @Asks('case.rate')
  @Post()
  @HttpCode(200)
  async rate(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<object> {
    const path = `/desks/case/cases/${checkedId(caseId)}/rate`;
    const headers = { 'idempotency-key': requiredKey(key) };
    const { answer, position } = await house.orchestrator.post<{ answer: object; position: string }>(
      path,
      body ?? {},
      headers,
    );
    return { caseId, position, ...answer };
  }
}

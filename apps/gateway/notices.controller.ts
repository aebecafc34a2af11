import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { knockAtCase } from './desk-door.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';

/** 一次性告知: what could have been told the first time is told again only with the supervisor's consent. */
@Controller('api/v1/cases/:caseId')
export class NoticesController {
  @Asks('notice.consent')
  @Post('second-notice')
  @HttpCode(200)
  consent(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'consent-to-notice', key, body });
  }
}

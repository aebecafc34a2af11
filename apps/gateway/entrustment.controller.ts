import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { knockAtCase } from './desk-door.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';

/** 委托: the applicant lets another act in his case, or help, and takes it back; the hall says who of it walks it through. */
@Controller('api/v1/cases/:caseId')
export class EntrustmentController {
  @Asks('case.entrust')
  @Post('entrust')
  @HttpCode(200)
  entrust(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'entrust', key, body });
  }

  @Asks('case.entrust')
  @Post('revoke')
  @HttpCode(200)
  revoke(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'revoke', key, body });
  }

  @Asks('case.name-manager')
  @Post('manager')
  @HttpCode(200)
  manager(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'name-manager', key, body });
  }
}

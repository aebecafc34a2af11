import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { knockAtCase } from './desk-door.js';
import { House } from './house.js';

/** 委托: the applicant lets another act in his case, or help, and takes it back. */
@Controller('api/v1/cases/:caseId')
export class EntrustmentController {
  constructor(@Inject(House) private readonly house: House) {}

  @Asks('case.entrust')
  @Post('entrust')
  @HttpCode(200)
  entrust(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'entrust', key, body });
  }

  @Asks('case.entrust')
  @Post('revoke')
  @HttpCode(200)
  revoke(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'revoke', key, body });
  }
}

import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { knockAtCase } from './desk-door.js';
import { House } from './house.js';

/** What people do to the clocks of a case. */
@Controller('api/v1/cases/:caseId')
export class ClocksController {
  constructor(@Inject(House) private readonly house: House) {}

  @Asks('clock.pause')
  @Post('clock/pause')
  @HttpCode(200)
  pause(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'pause', key, body });
  }

  @Asks('clock.pause')
  @Post('clock/resume')
  @HttpCode(200)
  resume(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'resume', key, body });
  }

  @Asks('clock.extend')
  @Post('clock/extend')
  @HttpCode(200)
  extend(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'extend', key, body });
  }

  @Asks('clock.restart')
  @Post('clock/restart')
  @HttpCode(200)
  restart(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'restart', key, body });
  }

  @Asks('clock.declare-outage')
  @Post('outage')
  @HttpCode(200)
  declare(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'declare-outage', key, body });
  }

  @Asks('clock.approve-outage')
  @Post('outage/approve')
  @HttpCode(200)
  approve(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined) {
    return knockAtCase(this.house, { caseId, door: 'approve-outage', key, body: {} });
  }
}

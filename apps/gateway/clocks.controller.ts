import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { knockAtCase } from './desk-door.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';

/** What people do to the clocks of a case. */
@Controller('api/v1/cases/:caseId')
export class ClocksController {
  @Asks('clock.pause')
  @Post('clock/pause')
  @HttpCode(200)
  pause(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'pause', key, body });
  }

  @Asks('clock.pause')
  @Post('clock/resume')
  @HttpCode(200)
  resume(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'resume', key, body });
  }

  @Asks('clock.extend')
  @Post('clock/extend')
  @HttpCode(200)
  extend(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'extend', key, body });
  }

  @Asks('clock.restart')
  @Post('clock/restart')
  @HttpCode(200)
  restart(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'restart', key, body });
  }

  @Asks('clock.declare-outage')
  @Post('outage')
  @HttpCode(200)
  declare(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'declare-outage', key, body });
  }

  @Asks('clock.approve-outage')
  @Post('outage/approve')
  @HttpCode(200)
  approve(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    return knockAtCase(house, { caseId, door: 'approve-outage', key, body: {} });
  }
}

import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { knockAtCase } from './desk-door.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';

/** 容缺受理 and 告知承诺: what is promised instead of a paper, and what becomes of it. */
@Controller('api/v1/cases/:caseId')
export class PromisesController {
  @Asks('case.correct')
  @Post('promise')
  @HttpCode(200)
  promise(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'promise', key, body });
  }

  @Asks('case.correct')
  @Post('supplement')
  @HttpCode(200)
  supply(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'supplement', key, body });
  }

  @Asks('case.correct')
  @Post('commitment')
  @HttpCode(200)
  commit(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'commit', key, body });
  }

  @Asks('step.inspect')
  @Post('commitment/inspect')
  @HttpCode(200)
  inspect(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'inspect-commitment', key, body });
  }

  @Asks('clock.pause')
  @Post('promise/pause')
  @HttpCode(200)
  pause(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'pause-for-papers', key, body });
  }

  @Asks('clock.extend')
  @Post('promise/extend')
  @HttpCode(200)
  extend(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'extend-papers', key, body });
  }
}

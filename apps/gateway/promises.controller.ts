import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { knockAtCase } from './desk-door.js';
import { House } from './house.js';

/** 容缺受理 and 告知承诺: what is promised instead of a paper, and what becomes of it. */
@Controller('api/v1/cases/:caseId')
export class PromisesController {
  constructor(@Inject(House) private readonly house: House) {}

  @Asks('case.correct')
  @Post('promise')
  @HttpCode(200)
  promise(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'promise', key, body });
  }

  @Asks('case.correct')
  @Post('supplement')
  @HttpCode(200)
  supply(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'supplement', key, body });
  }

  @Asks('case.correct')
  @Post('commitment')
  @HttpCode(200)
  commit(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'commit', key, body });
  }

  @Asks('step.inspect')
  @Post('commitment/inspect')
  @HttpCode(200)
  inspect(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'inspect-commitment', key, body });
  }

  @Asks('clock.pause')
  @Post('promise/pause')
  @HttpCode(200)
  pause(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'pause-for-papers', key, body });
  }

  @Asks('clock.extend')
  @Post('promise/extend')
  @HttpCode(200)
  extend(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'extend-papers', key, body });
  }
}

import { Controller, Get, Param, Query } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { privacyOf } from './consent.js';

/** What people are told before their data is taken, and what they may consent to: for anybody to read. */
@Controller('api/v1/matters/:name/consent')
export class ConsentController {
  @Asks('api.read')
  @Get()
  read(@Param('name') name: string, @Query('version') version: string | undefined): object {
    return privacyOf(name, version);
  }
}

import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';

/** 部门考核: how the departments did in the cases that ended in a period. */
@Controller('api/v1')
export class AppraisalsController {
  /** Every case of the period is folded for it: a long period takes its time. */
  @Asks('appraisal.read')
  @Get('appraisal')
  async read(@OnBehalf() house: House, @Query() query: Readonly<Record<string, string>>): Promise<unknown> {
    return house.orchestrator.get(`/appraisal?${new URLSearchParams(query).toString()}`, {}, 'long');
  }

  /** What would have been. Nothing is written, so the same question may be asked again and needs no key. */
  @Asks('appraisal.read')
  @Post('what-if')
  @HttpCode(200)
  async whatIf(@OnBehalf() house: House, @Body() body: unknown): Promise<unknown> {
    return house.orchestrator.post('/what-if', body, {}, 'long');
  }
}

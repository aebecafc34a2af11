import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { House } from './house.js';

/** 部门考核: how the departments did in the cases that ended in a period. */
@Controller('api/v1/appraisal')
export class AppraisalsController {
  constructor(@Inject(House) private readonly house: House) {}

  /** Every case of the period is folded for it: a long period takes its time. */
  @Asks('appraisal.read')
  @Get()
  async read(@Query() query: Readonly<Record<string, string>>): Promise<unknown> {
    return this.house.orchestrator.get(`/appraisal?${new URLSearchParams(query).toString()}`, {}, 'long');
  }
}

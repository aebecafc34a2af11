import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { badInput, DATA_SOURCE, faultsOfZod } from '@yichuang/host';
import type { DataSource } from 'typeorm';
import { among, listCases, listReaders, type CasePage } from './case-list.js';
import { Cases } from './cases.js';
import { instant, position, readQuery } from './query.js';
import { shownCase } from './shown-case.js';
import { shownClocks, shownTimeline } from './shown-clocks.js';
import { shownMinutes } from './shown-minutes.js';

const momentReaders = { at: instant, after: position };
type Query = Readonly<Record<string, unknown>>;

/** Cases as others read them. What changes a case comes through the desk's doors. */
@Controller('cases')
export class CasesController {
  constructor(
    @Inject(Cases) private readonly cases: Cases,
    @Inject(DATA_SOURCE) private readonly registers: DataSource,
  ) {}

  @Get()
  async list(@Query() query: Query): Promise<CasePage> {
    return listCases(this.registers, readQuery(query, listReaders));
  }

  /** The same list, of cases another service has singled out. */
  @Post('among')
  @HttpCode(200)
  async listAmong(@Query() query: Query, @Body() body: unknown): Promise<CasePage> {
    const parsed = among.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    return listCases(this.registers, { ...readQuery(query, listReaders), ids: parsed.data.ids });
  }

  @Get(':caseId')
  async read(@Param('caseId') caseId: string, @Query() query: Query): Promise<object> {
    return shownCase(await this.cases.get(caseId, readQuery(query, momentReaders)));
  }

  @Get(':caseId/timeline')
  async timeline(@Param('caseId') caseId: string, @Query() query: Query): Promise<readonly object[]> {
    return shownTimeline(await this.cases.get(caseId, readQuery(query, momentReaders)));
  }

  @Get(':caseId/clock')
  async clock(@Param('caseId') caseId: string, @Query() query: Query): Promise<object> {
    return shownClocks(await this.cases.get(caseId, readQuery(query, momentReaders)));
  }

  @Get(':caseId/minutes')
  async minutes(@Param('caseId') caseId: string, @Query() query: Query): Promise<object> {
    return shownMinutes(await this.cases.get(caseId, readQuery(query, momentReaders)));
  }
}

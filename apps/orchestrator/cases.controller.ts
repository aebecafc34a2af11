import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Actor, CaseBelonging } from '@yichuang/contracts';
import { Asks, badInput, DATA_SOURCE, faultsOfZod, SignedIn } from '@yichuang/host';
import { clockLeft, type ClockLeft } from '@yichuang/matters';
import type { DataSource } from 'typeorm';
import { among, listCases, listReaders, type CasePage } from './case-list.js';
import { belongingOf, seesOfficers, within } from './case-reach.js';
import { Cases } from './cases.js';
import { clocksAsked } from './clocks-asked.js';
import { instant, position, readQuery } from './query.js';
import { shownCase, shownConsultations } from './shown-case.js';
import { shownDocumentOf } from './shown-document.js';
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

  @Asks('case.list')
  @Get()
  async list(@Query() query: Query, @SignedIn() actor: Actor): Promise<CasePage> {
    return listCases(this.registers, { ...readQuery(query, listReaders), within: within(actor) });
  }

  /** The same list, of cases another service has singled out. */
  @Asks('case.list')
  @Post('among')
  @HttpCode(200)
  async listAmong(@Query() query: Query, @Body() body: unknown, @SignedIn() actor: Actor): Promise<CasePage> {
    const parsed = among.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    return listCases(this.registers, { ...readQuery(query, listReaders), within: within(actor), ids: parsed.data.ids });
  }

  /** For the door, which shows somebody's queue: whose cases he may see was judged where they wait. */
  @Asks('nobody')
  @Post('clocks-left')
  @HttpCode(200)
  async clocksLeft(@Body() body: unknown): Promise<readonly (ClockLeft | null)[]> {
    const parsed = clocksAsked.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    return Promise.all(
      parsed.data.items.map(async ({ caseId, step }) => {
        const { book, state, at } = await this.cases.get(caseId, {});
        return clockLeft(book, state, step, at);
      }),
    );
  }

  @Asks('case.read')
  @Get(':caseId')
  async read(@Param('caseId') caseId: string, @Query() query: Query, @SignedIn() actor: Actor): Promise<object> {
    const found = await this.cases.getFor(actor, 'case.read', caseId, readQuery(query, momentReaders));
    return shownCase(found, seesOfficers(actor, found.book.plan, found.state));
  }

  @Asks('case.read')
  @Get(':caseId/timeline')
  async timeline(
    @Param('caseId') caseId: string,
    @Query() query: Query,
    @SignedIn() actor: Actor,
  ): Promise<readonly object[]> {
    return shownTimeline(await this.cases.getFor(actor, 'case.read', caseId, readQuery(query, momentReaders)));
  }

  @Asks('case.read')
  @Get(':caseId/documents/:number')
  async document(
    @Param('caseId') caseId: string,
    @Param('number') number: string,
    @Query() query: Query,
    @SignedIn() actor: Actor,
  ): Promise<object> {
    const found = await this.cases.getFor(actor, 'case.read', caseId, readQuery(query, momentReaders));
    return shownDocumentOf(found, number);
  }

  @Asks('consultation.read')
  @Get(':caseId/consultations')
  async consultations(
    @Param('caseId') caseId: string,
    @Query() query: Query,
    @SignedIn() actor: Actor,
  ): Promise<readonly object[]> {
    const moment = readQuery(query, momentReaders);
    return shownConsultations(await this.cases.getFor(actor, 'consultation.read', caseId, moment));
  }

  @Asks('clock.read')
  @Get(':caseId/clock')
  async clock(@Param('caseId') caseId: string, @Query() query: Query, @SignedIn() actor: Actor): Promise<object> {
    return shownClocks(await this.cases.getFor(actor, 'clock.read', caseId, readQuery(query, momentReaders)));
  }

  @Asks('clock.read')
  @Get(':caseId/minutes')
  async minutes(@Param('caseId') caseId: string, @Query() query: Query, @SignedIn() actor: Actor): Promise<object> {
    const found = await this.cases.getFor(actor, 'clock.read', caseId, readQuery(query, momentReaders));
    return shownMinutes(found, seesOfficers(actor, found.book.plan, found.state));
  }

  /** Whose a case is, for the door, which judges what it reads of other services. */
  @Asks('nobody')
  @Get(':caseId/belonging')
  async belonging(@Param('caseId') caseId: string): Promise<CaseBelonging> {
    const { book, state } = await this.cases.get(caseId, {});
    return belongingOf(book.plan, state);
  }
}

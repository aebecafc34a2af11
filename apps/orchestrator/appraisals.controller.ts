import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, badInput, DATA_SOURCE, SignedIn } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { formatInstant } from '@yichuang/working-time';
import type { DataSource } from 'typeorm';
import { appraise, shownAppraisal } from './appraisals.js';
import { within } from './case-reach.js';
import { Cases } from './cases.js';
import { date, readQuery, words } from './query.js';

const DAY_MILLIS = 24 * 60 * 60_000;
/** A year of cases takes a minute to fold; more is several questions. */
const DAYS_MAX = 366;

const readers = { from: date, to: date, events: words(40) };

/** 部门考核 over the cases that ended in a period, days included. */
@Controller('appraisal')
export class AppraisalsController {
  constructor(
    @Inject(DATA_SOURCE) private readonly registers: DataSource,
    @Inject(Cases) private readonly cases: Cases,
  ) {}

  @Asks('appraisal.read')
  @Get()
  async read(@Query() query: Readonly<Record<string, unknown>>, @SignedIn() actor: Actor): Promise<object> {
    const { from, to, events } = readQuery(query, readers);
    if (from === undefined || to === undefined || to < from || to - from >= DAYS_MAX * DAY_MILLIS) throw noPeriod();
    const period = { from, to: to + DAY_MILLIS, within: within(actor, 'appraisal.read') };
    const appraisal = await appraise(this.registers, this.cases, period);
    return {
      from: formatInstant(period.from),
      before: formatInstant(period.to),
      ...shownAppraisal(appraisal, events),
    };
  }
}

const noPeriod = () =>
  badInput([
    {
      path: '/from',
      code: 'PERIOD',
      text: text(
        '应给出起止日期（from、to），不超过一年',
        'give the first and the last day (from, to), a year at most',
      ),
    },
  ]);

import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, SignedIn } from '@yichuang/host';
import { formatInstant } from '@yichuang/working-time';
import type { FastifyReply } from 'fastify';
import { checkedId, noSuchCase } from './case-id.js';
import { CaseList, type Page, type Query as QueryValues } from './case-list.js';
import { CONSENT_VERSION, shownTo, type HandingIn } from './consent.js';
import { knockAtCase, toldOf, writtenAtCase } from './desk-door.js';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';
import { Intake } from './intake.js';
import { OnBehalf } from './on-behalf.js';
import { Parked } from './parked.js';
import { Permits } from './permits.js';

interface CaseView {
  readonly caseId: string;
  readonly status: string;
  readonly [more: string]: unknown;
}

/** `/api/v1/cases`: one application in, everything about it out. */
@Controller('api/v1/cases')
export class CasesController {
  constructor(
    @Inject(Intake) private readonly intake: Intake,
    @Inject(CaseList) private readonly cases: CaseList,
    @Inject(Parked) private readonly parked: Parked,
    @Inject(Permits) private readonly permits: Permits,
  ) {}

  /** 201 for a new case; 200 for the first answer again. */
  @Asks('case.submit')
  @Post()
  async create(
    @OnBehalf() house: House,
    @Headers() { 'idempotency-key': key, [CONSENT_VERSION]: shown }: HandingIn,
    @Body() body: unknown,
    @SignedIn() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const idempotencyKey = requiredKey(key);
    const { caseId, application } = await this.intake.take(body, actor.id, idempotencyKey);
    const told = shownTo(application.matter, shown);
    const handedIn = { caseId, door: 'submit', key, body: { ...application, ...told } };
    const written = await writtenAtCase(house, handedIn);
    void reply.status(written.repeated ? 200 : 201).header('location', `/api/v1/cases/${caseId}`);
    return toldOf(caseId, written);
  }

  @Asks('case.list')
  @Get()
  async list(@OnBehalf() house: House, @Query() query: QueryValues): Promise<Page> {
    return this.cases.page(house, query);
  }

  @Asks('case.read')
  @Get(':caseId')
  async read(@OnBehalf() house: House, @Param('caseId') caseId: string, @Query() query: QueryValues): Promise<unknown> {
    const view = await ask<CaseView>(house, caseId, '', query);
    if (query['at'] !== undefined) return view;
    const parked = await this.parked.of(caseId);
    return parked.length === 0 ? view : { ...view, status: 'parked', parked };
  }

  @Asks('case.read')
  @Get(':caseId/timeline')
  async timeline(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Query() query: QueryValues,
  ): Promise<unknown> {
    return ask(house, caseId, '/timeline', query);
  }

  @Asks('consultation.read')
  @Get(':caseId/consultations')
  async consultations(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Query() query: QueryValues,
  ): Promise<unknown> {
    return ask(house, caseId, '/consultations', query);
  }

  @Asks('clock.read')
  @Get(':caseId/clock')
  async clock(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Query() query: QueryValues,
  ): Promise<unknown> {
    return ask(house, caseId, '/clock', query);
  }

  @Asks('clock.read')
  @Get(':caseId/minutes')
  async minutes(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Query() query: QueryValues,
  ): Promise<unknown> {
    return ask(house, caseId, '/minutes', query);
  }

  /** Every event of every service about the case, in the order in which they were recorded; ciphertext masked. */
  @Asks('case.events')
  @Get(':caseId/events')
  async events(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @SignedIn() actor: Actor,
  ): Promise<readonly object[]> {
    await this.permits.check(actor, 'case.events', checkedId(caseId));
    const path = `/cases/${checkedId(caseId)}/events`;
    const all = await house.everywhere((client) => client.get<RecordedEvent[]>(path));
    const events = all.flatMap(([service, own]) => own.map((event) => ({ service, ...event })));
    if (events.length === 0) throw noSuchCase();
    return events
      .sort(
        (a, b) =>
          a.recordedAt - b.recordedAt || a.at - b.at || a.service.localeCompare(b.service) || a.position - b.position,
      )
      .map((event) => ({ ...event, at: formatInstant(event.at), recordedAt: formatInstant(event.recordedAt) }));
  }

  @Asks('case.correct')
  @Post(':caseId/correct')
  @HttpCode(200)
  async correct(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<object> {
    requiredKey(key);
    // Before a key is made for it: nobody makes keys of cases that do not exist.
    await ask(house, caseId, '', {});
    return knockAtCase(house, { caseId, door: 'correct', key, body: await this.intake.correction(caseId, body) });
  }

  @Asks('case.insist')
  @Post(':caseId/insist')
  @HttpCode(200)
  async insist(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<object> {
    return knockAtCase(house, { caseId, door: 'insist', key, body: {} });
  }

  /** 202: market regulation decides it. 409 once the company is registered. */
  @Asks('case.withdraw')
  @Post(':caseId/withdraw')
  @HttpCode(202)
  async withdraw(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<object> {
    return knockAtCase(house, { caseId, door: 'withdraw', key, body: {} });
  }
}

async function ask<T>(house: House, caseId: string, what: string, query: QueryValues): Promise<T> {
  return house.orchestrator.get<T>(`/cases/${checkedId(caseId)}${what}?${new URLSearchParams(query).toString()}`);
}

interface RecordedEvent {
  readonly at: number;
  readonly recordedAt: number;
  readonly position: number;
  readonly type: string;
}

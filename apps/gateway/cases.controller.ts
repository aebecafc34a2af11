import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { FastifyReply } from 'fastify';
import { House } from './house.js';
import { Intake } from './intake.js';
import { Parked } from './parked.js';
import { LOCAL_PRINCIPAL } from './principal.js';

interface Written {
  readonly answer: unknown;
  readonly position: string;
  readonly repeated: boolean;
}

interface CaseView {
  readonly caseId: string;
  readonly status: string;
  readonly [more: string]: unknown;
}

/** Longest name of a key anybody needs; a UUID has 36. */
const KEY_LENGTH_MAX = 200;

/** `/api/v1/cases`: one application in, everything about it out. */
@Controller('api/v1/cases')
export class CasesController {
  constructor(
    @Inject(House) private readonly house: House,
    @Inject(Intake) private readonly intake: Intake,
    @Inject(Parked) private readonly parked: Parked,
  ) {}

  @Post()
  async create(
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const idempotencyKey = required(key);
    const { caseId, application } = await this.intake.take(body, LOCAL_PRINCIPAL, idempotencyKey);
    const written = await this.knock(caseId, 'submit', idempotencyKey, application);
    void reply.status(written.repeated ? 200 : 201).header('location', `/api/v1/cases/${caseId}`);
    return { caseId, position: written.position, ...(written.answer as object | null) };
  }

  @Get()
  async list(@Query() query: Record<string, string>): Promise<unknown> {
    return this.house.orchestrator.get(`/cases?${new URLSearchParams(query).toString()}`);
  }

  @Get(':caseId')
  async read(@Param('caseId') caseId: string, @Query() query: Record<string, string>): Promise<unknown> {
    const view = await this.house.orchestrator.get<CaseView>(
      `/cases/${id(caseId)}?${new URLSearchParams(query).toString()}`,
    );
    if (query['at'] !== undefined) return view;
    const parked = await this.parked.of(caseId);
    return parked.length === 0 ? view : { ...view, status: 'parked', parked };
  }

  @Get(':caseId/timeline')
  async timeline(@Param('caseId') caseId: string, @Query() query: Record<string, string>): Promise<unknown> {
    return this.house.orchestrator.get(`/cases/${id(caseId)}/timeline?${new URLSearchParams(query).toString()}`);
  }

  @Get(':caseId/clock')
  async clock(@Param('caseId') caseId: string, @Query() query: Record<string, string>): Promise<unknown> {
    return this.house.orchestrator.get(`/cases/${id(caseId)}/clock?${new URLSearchParams(query).toString()}`);
  }

  /** Every event of every service about the case, in the order in which they were recorded; ciphertext masked. */
  @Get(':caseId/events')
  async events(@Param('caseId') caseId: string): Promise<readonly object[]> {
    const all = await this.house.everywhere((client) => client.get<RecordedEvent[]>(`/cases/${id(caseId)}/events`));
    const events = all.flatMap(([service, own]) => own.map((event) => ({ service, ...event })));
    if (events.length === 0) throw new Problem(404, 'NO_SUCH_CASE', text('没有这个办件', 'there is no such case'));
    return events.sort(
      (a, b) =>
        a.recordedAt - b.recordedAt || a.at - b.at || a.service.localeCompare(b.service) || a.position - b.position,
    );
  }

  @Post(':caseId/correct')
  @HttpCode(200)
  async correct(
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<object> {
    const idempotencyKey = required(key);
    const { application } = await this.intake.takeAgain(id(caseId), body, LOCAL_PRINCIPAL);
    const { inputs, leftOut, sections, tagged } = application;
    return this.said(
      caseId,
      await this.knock(caseId, 'correct', idempotencyKey, { inputs, leftOut, sections, tagged }),
    );
  }

  @Post(':caseId/insist')
  @HttpCode(200)
  async insist(@Param('caseId') caseId: string, @Headers('idempotency-key') key: string | undefined): Promise<object> {
    return this.said(caseId, await this.knock(caseId, 'insist', required(key), {}));
  }

  @Post(':caseId/withdraw')
  @HttpCode(202)
  async withdraw(
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<object> {
    return this.said(caseId, await this.knock(caseId, 'withdraw', required(key), {}));
  }

  private async knock(caseId: string, door: string, key: string, body: object): Promise<Written> {
    return this.house.orchestrator.post<Written>(`/desks/case/cases/${id(caseId)}/${door}`, body, {
      'idempotency-key': key,
    });
  }

  private said(caseId: string, { answer, position }: Written): object {
    return { caseId, position, ...(answer as object | null) };
  }
}

interface RecordedEvent {
  readonly at: number;
  readonly recordedAt: number;
  readonly position: number;
  readonly type: string;
}

/** Ids of ours hold no character that a path gives a meaning to; whatever else is asked for does not exist. */
function id(caseId: string): string {
  if (!/^[0-9a-z]{1,64}$/.test(caseId))
    throw new Problem(404, 'NO_SUCH_CASE', text('没有这个办件', 'there is no such case'));
  return caseId;
}

function required(key: string | undefined): string {
  if (key !== undefined && key !== '' && key.length <= KEY_LENGTH_MAX) return key;
  throw new Problem(
    400,
    'IDEMPOTENCY_KEY_MISSING',
    text(
      '缺少 Idempotency-Key 请求头（不超过 200 个字符）',
      'the header Idempotency-Key is missing (at most 200 characters)',
    ),
  );
}

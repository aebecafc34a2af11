import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { departmentName } from '@yichuang/contracts';
import {
  ANSWER_DOOR,
  Asks,
  badInput,
  CONSULTATION_DESK,
  type ClientOnBehalf,
  type OfficerAct,
  type QueuedQuestion,
  type QueuePage,
} from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { ClockLeft } from '@yichuang/matters';
import { formatInstant } from '@yichuang/working-time';
import { checkedId } from './case-id.js';
import type { House } from './house.js';
import { deskOf } from './desk-of.js';
import { requiredKey } from './idempotency-key.js';
import { namedService } from './named-service.js';
import { OnBehalf } from './on-behalf.js';

interface Item {
  readonly department: string;
  readonly caseId: string;
}

/** What a desk says after an act. */
interface Acted {
  readonly answer: { readonly claimUntil: number | null; readonly questions: readonly QueuedQuestion[] };
  readonly position: string;
}
interface Answered {
  readonly answer: object;
  readonly position: string;
}

/** 待办: what waits for a person at a department, and what officers do about it. The department judges who may. */
@Controller('api/v1/queue')
export class QueueController {
  @Asks('queue.read')
  @Get(':department')
  async list(
    @OnBehalf() house: House,
    @Param('department') department: string,
    @Query() query: Readonly<Record<string, string>>,
  ): Promise<object> {
    const path = `/queue?${new URLSearchParams(query).toString()}`;
    const { items, next } = await at(house, department).get<QueuePage>(path);
    const asked = items.map(({ caseId, step }) => ({ caseId, step }));
    const clocks =
      asked.length === 0
        ? []
        : await house.orchestrator.post<readonly (ClockLeft | null)[]>('/cases/clocks-left', { items: asked });
    return { items: items.map((item, index) => shown(item, clocks[index] ?? null)), next };
  }

  @Asks('queue.claim')
  @Post(':department/:caseId/claim')
  @HttpCode(200)
  claim(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'claim', item, key, body);
  }

  @Asks('queue.claim')
  @Post(':department/:caseId/release')
  @HttpCode(200)
  release(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'release', item, key, body);
  }

  @Asks('queue.claim')
  @Post(':department/:caseId/hand-over')
  @HttpCode(200)
  handOver(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'hand-over', item, key, body);
  }

  @Asks('queue.assign')
  @Post(':department/:caseId/assign')
  @HttpCode(200)
  assign(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'assign', item, key, body);
  }

  @Asks('step.recommend')
  @Post(':department/:caseId/recommend')
  @HttpCode(200)
  recommend(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'recommend', item, key, body);
  }

  @Asks('step.decide')
  @Post(':department/:caseId/decide')
  @HttpCode(200)
  decide(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'decide', item, key, body);
  }

  @Asks('step.override')
  @Post(':department/:caseId/override')
  @HttpCode(200)
  override(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'override', item, key, body);
  }

  @Asks('step.inspect')
  @Post(':department/:caseId/inspect')
  @HttpCode(200)
  inspect(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'inspect', item, key, body);
  }

  @Asks('step.consult')
  @Post(':department/:caseId/consult')
  @HttpCode(200)
  consult(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'consult', item, key, body);
  }

  @Asks('step.consult')
  @Post(':department/:caseId/withdraw-question')
  @HttpCode(200)
  withdrawQuestion(
    @OnBehalf() house: House,
    @Param() item: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    return act(house, 'withdraw-question', item, key, body);
  }

  @Asks('consultation.answer')
  @Post(':department/:caseId/answer-question')
  @HttpCode(200)
  async answerQuestion(
    @OnBehalf() house: House,
    @Param() { department, caseId }: Item,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ) {
    const headers = { 'idempotency-key': requiredKey(key) };
    const path = `/desks/${CONSULTATION_DESK}/cases/${checkedId(caseId)}/${ANSWER_DOOR}`;
    const { answer, position } = await at(house, department).post<Answered>(path, body ?? {}, headers);
    return { caseId, position, ...answer };
  }
}

async function act(
  house: House,
  act: OfficerAct,
  { department, caseId }: Item,
  key: string | undefined,
  body: unknown,
) {
  const idempotencyKey = requiredKey(key);
  const id = checkedId(caseId);
  const client = at(house, department);
  const { desk: named, ...input } = (body ?? {}) as Record<string, unknown>;
  const desk = named === undefined ? await deskOf(client, id, act) : checkedDesk(named);
  const { answer, position } = await client.post<Acted>(`/desks/${desk}/cases/${id}/${act}`, input, {
    'idempotency-key': idempotencyKey,
  });
  const { claimUntil, questions } = answer;
  return {
    caseId,
    desk,
    position,
    ...answer,
    claimUntil: whenOrNull(claimUntil),
    questions: questions.map(shownQuestion),
  };
}

/** @throws Problem 404 when no department has this name */
function at(house: House, department: string): ClientOnBehalf {
  const name = departmentName.safeParse(department);
  return namedService(house, name.success ? name.data : '');
}

function checkedDesk(named: unknown): string {
  if (typeof named === 'string' && /^[a-z-]{1,40}$/.test(named)) return named;
  const said = text('没有这个经办台', 'there is no such desk');
  throw badInput([{ path: '/desk', code: 'NO_SUCH_DESK', text: said }]);
}

const whenOrNull = (at: number | null): string | null => (at === null ? null : formatInstant(at));

function shown(
  { findings, waitsSince, claimUntil, questions, sentBack, ...item }: QueuePage['items'][number],
  left: ClockLeft | null,
): object {
  return {
    ...item,
    waitsSince: formatInstant(waitsSince),
    why: findings,
    clock: left === null ? null : { ...left, dueAt: whenOrNull(left.dueAt) },
    claimUntil: whenOrNull(claimUntil),
    questions: questions.map(shownQuestion),
    sentBack: sentBack === null ? null : { ...sentBack, at: formatInstant(sentBack.at) },
  };
}

const shownQuestion = ({ askedAt, dueAt, ...question }: QueuedQuestion): object => ({
  ...question,
  askedAt: formatInstant(askedAt),
  dueAt: whenOrNull(dueAt),
});

import { Controller, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { NOTIFIER, type Actor } from '@yichuang/contracts';
import { Asks, SignedIn, type ClientOnBehalf } from '@yichuang/host';
import { checkedId } from './case-id.js';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';
import { OnBehalf } from './on-behalf.js';
import { Permits } from './permits.js';

/** What the applicant was told of a case, on which ways, and that he has read it. */
@Controller('api/v1/cases/:caseId/notifications')
export class NotificationsController {
  constructor(@Inject(Permits) private readonly permits: Permits) {}

  @Asks('notification.read')
  @Get()
  async list(@OnBehalf() house: House, @Param('caseId') caseId: string, @SignedIn() actor: Actor): Promise<unknown> {
    await this.permits.check(actor, 'notification.read', checkedId(caseId));
    return notifierOf(house).get(`/cases/${checkedId(caseId)}/notifications`);
  }

  /** Recorded once, when it is his own; whoever else reads it has served nothing. */
  @Asks('notification.read')
  @Post(':about/opened')
  @HttpCode(200)
  async opened(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Param('about') about: string,
    @Headers('idempotency-key') key: string | undefined,
    @SignedIn() actor: Actor,
  ): Promise<object> {
    const idempotencyKey = requiredKey(key);
    await this.permits.check(actor, 'notification.read', checkedId(caseId));
    const path = `/desks/notification/cases/${checkedId(caseId)}/opened`;
    const headers = { 'idempotency-key': idempotencyKey };
    const { answer } = await notifierOf(house).post<{ answer: { about: string; opened: object | null }[] }>(
      path,
      { about },
      headers,
    );
    return { caseId, about, opened: answer.find((one) => one.about === about)?.opened ?? null };
  }
}

function notifierOf({ services }: House): ClientOnBehalf {
  const client = services.get(NOTIFIER);
  if (client === undefined) throw new TypeError('the settings of the gateway name no notifier');
  return client;
}

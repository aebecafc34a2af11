import { Body, Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { Asks, notFound, Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';
import { OnBehalf } from './on-behalf.js';

/** The one calendar of all halls; see the orchestrator's desk. */
const DESK = '/desks/calendar/cases/national';
const VERSION = /^\d{4}\.\d{1,4}$/;

/** 工作日历管理: the yearly notice is proposed by one and published by another. */
@Controller('api/v1/calendars')
export class CalendarsController {
  @Asks('calendar.read')
  @Get()
  list(@OnBehalf() house: House): Promise<unknown> {
    return house.orchestrator.get('/calendars');
  }

  @Asks('calendar.read')
  @Get(':version')
  read(@OnBehalf() house: House, @Param('version') version: string): Promise<unknown> {
    return house.orchestrator.get(`/calendars/${checked(version)}`);
  }

  @Asks('calendar.propose')
  @Post()
  propose(
    @OnBehalf() house: House,
    @Headers('idempotency-key') key: string | undefined,
    @Body() notice: unknown,
  ): Promise<unknown> {
    return knock(house, 'propose', key, notice ?? {});
  }

  @Asks('calendar.publish')
  @Post(':version/publish')
  @HttpCode(200)
  publish(
    @OnBehalf() house: House,
    @Param('version') version: string,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<unknown> {
    return knock(house, 'publish', key, { version: checked(version) });
  }

  @Asks('calendar.publish')
  @Post(':version/reject')
  @HttpCode(200)
  reject(
    @OnBehalf() house: House,
    @Param('version') version: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<unknown> {
    return knock(house, 'reject', key, { ...(body as object | null), version: checked(version) });
  }

  @Asks('calendar.propose')
  @Post(':version/withdraw')
  @HttpCode(200)
  withdraw(
    @OnBehalf() house: House,
    @Param('version') version: string,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<unknown> {
    return knock(house, 'withdraw', key, { version: checked(version) });
  }
}

async function knock(house: House, door: string, key: string | undefined, body: object): Promise<unknown> {
  const headers = { 'idempotency-key': requiredKey(key) };
  try {
    const { answer } = await house.orchestrator.post<{ answer: unknown }>(`${DESK}/${door}`, body, headers);
    return answer;
  } catch (error) {
    if (error instanceof Problem && error.code === 'NO_SUCH_PROPOSAL') throw noSuchVersion();
    throw error;
  }
}

/** @throws Problem 404: what is no version is the address of nothing */
function checked(version: string): string {
  if (VERSION.test(version)) return version;
  throw noSuchVersion();
}

const noSuchVersion = (): Problem => notFound(text('没有这个日历版本', 'there is no such version of a calendar'));

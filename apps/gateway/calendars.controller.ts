import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Asks, notFound, Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { House } from './house.js';
import { requiredKey } from './idempotency-key.js';

/** The one calendar of all halls; see the orchestrator's desk. */
const DESK = '/desks/calendar/cases/national';
const VERSION = /^\d{4}\.\d{1,4}$/;

/** 工作日历管理: the yearly notice is proposed by one and published by another. */
@Controller('api/v1/calendars')
export class CalendarsController {
  constructor(@Inject(House) private readonly house: House) {}

  @Asks('calendar.read')
  @Get()
  list(): Promise<unknown> {
    return this.house.orchestrator.get('/calendars');
  }

  @Asks('calendar.read')
  @Get(':version')
  read(@Param('version') version: string): Promise<unknown> {
    return this.house.orchestrator.get(`/calendars/${checked(version)}`);
  }

  @Asks('calendar.propose')
  @Post()
  propose(@Headers('idempotency-key') key: string | undefined, @Body() notice: unknown): Promise<unknown> {
    return this.knock('propose', key, notice ?? {});
  }

  @Asks('calendar.publish')
  @Post(':version/publish')
  @HttpCode(200)
  publish(@Param('version') version: string, @Headers('idempotency-key') key: string | undefined): Promise<unknown> {
    return this.knock('publish', key, { version: checked(version) });
  }

  @Asks('calendar.publish')
  @Post(':version/reject')
  @HttpCode(200)
  reject(
    @Param('version') version: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<unknown> {
    return this.knock('reject', key, { ...(body as object | null), version: checked(version) });
  }

  @Asks('calendar.propose')
  @Post(':version/withdraw')
  @HttpCode(200)
  withdraw(@Param('version') version: string, @Headers('idempotency-key') key: string | undefined): Promise<unknown> {
    return this.knock('withdraw', key, { version: checked(version) });
  }

  private async knock(door: string, key: string | undefined, body: object): Promise<unknown> {
    const headers = { 'idempotency-key': requiredKey(key) };
    try {
      const { answer } = await this.house.orchestrator.post<{ answer: unknown }>(`${DESK}/${door}`, body, headers);
      return answer;
    } catch (error) {
      if (error instanceof Problem && error.code === 'NO_SUCH_PROPOSAL') throw noSuchVersion();
      throw error;
    }
  }
}

/** @throws Problem 404: what is no version is the address of nothing */
function checked(version: string): string {
  if (VERSION.test(version)) return version;
  throw noSuchVersion();
}

const noSuchVersion = (): Problem => notFound(text('没有这个日历版本', 'there is no such version of a calendar'));

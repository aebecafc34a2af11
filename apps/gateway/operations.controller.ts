import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { formatInstant } from '@yichuang/working-time';
import { House } from './house.js';
import { namedService } from './named-service.js';

interface ReplayReport {
  readonly events: number;
  readonly decisions: number;
  readonly registers: number;
  readonly destroyedKeys: number;
  readonly millis: number;
  readonly differences: readonly object[];
}

/** What an operator does over all services through the one door. */
@Controller('api/v1')
export class OperationsController {
  constructor(@Inject(House) private readonly house: House) {}

  /** Folds and decides everything again, service by service; see the report's `differences`. */
  @Asks('log.replay')
  @Post('replay')
  @HttpCode(200)
  async replay(): Promise<object> {
    const reports = await this.house.everywhere((client) => client.get<ReplayReport>('/replay', {}, 'long'));
    const sum = (figure: (report: ReplayReport) => number) =>
      reports.reduce((total, [, report]) => total + figure(report), 0);
    const events = sum(({ events: one }) => one);
    const millis = Math.max(1, ...reports.map(([, report]) => report.millis));
    return {
      events,
      eventsPerSecond: Math.round((events / millis) * 1000),
      decisions: sum(({ decisions }) => decisions),
      registers: sum(({ registers }) => registers),
      destroyedKeys: sum(({ destroyedKeys }) => destroyedKeys),
      differences: reports.flatMap(([, { differences }]) => differences),
    };
  }

  /** Every register of every service. */
  @Asks('register.read')
  @Get('registers')
  async registers(): Promise<readonly object[]> {
    const all = await this.house.everywhere((client) => client.get<{ readonly name: string }[]>('/registers'));
    return all.flatMap(([service, own]) => own.map(({ name }) => ({ service, name })));
  }

  /** Fills a register anew beside the live one and switches, while everything goes on. */
  @Asks('register.rebuild')
  @Post('registers/:service/:name/rebuild')
  @HttpCode(200)
  async rebuild(@Param() { service, name }: { service: string; name: string }): Promise<object> {
    const path = `/registers/${encodeURIComponent(name)}/rebuild`;
    return { service, ...(await namedService(this.house, service).post<object>(path, {}, {}, 'long')) };
  }

  @Asks('parked.read')
  @Get('parked')
  async parked(): Promise<readonly object[]> {
    const all = await this.house.everywhere((client) => client.get<{ readonly parkedAt: number }[]>('/parked'));
    return all.flatMap(([department, cases]) =>
      cases.map((one) => ({ department, ...one, parkedAt: formatInstant(one.parkedAt) })),
    );
  }

  /** Where it stopped, why, and what waits behind it, by kind and type: nothing it holds is shown. */
  @Asks('parked.read')
  @Get('parked/:department/:caseId')
  async showParked(@Param() { department, caseId }: { department: string; caseId: string }): Promise<object> {
    const found = await namedService(this.house, department).get<{ readonly parkedAt: number }>(
      `/parked/${encodeURIComponent(caseId)}`,
    );
    return { department, ...found, parkedAt: formatInstant(found.parkedAt) };
  }

  @Asks('parked.retry')
  @Post('parked/:department/:caseId/retry')
  @HttpCode(200)
  async retry(@Param() { department, caseId }: { department: string; caseId: string }): Promise<unknown> {
    return namedService(this.house, department).post(`/parked/${encodeURIComponent(caseId)}/retry`, {});
  }

  @Asks('parked.resolve')
  @Post('parked/:department/:caseId/resolve')
  @HttpCode(200)
  async resolve(
    @Param() { department, caseId }: { department: string; caseId: string },
    @Body() body: unknown,
  ): Promise<unknown> {
    return namedService(this.house, department).post(`/parked/${encodeURIComponent(caseId)}/resolve`, body ?? {});
  }

  /** How the simulated outside behaves; in development only (the services have no such door elsewhere). */
  @Asks('simulator.read')
  @Get('simulators')
  async simulators(): Promise<readonly object[]> {
    const all = await this.house.everywhere((client) => client.get<object[]>('/simulators').catch(() => []));
    return all.flatMap(([department, own]) => own.map((one) => ({ department, ...one })));
  }

  @Asks('simulator.set')
  @Put('simulators/:department/:name')
  async behave(
    @Param() { department, name }: { department: string; name: string },
    @Body() body: unknown,
  ): Promise<unknown> {
    return namedService(this.house, department).put(`/simulators/${encodeURIComponent(name)}`, body ?? {});
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import { formatInstant } from '@yichuang/working-time';
import type { House } from './house.js';
import { namedService } from './named-service.js';
import { OnBehalf } from './on-behalf.js';

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
  /** Folds and decides everything again, service by service; see the report's `differences`. */
  @Asks('log.replay')
  @Post('replay')
  @HttpCode(200)
  async replay(@OnBehalf() house: House): Promise<object> {
    const reports = await house.everywhere((client) => client.get<ReplayReport>('/replay', {}, 'long'));
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
  async registers(@OnBehalf() house: House): Promise<readonly object[]> {
    const all = await house.everywhere((client) => client.get<{ readonly name: string }[]>('/registers'));
    return all.flatMap(([service, own]) => own.map(({ name }) => ({ service, name })));
  }

  /** Fills a register anew beside the live one and switches, while everything goes on. */
  @Asks('register.rebuild')
  @Post('registers/:service/:name/rebuild')
  @HttpCode(200)
  async rebuild(
    @OnBehalf() house: House,
    @Param() { service, name }: { service: string; name: string },
  ): Promise<object> {
    const path = `/registers/${encodeURIComponent(name)}/rebuild`;
    return { service, ...(await namedService(house, service).post<object>(path, {}, {}, 'long')) };
  }

  /** What stands in packs, service by service. */
  @Asks('pack.read')
  @Get('packs')
  async packs(@OnBehalf() house: House): Promise<readonly object[]> {
    const all = await house.everywhere((client) => client.get<{ readonly packedTo: number | null }>('/packs'));
    return all.map(([service, { packedTo, ...figures }]) => ({
      service,
      ...figures,
      packedTo: packedTo === null ? null : formatInstant(packedTo),
    }));
  }

  /** Looks now for what has grown old, as every service does by itself now and then. */
  @Asks('pack.make')
  @Post('packs')
  @HttpCode(200)
  async pack(@OnBehalf() house: House): Promise<readonly object[]> {
    const all = await house.everywhere((client) => client.post<object>('/packs', {}, {}, 'long'));
    return all.map(([service, packed]) => ({ service, ...packed }));
  }

  @Asks('parked.read')
  @Get('parked')
  async parked(@OnBehalf() house: House): Promise<readonly object[]> {
    const all = await house.everywhere((client) => client.get<{ readonly parkedAt: number }[]>('/parked'));
    return all.flatMap(([department, cases]) =>
      cases.map((one) => ({ department, ...one, parkedAt: formatInstant(one.parkedAt) })),
    );
  }

  /** Where it stopped, why, and what waits behind it, by kind and type: nothing it holds is shown. */
  @Asks('parked.read')
  @Get('parked/:department/:caseId')
  async showParked(
    @OnBehalf() house: House,
    @Param() { department, caseId }: { department: string; caseId: string },
  ): Promise<object> {
    const found = await namedService(house, department).get<{ readonly parkedAt: number }>(
      `/parked/${encodeURIComponent(caseId)}`,
    );
    return { department, ...found, parkedAt: formatInstant(found.parkedAt) };
  }

  @Asks('parked.retry')
  @Post('parked/:department/:caseId/retry')
  @HttpCode(200)
  async retry(
    @OnBehalf() house: House,
    @Param() { department, caseId }: { department: string; caseId: string },
  ): Promise<unknown> {
    return namedService(house, department).post(`/parked/${encodeURIComponent(caseId)}/retry`, {});
  }

  @Asks('parked.resolve')
  @Post('parked/:department/:caseId/resolve')
  @HttpCode(200)
  async resolve(
    @OnBehalf() house: House,
    @Param() { department, caseId }: { department: string; caseId: string },
    @Body() body: unknown,
  ): Promise<unknown> {
    return namedService(house, department).post(`/parked/${encodeURIComponent(caseId)}/resolve`, body ?? {});
  }

  /** How the simulated outside behaves; in development only (the services have no such door elsewhere). */
  @Asks('simulator.read')
  @Get('simulators')
  async simulators(@OnBehalf() house: House): Promise<readonly object[]> {
    const all = await house.everywhere((client) => client.get<object[]>('/simulators').catch(() => []));
    return all.flatMap(([department, own]) => own.map((one) => ({ department, ...one })));
  }

  @Asks('simulator.set')
  @Put('simulators/:department/:name')
  async behave(
    @OnBehalf() house: House,
    @Param() { department, name }: { department: string; name: string },
    @Body() body: unknown,
  ): Promise<unknown> {
    return namedService(house, department).put(`/simulators/${encodeURIComponent(name)}`, body ?? {});
  }
}

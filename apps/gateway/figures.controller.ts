import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { Asks, Metrics } from '@yichuang/host';
import type { FastifyReply } from 'fastify';
import type { House } from './house.js';
import { namedService } from './named-service.js';
import { OnBehalf } from './on-behalf.js';

/** Figures of the services behind the door, for a house whose services cannot be reached from outside. */
@Controller('metrics')
export class FiguresController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Asks('figures.read')
  @Get(':service')
  async figures(
    @OnBehalf() house: House,
    @Param('service') service: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const text = await namedService(house, service).text('/metrics');
    await reply.header('content-type', this.metrics.contentType).send(text);
  }
}

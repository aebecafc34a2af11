import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { Asks, Metrics } from '@yichuang/host';
import type { FastifyReply } from 'fastify';
import { House } from './house.js';
import { namedService } from './named-service.js';

/** Figures of the services behind the door, for a house whose services cannot be reached from outside. */
@Controller('metrics')
export class FiguresController {
  constructor(
    @Inject(House) private readonly house: House,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Asks('figures.read')
  @Get(':service')
  async figures(@Param('service') service: string, @Res() reply: FastifyReply): Promise<void> {
    const text = await namedService(this.house, service).text('/metrics');
    await reply.header('content-type', this.metrics.contentType).send(text);
  }
}

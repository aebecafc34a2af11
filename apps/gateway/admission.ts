import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Problem, SETTINGS, type Settings } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InHand } from './in-hand.js';
import { RETRY_AFTER_SECONDS } from './limits.js';
import { Pressure } from './pressure.js';
import { lagRecordsMax } from './settings.js';

const CREATES = new Set(['/api/v1/cases', '/api/v1/intake', '/api/v1/drafts/:draftId/submit']);

/**
 * Turns away, before its body is read, what there is no room for: any request with a body when too many are in hand, and a new
 * case when the house is behind. What concerns a case that was taken is let in, for it brings that case to its end.
 */
@Injectable()
export class Admission {
  private readonly lagRecordsMax: number;

  /** Made with the module and not later: a hook holds for the routes that are made after it. */
  constructor(
    @Inject(HttpAdapterHost) adapter: HttpAdapterHost,
    @Inject(Pressure) private readonly pressure: Pressure,
    @Inject(InHand) private readonly inHand: InHand,
    @Inject(SETTINGS) { raw }: Settings,
  ) {
    this.lagRecordsMax = lagRecordsMax(raw);
    adapter.httpAdapter.getInstance<FastifyInstance>().addHook('onRequest', (request, reply, done) => {
      done(this.refusal(request, reply));
    });
  }

  private refusal(request: FastifyRequest, reply: FastifyReply): Problem | undefined {
    if (request.method === 'GET') return undefined;
    if (isNewCase(request) && this.pressure.behind() > this.lagRecordsMax) return tooBusy();
    const release = this.inHand.take(request.headers['content-length']);
    if (release === null) return tooBusy();
    // however it ends, also when the caller goes away
    reply.raw.once('close', release);
    return undefined;
  }
}

const isNewCase = ({ method, routeOptions }: FastifyRequest): boolean =>
  method === 'POST' && CREATES.has(routeOptions.url ?? '');

const tooBusy = (): Problem =>
  new Problem(429, 'TOO_BUSY', text('办件太多，请稍后再试', 'too much is waiting; try again shortly'), {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Metrics } from './metrics.js';

/** Counts what the door answers, by status: refusals for too much work among them. */
export function answerFigures(app: NestFastifyApplication, metrics: Metrics): void {
  const count = metrics.counter('http_answers_total', 'Answers of the HTTP door, by status', ['status']);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (_request, reply, done) => {
      count({ status: String(reply.statusCode) });
      done();
    });
}

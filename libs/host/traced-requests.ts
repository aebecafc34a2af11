import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { withinTrace, type OpenSpan, type Tracing } from './tracing.js';

/**
 * A span for each request that is part of somebody's trace. At the public door whatever changes something begins one; who
 * only looks does not. What is done for it, calls of other services and commands of desks, goes on in its trace; the caller
 * is told which it is.
 *
 * @param begins whether this is the public door
 */
export function traceRequests(app: NestFastifyApplication, tracing: Tracing, begins: boolean): void {
  const open = new WeakMap<object, OpenSpan>();
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    const parent = parentOf(request);
    const { method } = request;
    if (parent === undefined && (!begins || method === 'GET')) {
      done();
      return;
    }
    // the route as it was declared: what stands in an address may be anything
    const route = request.routeOptions.url ?? 'nowhere';
    const facts = { 'http.request.method': method, 'http.route': route };
    const span = tracing.start({ name: `${method} ${route}`, kind: 'server', parent, facts });
    open.set(request, span);
    void reply.header('traceresponse', span.traceparent);
    withinTrace(span.traceparent, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply;
    const facts = { 'http.response.status_code': statusCode };
    open.get(request)?.end(statusCode >= 500 ? String(statusCode) : undefined, facts);
    done();
  });
}

function parentOf({ headers }: FastifyRequest): string | undefined {
  const said = headers['traceparent'];
  return typeof said === 'string' ? said : undefined;
}

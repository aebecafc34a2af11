import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { CaseParked, CauseReused, isMachineFault, TooBusy, TryLater } from '@yichuang/event-store';
import { text } from '@yichuang/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';
import { NOT_PERMITTED } from './permitted.js';
import { Problem } from './problem.js';
import { callerOf, personOf, TurnedAway } from './service-guard.js';

/** Every failure of a door leaves it as problem details; what is our bug is logged and says nothing of its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly countTurnedAway: (of: Readonly<Record<'status' | 'caller' | 'reason', string>>) => void;

  constructor(
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.countTurnedAway = metrics.counter('calls_turned_away_total', 'Calls answered with 401 or 403', [
      'status',
      'caller',
      'reason',
    ]);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const problem = asProblem(error);
    if (problem.status >= 500) {
      this.log.error({ route: request.routeOptions.url, error: describe(error) }, 'a door failed');
    }
    if (problem.status === 401 || problem.status === 403) this.record(problem, request);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.more.retryAfterSeconds !== undefined) void reply.header('retry-after', problem.more.retryAfterSeconds);
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem.body(languageOf(request.headers['accept-language']))));
  }

  /** Who was turned away, where and why; never what he showed. Of a person the log has the id, the figure nothing. */
  private record(problem: Problem, request: FastifyRequest): void {
    const person = personOf(request)?.id;
    const caller = callerOf(request) ?? (person === undefined ? 'nobody known' : 'a person');
    const reason = problem instanceof TurnedAway ? problem.reason : reasonOf(problem.code);
    const status = String(problem.status);
    const who = { caller, ...(person === undefined ? {} : { person }) };
    this.log.warn({ status, ...who, reason, route: request.routeOptions.url }, 'a call was turned away');
    this.countTurnedAway({ status, caller, reason });
  }
}

/** `NOT_PERMITTED` is said of persons only: whose case it is decides, after the guard. */
const reasonOf = (code: string): string => {
  const words = code.toLowerCase().replaceAll('_', '-');
  return code === NOT_PERMITTED ? `person-${words}` : words;
};

export const languageOf = (accepted: string | undefined): 'zh-CN' | 'en' =>
  accepted !== undefined && /^\s*en\b/i.test(accepted) ? 'en' : 'zh-CN';

/** Name, message and stack of our own errors. Private values never get into messages; see `Problem` and the parsers. */
export const describe = (error: unknown): Record<string, unknown> =>
  error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : { name: typeof error };

/** TypeORM keeps what the driver said beside its own error. */
interface Driven {
  readonly driverError?: unknown;
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TooBusy) {
    return new Problem(429, 'TOO_BUSY', text('办件太多，请稍后再试', 'too much is waiting; try again shortly'), {
      retryAfterSeconds: error.retryAfterSeconds,
    });
  }
  if (error instanceof CauseReused) {
    return new Problem(
      422,
      'IDEMPOTENCY_KEY_REUSED',
      text('同一幂等键用于不同的请求', 'this Idempotency-Key was used for another request'),
    );
  }
  if (error instanceof CaseParked) {
    return new Problem(
      409,
      'CASE_PARKED',
      text('该办件已挂起，等待处理', 'this case is parked and waits for an operator'),
      {
        detail: { caseId: error.caseId },
      },
    );
  }
  // a database that restarts beneath a plain reading is away, and no error of ours: who asks must not set a case aside for it
  if (error instanceof TryLater || isMachineFault(error) || isMachineFault((error as Driven).driverError)) {
    return new Problem(
      503,
      'TRY_LATER',
      text('系统暂时不可用，请稍后再试', 'a part of the system is away; try again'),
      {
        retryAfterSeconds: 1,
      },
    );
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return status === 404
      ? new Problem(404, 'NOT_FOUND', text('没有这个地址', 'there is nothing at this address'))
      : new Problem(status, 'HTTP_ERROR', text('请求无法处理', error.message));
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem(status, 'UNREADABLE', text('请求无法读取', 'the request cannot be read'));
  }
  return new Problem(500, 'INTERNAL', text('系统内部错误', 'an error of ours'));
}

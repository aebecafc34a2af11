import { createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { text } from '@yichuang/kernel';
import type { FastifyRequest } from 'fastify';
import { admittedTo } from './admissions.js';
import { NotTrusted, type HouseKeys } from './house-keys.js';
import { Problem } from './problem.js';

/** Who called, once known. */
const callers = new WeakMap<object, string>();

/** The service that calls: what its token says, and nothing else it may say of itself. */
export const callerOf = (request: object): string | null => callers.get(request) ?? null;

/** A controller's parameter: the name of the service that calls. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Somebody is turned away; `reason` is for the record, not for him. */
export class TurnedAway extends Problem {
  constructor(
    status: 401 | 403,
    readonly reason: string,
  ) {
    const [code, said] = status === 401 ? notKnown : notAdmitted;
    super(status, code, said);
  }
}

const notKnown = ['NOT_AUTHENTICATED', text('无法确认请求方的身份', 'it is not known who calls')] as const;
const notAdmitted = ['NOT_ADMITTED', text('请求方无权访问', 'who calls may not call this')] as const;

/** Lets in only who shows a good token and stands in the table of admissions for this door. */
export class ServiceGuard implements CanActivate {
  constructor(
    private readonly service: string,
    private readonly keys: HouseKeys | null,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const admitted = admittedTo(this.service, request.routeOptions.url ?? '');
    if (admitted === 'anybody') return true;
    const caller = await this.known(request.headers.authorization);
    callers.set(request, caller);
    if (!admitted.includes(caller)) throw new TurnedAway(403, 'not-in-the-table');
    return true;
  }

  private async known(authorization: string | undefined): Promise<string> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined || this.keys === null) throw new TurnedAway(401, 'missing');
    try {
      return await this.keys.callerOf(token);
    } catch (error) {
      if (error instanceof NotTrusted) throw new TurnedAway(401, error.distrust);
      throw error;
    }
  }
}

import { createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { actionWords, mayAct, permissionTable, type Action, type Actor } from '@yichuang/contracts';
import { text, type Text } from '@yichuang/kernel';
import type { FastifyRequest } from 'fastify';
import type { Actors } from './actors.js';
import { admits, admittedTo } from './admissions.js';
import { ASKED, type RouteAsks } from './asks.js';
import type { Department } from './department.js';
import { NotTrusted } from './distrust.js';
import type { HouseKeys } from './house-keys.js';
import { bearerOf, ON_BEHALF_OF } from './on-behalf.js';
import { NOT_PERMITTED } from './permitted.js';
import { Problem } from './problem.js';

/** Who called, once known. */
const callers = new WeakMap<object, string>();
const persons = new WeakMap<object, Actor>();

/** The service that calls: what its token says, and nothing else it may say of itself. */
export const callerOf = (request: object): string | null => callers.get(request) ?? null;

/** A controller's parameter: the name of the service that calls. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who is signed in, as his access token says; `null` where no person stands behind the call. */
export const personOf = (request: object): Actor | null => persons.get(request) ?? null;

/** A controller's parameter: who is signed in. An {@link Actor} wherever the route asks for an action that not anybody may do. */
export const SignedIn = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  personOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Somebody is turned away; `reason` is for the record, not for him. */
export class TurnedAway extends Problem {
  constructor(
    status: 401 | 403,
    readonly reason: string,
    [code, said]: readonly [string, Text] = status === 401 ? notKnown : notAdmitted,
  ) {
    super(status, code, said);
  }
}

const notKnown = ['NOT_AUTHENTICATED', text('无法确认请求方的身份', 'it is not known who calls')] as const;
const notAdmitted = ['NOT_ADMITTED', text('请求方无权访问', 'who calls may not call this')] as const;
const unsigned = ['NOT_SIGNED_IN', text('请先登录', 'sign in first')] as const;

/** Nobody is signed in where somebody must be. */
export const notSignedIn = (): TurnedAway => new TurnedAway(401, 'person-missing', unsigned);

/** Nobody of this function may do it, whosever case it is. */
const notHis = (action: Action) => {
  const what = actionWords[action].text;
  return [
    NOT_PERMITTED,
    text(`您的身份无权${what['zh-CN']}`, `your function does not let you do this: ${what.en}`),
  ] as const;
};

/** By what a guard knows who calls. */
export interface Known {
  /** `null` at a service that no other service calls. */
  readonly keys: Pick<HouseKeys, 'callerOf'> | null;
  /** `null` where nobody can sign in. */
  readonly actors: Pick<Actors, 'actorOf'> | null;
}

/**
 * Lets in only who stands in the table of admissions for this route (a service, by its token) and whose function may do what
 * passing the route is (a person, by his own token, which the public door hands on): so no service believes the door. How far
 * a function reaches is judged where the case is known.
 */
export class ServiceGuard implements CanActivate {
  constructor(
    private readonly department: Pick<Department, 'name' | 'desks'>,
    private readonly known: Known,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const admitted = admittedTo(this.department.name, request.routeOptions.url ?? '');
    if (admitted !== 'anybody') {
      const caller = await this.service(request.headers.authorization);
      callers.set(request, caller);
      if (!admits(admitted, caller)) throw new TurnedAway(403, 'not-in-the-table');
    }
    const asked = this.asked(context, request);
    if (asked === undefined) throw new TurnedAway(403, 'asks-for-nothing');
    if (asked !== 'nobody') await this.admit(request, asked);
    return true;
  }

  private asked(context: ExecutionContext, request: FastifyRequest): Action | 'nobody' | undefined {
    const asked = askedBy(context.getHandler()) ?? askedBy(context.getClass());
    if (asked !== 'door') return asked;
    const { desk, door } = request.params as { desk?: string; door?: string };
    const found = this.department.desks.find(({ name }) => name === desk)?.doors?.[door ?? ''];
    // a door that does not exist is nobody's to open: the controller says so
    return found?.action ?? 'nobody';
  }

  private async admit(request: FastifyRequest, action: Action): Promise<void> {
    const token = this.tokenOf(request);
    if (token === undefined || this.known.actors === null) {
      if (permissionTable[action] === 'anybody') return;
      throw notSignedIn();
    }
    const actor = await trusted(this.known.actors.actorOf(token), 'person-', unsigned);
    persons.set(request, actor);
    if (mayAct(actor, action) === null) throw new TurnedAway(403, 'person-not-of-this-function', notHis(action));
  }

  /** A person shows it himself at the public door, and the door shows it for him further on. */
  private tokenOf({ headers }: FastifyRequest): string | undefined {
    if (this.known.keys === null) return bearerOf(headers.authorization);
    const handedOn = headers[ON_BEHALF_OF];
    return typeof handedOn === 'string' ? handedOn : undefined;
  }

  private async service(authorization: string | undefined): Promise<string> {
    const token = bearerOf(authorization);
    if (token === undefined || this.known.keys === null) throw new TurnedAway(401, 'missing');
    return trusted(this.known.keys.callerOf(token), '', notKnown);
  }
}

const askedBy = (of: object): RouteAsks | undefined => Reflect.getMetadata(ASKED, of) as RouteAsks | undefined;

/** @param whose begins the reason: an officer whose token is over is told from a service whose key was changed */
async function trusted<T>(known: Promise<T>, whose: '' | 'person-', said: readonly [string, Text]): Promise<T> {
  try {
    return await known;
  } catch (error) {
    if (error instanceof NotTrusted) throw new TurnedAway(401, `${whose}${error.distrust}`, said);
    throw error;
  }
}

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The header in which the door hands a person's access token on, beside its own token as a service. */
export const ON_BEHALF_OF = 'x-on-behalf-of';

/** A parameter of a controller at the public door: the access token that whoever comes has shown, or `undefined`. */
export const TokenShown = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  bearerOf(context.switchToHttp().getRequest<FastifyRequest>().headers.authorization),
);

/** RFC 6750 §2.1. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];

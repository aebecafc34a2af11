import { AsyncLocalStorage } from 'node:async_hooks';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The header in which the door hands a person's access token on, beside its own token as a service. */
export const ON_BEHALF_OF = 'x-on-behalf-of';

const present = new AsyncLocalStorage<string>();

/** The access token of the person for whom this is done; `undefined` when nobody stands behind it. */
export const onBehalfOf = (): string | undefined => present.getStore();

/** Whatever is done in `act`, calls of other services with it, is done for the person whose token this is. */
export const withinBehalf = <T>(token: string, act: () => T): T => present.run(token, act);

/** At the public door: whoever shows a token is stood for in every call that his request leads to. */
export function carryPersons(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      const token = bearerOf(request.headers.authorization);
      if (token === undefined) done();
      else withinBehalf(token, done);
    });
}

/** RFC 6750 §2.1. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];

import type { Type } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import type { ClientOnBehalf, ServiceClient } from '@yichuang/host';
import { House, OwnHouse } from './house.js';
import { HouseOfPerson } from './on-behalf.js';
import { controllers } from './service.js';

/** As Nest keeps what its decorators were told: dependencies of a class, and parameters of a handler with their pipes. */
const INJECTED = 'self:paramtypes';
const PARAMETERS = '__routeArguments__';

const injected = (controller: Type): readonly unknown[] =>
  ((Reflect.getMetadata(INJECTED, controller) ?? []) as { param: unknown }[]).map(({ param }) => param);

const takesHouse = (controller: Type, handler: string): boolean =>
  Object.values((Reflect.getMetadata(PARAMETERS, controller, handler) ?? {}) as Record<string, { pipes: unknown[] }>)
    .flatMap(({ pipes }) => pipes)
    .includes(HouseOfPerson);

const handlersOf = (controller: Type): readonly string[] => {
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).filter(
    (name) => name !== 'constructor' && Reflect.hasMetadata('path', prototype[name] as object),
  );
};

/** What asks no other service, or only what the door remembers for everybody. */
const ASK_NOBODY = [
  'ConsentController.read',
  'CounterController.check',
  'LiveController.all',
  'LiveController.one',
  'OpenApiController.document',
  'OpenApiController.list',
  'OpenApiController.schema',
  'SignInController.me',
  'SignInController.provider',
];

describe('what a handler asks of other services', () => {
  it('is asked for whoever came: every handler takes the house of its person, but those that ask nobody', () => {
    const without = controllers.flatMap((controller: Type) =>
      handlersOf(controller).flatMap((name) => (takesHouse(controller, name) ? [] : [`${controller.name}.${name}`])),
    );
    expect(without.sort()).toEqual(ASK_NOBODY);
  });

  it('is never asked by the door for itself: no controller has that house', () => {
    for (const controller of controllers as readonly Type[])
      expect([controller.name, injected(controller)]).not.toContainEqual(expect.arrayContaining([OwnHouse]));
    expect(controllers.some((controller: Type) => injected(controller).length > 0)).toBe(true);
  });
});

describe('the house of a person', () => {
  /** A door that answers with the token it was asked under. */
  const door = (name: string): ServiceClient => ({
    ...answering(`${name} itself`),
    onBehalfOf: (token) => answering(`${name} for ${String(token)}`),
    close: () => Promise.resolve(),
  });
  const answering = (words: string): Omit<ServiceClient, 'onBehalfOf' | 'close'> => {
    const answer = <T>() => Promise.resolve(words as T);
    return { get: answer, post: answer, put: answer, text: answer };
  };
  const own = {
    orchestrator: door('orchestrator'),
    vault: door('vault'),
    services: new Map([['tax', door('tax')]]),
  };

  it('speaks for him at every service, and each is his own', async () => {
    const [one, other, nobody] = [new House(own, 'one'), new House(own, 'other'), new House(own, undefined)];
    const said = (client: ClientOnBehalf) => client.get<string>('/');
    expect(await Promise.all([said(one.orchestrator), said(other.orchestrator), said(one.vault)])).toEqual([
      'orchestrator for one',
      'orchestrator for other',
      'vault for one',
    ]);
    expect(await nobody.everywhere(said)).toEqual([['tax', 'tax for undefined']]);
    expect(await other.everywhere(said)).toEqual([['tax', 'tax for other']]);
  });
});

import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ASKED } from './asks.js';

/** Where Nest keeps what `@Get` and its like say. */
const PATH = 'path';

/**
 * A route that does not say what passing it is would be closed to everybody: an error of ours, found when the service starts.
 *
 * @throws TypeError naming every one
 */
export function requireAsks(app: NestFastifyApplication): void {
  const classes = [...app.get(ModulesContainer).values()].flatMap(({ controllers }) => [...controllers.values()]);
  const silent = classes.flatMap(({ metatype }) => (typeof metatype === 'function' ? silentOf(metatype) : []));
  if (silent.length > 0) throw new TypeError(`routes without @Asks: ${silent.join(', ')}`);
}

function silentOf(controller: { readonly name: string; readonly prototype: unknown }): string[] {
  if (Reflect.hasMetadata(ASKED, controller)) return [];
  const prototype = controller.prototype as Readonly<Record<string, object>>;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor')
    .filter((name) => isSilent(prototype[name]))
    .map((name) => `${controller.name}.${name}`);
}

const isSilent = (handler: object | undefined): boolean =>
  typeof handler === 'function' && Reflect.hasMetadata(PATH, handler) && !Reflect.hasMetadata(ASKED, handler);

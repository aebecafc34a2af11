import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { departments, houseServices } from '@yichuang/contracts';
import { services as all } from '@yichuang/yichuang';

/** The composed house opens companies: a department of another matter is composed where that matter is run. */
const inComposedHouse: readonly string[] = [...houseServices, ...departments];
export const isComposed = (name: string): boolean => inComposedHouse.includes(name);
export const services = all.filter(({ name }) => isComposed(name));

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/dist\/$/, '');

/** Where each service stands, composed or not, by its name. */
export const serviceFolders: ReadonlyMap<string, string> = new Map(
  all.map(({ name }) => {
    const folder = [`apps/departments/${name}`, `apps/${name}`].find((one) => existsSync(join(root, one, 'main.ts')));
    if (folder === undefined) throw new Error(`${name} stands in no folder of its own`);
    return [name, folder];
  }),
);

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { services } from '@yichuang/yichuang';

export { services };

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/dist\/$/, '');

/** Where each service stands, by its name. */
export const serviceFolders: ReadonlyMap<string, string> = new Map(
  services.map(({ name }) => {
    const folder = [`apps/departments/${name}`, `apps/${name}`].find((one) => existsSync(join(root, one, 'main.ts')));
    if (folder === undefined) throw new Error(`${name} stands in no folder of its own`);
    return [name, folder];
  }),
);

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gateway } from '@yichuang/gateway';
import type { Department } from '@yichuang/host';
import { housingFund } from '@yichuang/housing-fund';
import { marketRegulation } from '@yichuang/market-regulation';
import { medicalInsurance } from '@yichuang/medical-insurance';
import { orchestrator } from '@yichuang/orchestrator';
import { seal } from '@yichuang/seal';
import { socialInsurance } from '@yichuang/social-insurance';
import { tax } from '@yichuang/tax';
import { vault } from '@yichuang/vault';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/dist\/$/, '');

/** What becomes a container; that this is every service of the house is held to by the secrets that are made for them. */
export const services: readonly Department[] = [
  vault,
  orchestrator,
  marketRegulation,
  seal,
  tax,
  socialInsurance,
  medicalInsurance,
  housingFund,
  gateway,
];

/** Where each service stands, by its name. */
export const serviceFolders: ReadonlyMap<string, string> = new Map(
  services.map(({ name }) => {
    const folder = [`apps/departments/${name}`, `apps/${name}`].find((one) => existsSync(join(root, one, 'main.ts')));
    if (folder === undefined) throw new Error(`${name} stands in no folder of its own`);
    return [name, folder];
  }),
);

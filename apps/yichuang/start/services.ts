import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as departments from '@yichuang/departments';
import { houseServices } from '@yichuang/contracts';
import { gateway } from '@yichuang/gateway';
import type { Department } from '@yichuang/host';
import { notifier } from '@yichuang/notifier';
import { orchestrator } from '@yichuang/orchestrator';
import { vault } from '@yichuang/vault';

/** Every service of the house, in the order they start: the vault first, the public door last. */
export const services: readonly Department[] = [
  vault,
  orchestrator,
  ...Object.values<Department>(departments),
  notifier,
  gateway,
];

export const socketOf = (sockets: string, service: string, instance = 1): string =>
  join(sockets, instance === 1 ? `${service}.sock` : `${service}-${String(instance)}.sock`);
export const databaseOf = (service: string): string => `yc_${service.replaceAll('-', '_')}`;
export const STREAM_DATABASE = 'yc_stream';

const built = fileURLToPath(new URL('../../../', import.meta.url)).replace(/(dist\/)?$/, 'dist/');
const apart = new Set<string>(houseServices);

/** The built entry of a service that is a process of its own. */
export const mainOf = (service: string): string =>
  join(built, 'apps', apart.has(service) ? service : join('departments', service), 'main.js');

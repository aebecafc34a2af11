import { Problem, type ClientOnBehalf } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { House } from './house.js';

/** @throws Problem 404 when the house has no service of this name */
export function namedService({ services }: Pick<House, 'services'>, name: string): ClientOnBehalf {
  const client = services.get(name);
  if (client === undefined)
    throw new Problem(404, 'NO_SUCH_DEPARTMENT', text('没有这个部门', 'there is no such department'));
  return client;
}

import { freePorts, isFree } from './free-ports.js';
import type { BrokerCount } from './properties.js';

/** Where one broker listens, each as `host:port`. */
export interface Site {
  readonly id: number;
  readonly address: string;
  readonly controller: string;
  /** Used where something stands between clients and brokers. */
  readonly behind: string;
  /** Used where a listener with TLS is asked for. */
  readonly secured: string;
}

export type Sites = readonly [Site, ...Site[]];

const HOST = '127.0.0.1';

/** @throws when a port that was asked for is taken */
export async function findSites(count: BrokerCount, first?: number): Promise<Sites> {
  const free = await freePorts(4 * count);
  const clients = first === undefined ? free.splice(0, count) : await consecutive(first, count);
  const site = (index: number): Site => ({
    id: index + 1,
    address: at(clients[index]),
    controller: at(free[3 * index]),
    secured: at(free[3 * index + 1]),
    behind: at(free[3 * index + 2]),
  });
  return count === 3 ? [site(0), site(1), site(2)] : [site(0)];
}

async function consecutive(first: number, count: number): Promise<number[]> {
  const ports = Array.from({ length: count }, (_, index) => first + index);
  for (const port of ports) {
    if (!(await isFree(port))) throw new Error(`port ${String(port)} is taken`);
  }
  return ports;
}

function at(port: number | undefined): string {
  return `${HOST}:${String(port)}`;
}

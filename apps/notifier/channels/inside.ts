import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Addresses that are nobody's outside (RFC 6890): whoever names where to call may not make the house call itself or its
 * neighbours. An IPv4 address written as IPv6 is judged as the former.
 */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

export const isInside = (address: string): boolean => inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether a host of an URL is, by itself, nobody's outside. A name is judged again when it is looked up. */
export function isInsideHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  return isIP(host) === 0 ? host === 'localhost' || host.endsWith('.localhost') : isInside(host);
}

/** Looks a name up and passes over addresses inside: what a name meant when it was written down, it need not mean now. */
export const outsideOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first, ...more] = error === null ? found.filter(({ address }) => !isInside(address)) : [];
    if (first === undefined) callback(error ?? new Error('the name leads nowhere outside'), '');
    else if (options.all === true) callback(null, [first, ...more]);
    else callback(null, first.address, first.family);
  });
};

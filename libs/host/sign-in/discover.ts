import { networkInterfaces } from 'node:os';
import type { Configuration } from 'openid-client';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** An address of this machine: what is said there does not leave it. */
export function isHere(address: string): boolean {
  const { hostname } = new URL(address);
  return (
    LOOPBACK.has(hostname) ||
    Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === hostname) === true)
  );
}

/**
 * What an OpenID provider says of itself (OpenID Connect Discovery 1.0), for a client of it. Over plain HTTP within this machine only.
 *
 * @param clientSecret absent for a client that can keep none
 * @throws Error when it cannot be reached, or is another one than was asked for
 */
export async function discover(issuer: string, clientId: string, clientSecret?: string): Promise<Configuration> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to be noticed; it is for this machine
  const { allowInsecureRequests, discovery, None } = await import('openid-client');
  const execute = isHere(issuer) ? [allowInsecureRequests] : [];
  return discovery(new URL(issuer), clientId, clientSecret, clientSecret === undefined ? None() : undefined, {
    execute,
  });
}

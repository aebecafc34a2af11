import type { Configuration } from 'openid-client';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Of this machine: what is said there nobody else hears. */
export const isLoopback = (address: string): boolean => LOOPBACK.has(new URL(address).hostname);

/**
 * What an OpenID provider says of itself (OpenID Connect Discovery 1.0), for a client of it. Over plain HTTP on loopback only.
 *
 * @param clientSecret absent for a client that can keep none
 * @throws Error when it cannot be reached, or is another one than was asked for
 */
export async function discover(issuer: string, clientId: string, clientSecret?: string): Promise<Configuration> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to be noticed; it is for loopback
  const { allowInsecureRequests, discovery, None } = await import('openid-client');
  const execute = isLoopback(issuer) ? [allowInsecureRequests] : [];
  return discovery(new URL(issuer), clientId, clientSecret, clientSecret === undefined ? None() : undefined, {
    execute,
  });
}

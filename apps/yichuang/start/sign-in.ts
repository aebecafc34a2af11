import { DEMO_AUDIENCE, startDemoProvider, type startDemoThread } from '@yichuang/host';
import type { DataDirectory } from './data-directory.js';
import type { Raw } from './databases.js';
import { requireFreePort } from './port.js';

/** Where people of a house sign in, and what its services are told of it. */
export interface SignIn {
  readonly issuer: string;
  readonly settings: Raw;
  close(): Promise<void>;
}

/**
 * The demo provider of a house that runs in development, on loopback.
 *
 * @param port 0 for where it was the last time, or any free one
 * @param provide where the provider runs; in this thread when absent
 * @throws Failure when the port is taken
 */
export async function startSignIn(
  { signIn }: Pick<DataDirectory, 'signIn'>,
  port: number,
  provide: typeof startDemoThread = startDemoProvider,
): Promise<SignIn> {
  await requireFreePort(port, '--sign-in-port');
  const provider = await provide({ port, directory: signIn, mode: 'development' });
  const { issuer } = provider;
  return {
    issuer,
    settings: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: DEMO_AUDIENCE, OIDC_DEMO: 'true' },
    close: () => provider.close(),
  };
}

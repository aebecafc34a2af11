import type { Configuration } from 'openid-client';
import { CLI_CLIENT, DEMO_DIRECTORY } from './demo-configuration.js';
import { readDemoSecrets } from './demo-secrets.js';
import { discover, isHere } from './discover.js';
import { RENEW_SECONDS } from './limits.js';

export interface MachineClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Gives an access token that still holds for a while. @throws Error when the provider gives none */
export type AccessTokens = () => Promise<string>;

/** For a machine that signs in with a secret of its own (RFC 6749 §4.4). Who asks together is answered together. */
export function accessTokens({ issuer, clientId, clientSecret }: MachineClient): AccessTokens {
  let discovered: Promise<Configuration> | null = null;
  return keptFresh(async () => {
    const { clientCredentialsGrant } = await import('openid-client');
    discovered ??= discover(issuer, clientId, clientSecret);
    try {
      const { access_token: token, expires_in: seconds = 0 } = await clientCredentialsGrant(await discovered);
      return { token, seconds };
    } catch (error) {
      // it may be another provider by now
      discovered = null;
      throw error;
    }
  });
}

/** @returns tokens of the demo accounts by their names. @throws Error when the secrets of that house cannot be read */
export function demoTokens(directory: string, issuer: string): (account: string) => Promise<string> {
  const secrets = readDemoSecrets(directory);
  const made = new Map<string, AccessTokens>();
  return (account) => {
    const clientSecret = secrets.clientSecretOf(account);
    const tokens = made.get(account) ?? accessTokens({ issuer, clientId: account, clientSecret });
    made.set(account, tokens);
    return tokens();
  };
}

/**
 * Where a provider that is a demo keeps the secrets of its accounts, if it is on this machine and says so.
 *
 * @returns `null` where it is none, or they cannot be read
 */
export async function demoDirectoryOf(issuer: string): Promise<string | null> {
  const directory = (await discover(issuer, CLI_CLIENT)).serverMetadata()[DEMO_DIRECTORY];
  if (typeof directory !== 'string' || !isHere(issuer)) return null;
  try {
    readDemoSecrets(directory);
    return directory;
  } catch {
    return null;
  }
}

interface Given {
  readonly token: string;
  readonly seconds: number;
}

function keptFresh(ask: () => Promise<Given>): AccessTokens {
  let standing: { readonly token: Promise<string>; until: number } | null = null;
  return () => {
    if (standing !== null && Date.now() < standing.until) return standing.token;
    const asked = ask();
    const now = { token: asked.then(({ token }) => token), until: Infinity };
    standing = now;
    asked.then(
      ({ seconds }) => {
        now.until = Date.now() + (seconds - RENEW_SECONDS) * 1000;
      },
      () => {
        if (standing === now) standing = null;
      },
    );
    return now.token;
  };
}

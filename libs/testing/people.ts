import { join } from 'node:path';
import { demoTokens, startDemoProvider } from '@yichuang/host';

/** Signs in as a demo account and answers its access token. */
export type TokenOf = (account: string) => Promise<string>;

/** A provider of sign-in as it runs in development, for services that are tested without a house around them. */
export interface People {
  readonly issuer: string;
  readonly tokenOf: TokenOf;
  close(): Promise<void>;
}

/** Where a house keeps the keys and secrets of its demo provider. */
export const signInDirectory = (data: string): string => join(data, 'sign-in');

/** @param host where it is reached; loopback when absent */
export async function startPeople(folder: string, host?: string): Promise<People> {
  const directory = signInDirectory(folder);
  const provider = await startDemoProvider({
    port: 0,
    directory,
    mode: 'development',
    ...(host === undefined ? {} : { host }),
  });
  return {
    issuer: provider.issuer,
    tokenOf: demoTokens(directory, provider.issuer),
    close: () => provider.close(),
  };
}

/** Who does what where a test does not say: the first that fits, by the beginning of what follows the method. */
const usual: readonly (readonly [RegExp, string])[] = [
  [/^(POST) .*\/(key\/(hold|lift|destroy)|desks\/key\/)/, 'security-administrator'],
  [/ (\/api\/v1)?\/(registers|packs|parked|stream|simulators|metrics)\b/, 'system-administrator'],
  [/ (\/api\/v1)?\/replay\b/, 'auditor'],
];

/** The demo account that may do this, an applicant where nothing else is said. */
export const accountFor = (method: string, path: string): string =>
  usual.find(([what]) => what.test(`${method} ${path}`))?.[1] ?? 'applicant-1';

/** By whom people are signed in at a house. */
export async function issuerOf(url: string): Promise<string> {
  const answer = await fetch(new URL('/api/v1/sign-in', url));
  return ((await answer.json()) as { issuer: string }).issuer;
}

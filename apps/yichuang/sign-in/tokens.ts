import {
  demoAccounts,
  demoDirectoryOf,
  demoTokens,
  discover,
  findDemoAccount,
  type AccessTokens,
} from '@yichuang/sign-in';
import { text } from '@yichuang/kernel';
import { Failure } from '../failure.js';
import type { Options } from '../options.js';
import { forgetSignIn, keepSignIn, keptSignIn, oneAtATime, type KeptSignIn } from './kept-sign-ins.js';
import { signInPlace, type SignInPlace } from './place.js';

/** A token is renewed while it still holds, so that no call finds it run out on the way. */
const RENEW_MILLIS = 30_000;

type Granted = Extract<KeptSignIn, { accessToken: string }>;

/**
 * The access tokens of one command: of the account that was asked for, of whoever signed in, or in a demo on this machine of the
 * account that fits. `null` where nobody is signed in.
 */
export function tokensFor(options: Options): () => Promise<string | null> {
  let found: Promise<AccessTokens | null> | null = null;
  return async () => {
    found ??= find(options);
    return (await found)?.() ?? null;
  };
}

async function find({ server, as, account }: Options): Promise<AccessTokens | null> {
  // a machine brings its own, made for it by the provider
  const given = process.env['YICHUANG_TOKEN'];
  if (given !== undefined && given !== '') return () => Promise.resolve(given);
  const place = await signInPlace(String(server));
  if (typeof as === 'string') return tokensAs(place, as);
  if (place === null) return null;
  const kept = await keptSignIn(place.issuer);
  if (kept !== null) return 'account' in kept ? tokensAs(place, kept.account) : () => fresh(place);
  const directory = place.demo ? await demoDirectory(place) : null;
  return directory === null ? null : () => demoTokens(directory, place.issuer)(String(account));
}

/** @throws Failure where that is no demo of this machine, or has no such account */
export async function tokensAs(place: SignInPlace | null, as: string): Promise<AccessTokens> {
  if (place?.demo !== true)
    throw new Failure(text('--as 只用于演示登录', '--as is for the demo sign-in only: sign in with yichuang login'));
  if (findDemoAccount(as) === undefined) {
    const names = demoAccounts.map(({ name }) => name).join(', ');
    throw new Failure(text(`没有演示账户 ${as}；有：${names}`, `there is no demo account ${as}; there are ${names}`));
  }
  const directory = await demoDirectory(place);
  if (directory === null)
    throw new Failure(
      text(
        '读不到演示登录的密钥：请运行 yichuang login',
        'the secrets of the demo sign-in cannot be read here: sign in with yichuang login',
      ),
    );
  const tokenOf = demoTokens(directory, place.issuer);
  return () => tokenOf(as);
}

/** @throws Failure when the provider is away */
export async function demoDirectory({ issuer }: SignInPlace): Promise<string | null> {
  try {
    return await demoDirectoryOf(issuer);
  } catch {
    throw away(issuer);
  }
}

export const away = (issuer: string): Failure =>
  new Failure(text(`连不上登录服务 ${issuer}`, `the sign-in at ${issuer} cannot be reached`));

/** @throws Failure when the sign-in is over */
async function fresh(place: SignInPlace): Promise<string> {
  const kept = await grantedAt(place);
  if (holds(kept)) return kept.accessToken;
  return oneAtATime(async () => {
    // another command may have renewed it meanwhile
    const now = await grantedAt(place);
    return holds(now) ? now.accessToken : renewed(place, now);
  });
}

const holds = ({ until }: Granted): boolean => Date.now() < until - RENEW_MILLIS;

const over = (): Failure =>
  new Failure(text('登录已失效：请运行 yichuang login', 'the sign-in is over: run yichuang login'));

async function grantedAt({ issuer }: SignInPlace): Promise<Granted> {
  const kept = await keptSignIn(issuer);
  if (kept === null || 'account' in kept) throw over();
  return kept;
}

async function renewed({ issuer, clientId }: SignInPlace, { refreshToken }: Granted): Promise<string> {
  const { refreshTokenGrant, ResponseBodyError } = await import('openid-client');
  const config = await discover(issuer, clientId).catch(() => {
    throw away(issuer);
  });
  try {
    if (refreshToken === null) throw over();
    const given = await refreshTokenGrant(config, refreshToken);
    await keepSignIn(issuer, grantOf(given, refreshToken));
    return given.access_token;
  } catch (error) {
    if (!(error instanceof ResponseBodyError) && !(error instanceof Failure)) throw away(issuer);
    await forgetSignIn(issuer);
    throw over();
  }
}

interface Given {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in?: number | undefined;
  readonly refresh_token?: string | undefined;
}

/** @param before stays where the provider gives no other (RFC 6749 §6) */
export const grantOf = (given: Given, before: string | null = null): Granted => ({
  accessToken: given.access_token,
  until: Date.now() + (given.expires_in ?? 0) * 1000,
  refreshToken: given.refresh_token ?? before,
});

import { demoAccountOf, discover } from '@yichuang/sign-in';
import type { Actor } from '@yichuang/contracts';
import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import { Failure } from '../failure.js';
import type { Options } from '../options.js';
import { forgetSignIn, keepSignIn, keptSignIn } from '../sign-in/kept-sign-ins.js';
import { signInPlace, type SignInPlace } from '../sign-in/place.js';
import { away, demoDirectory, grantOf, tokensAs } from '../sign-in/tokens.js';
import type { Language } from '../words.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Signs in at the provider of the house by the device flow (RFC 8628). At a demo of this machine no browser is needed: as the
 * account that is named, or else each command as the account that fits it.
 */
export async function login(options: Options, language: Language): Promise<void> {
  const place = await placeOf(options);
  const { as } = options;
  if (typeof as === 'string') {
    await (
      await tokensAs(place, as)
    )();
    await keepSignIn(place.issuer, { account: as });
  } else if (options['device'] !== true && place.demo && (await demoDirectory(place)) !== null) {
    await forgetSignIn(place.issuer);
    const words = text(
      '演示登录：每个命令以相应的演示账户执行，用 --as 另选',
      'demo sign-in: each command acts as the demo account that fits it, choose another with --as',
    );
    say(words[language]);
  } else await loginElsewhere(place, language);
  await whoami(options, language);
}

async function loginElsewhere({ issuer, clientId }: SignInPlace, language: Language): Promise<void> {
  const { initiateDeviceAuthorization, pollDeviceAuthorizationGrant } = await import('openid-client');
  const config = await discover(issuer, clientId).catch(() => {
    throw away(issuer);
  });
  const { device_authorization_endpoint: offered, scopes_supported: scopes = [] } = config.serverMetadata();
  if (offered === undefined)
    throw new Failure(text(`${issuer} 不支持终端登录`, `${issuer} lets no terminal sign in (RFC 8628)`));
  const scope = ['openid', ...(scopes.includes('offline_access') ? ['offline_access'] : [])].join(' ');
  try {
    const begun = await initiateDeviceAuthorization(config, { scope });
    const address = begun.verification_uri_complete ?? begun.verification_uri;
    const words = text(
      `在浏览器中打开 ${address}\n核对代码 ${begun.user_code}`,
      `open ${address}\nand compare the code ${begun.user_code}`,
    );
    say(words[language]);
    await keepSignIn(issuer, grantOf(await pollDeviceAuthorizationGrant(config, begun)));
  } catch (error) {
    throw new Failure(refusalOf(error));
  }
}

/** What the provider says of it, by the codes of RFC 8628 §3.5. */
function refusalOf(error: unknown): Text {
  const code = (error as { readonly error?: unknown }).error;
  if (code === 'access_denied') return text('登录被取消', 'the sign-in was cancelled');
  if (code === 'expired_token') return text('代码已过期，请再试', 'the code has expired, try again');
  return text('登录没有完成，请再试', 'the sign-in was not completed, try again');
}

/** Gives back what the provider gave, and forgets who was signed in. */
export async function logout(options: Options, language: Language): Promise<void> {
  const { issuer, clientId } = await placeOf(options);
  const kept = await keptSignIn(issuer);
  await forgetSignIn(issuer);
  if (kept !== null && 'refreshToken' in kept) {
    const { tokenRevocation } = await import('openid-client');
    const token = kept.refreshToken ?? kept.accessToken;
    // a provider that is away, or takes nothing back, keeps nobody signed in here
    await discover(issuer, clientId)
      .then((config) => tokenRevocation(config, token))
      .catch(() => undefined);
  }
  const words = kept === null ? text('没有登录', 'nobody was signed in') : text('已退出登录', 'signed out');
  say(words[language]);
}

/** Who the house takes the command line for. @throws Failure for nobody */
export async function whoami(options: Options, language: Language): Promise<void> {
  const { issuer, demo } = await placeOf(options);
  const me = await clientOf(options).get<Actor & { readonly may: unknown }>('/api/v1/me');
  const account = demo ? (demoAccountOf(me.id) ?? null) : null;
  const who = { issuer, account: account?.name ?? null, ...me };
  if (options['json'] === true) {
    say(JSON.stringify(who));
    return;
  }
  const { id, roles, department, division } = me;
  const where = [department, division].filter((part) => part !== null);
  say(account === null ? id : `${account.name} ${account.title[language]}`);
  say([roles.join(', '), ...where].join(' · '));
  say(text(`登录于 ${issuer}`, `signed in at ${issuer}`)[language]);
}

async function placeOf({ server }: Options): Promise<SignInPlace> {
  const place = await signInPlace(String(server));
  if (place !== null) return place;
  throw new Failure(
    text(
      `${String(server)} 没有应答，或者没有登录功能`,
      `nothing answers at ${String(server)}, or nobody can sign in there`,
    ),
  );
}

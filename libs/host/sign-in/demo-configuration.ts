import { resolve } from 'node:path';
import { text, type Text } from '@yichuang/kernel';
import type {
  AdapterFactory,
  ClientMetadata,
  Configuration,
  KoaContextWithOIDC,
  interactionPolicy,
} from 'oidc-provider';
import { demoAccountOf, demoAccounts, findDemoAccount, type DemoAccount } from './demo-accounts.js';
import { interactionPath } from './demo-interaction.js';
import { codePage, confirmPage, faultPage, pageHeaders, saidPage, signOutPage, trusted } from './demo-pages.js';
import type { DemoSecrets, SigningKey } from './demo-secrets.js';
import { ACCESS_TOKEN_SECONDS, CODE_SECONDS, INTERACTION_SECONDS, SESSION_SECONDS } from './limits.js';

/** What the access tokens are made for. */
export const DEMO_AUDIENCE = 'yichuang';
/** The console: authorization code with PKCE (RFC 7636), without a secret, for a browser can keep none. */
export const CONSOLE_CLIENT = 'yichuang-console';
/** The command line: the device flow (RFC 8628). */
export const CLI_CLIENT = 'yichuang-cli';

/** The library wants an address of what tokens are for; tokens carry the audience. */
const RESOURCE = `urn:${DEMO_AUDIENCE}`;
/** In the discovery document: where the secrets of the accounts lie. Who may read them there may be anybody here anyway. */
export const DEMO_DIRECTORY = 'yichuang_demo_directory';
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;

export interface DemoParts {
  readonly directory: string;
  readonly keys: readonly SigningKey[];
  readonly secrets: DemoSecrets;
  readonly memory: AdapterFactory;
  readonly policy: typeof interactionPolicy;
  readonly consoleOrigin: string | undefined;
}

/** Everything that oidc-provider is told. */
export function demoConfiguration({
  directory,
  keys,
  secrets,
  memory,
  policy,
  consoleOrigin,
}: DemoParts): Configuration {
  return {
    adapter: memory,
    discovery: { [DEMO_DIRECTORY]: resolve(directory) },
    jwks: { keys: [...keys] },
    cookies: { keys: [secrets.cookies] },
    clients: [consoleClient(consoleOrigin), cliClient, ...demoAccounts.map((one) => machineClient(one, secrets))],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    responseTypes: ['code'],
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub', 'name', 'roles', 'department', 'division'] },
    findAccount: (_context, id) => {
      const account = demoAccountOf(id);
      if (account === undefined) return undefined;
      const { 'zh-CN': name } = account.title;
      return { accountId: id, claims: () => ({ sub: id, name, ...claimsOf(account) }) };
    },
    extraTokenClaims: (_context, token) => {
      const account = 'accountId' in token ? demoAccountOf(token.accountId) : findDemoAccount(token.clientId ?? '');
      return account === undefined ? undefined : claimsOf(account);
    },
    // a machine that signs in with an account's secret is that account
    formats: {
      customizers: {
        jwt: (_context, token, { payload }) => {
          if (token.kind === 'ClientCredentials') payload['sub'] = findDemoAccount(token.clientId ?? '')?.actor.id;
        },
      },
    },
    loadExistingGrant: granted,
    // the console's sign-out ends what it was given; the command line gives its own back itself
    expiresWithSession: (context) => context.oidc.client?.clientId === CONSOLE_CLIENT,
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    clientBasedCORS: (_context, origin, client) =>
      client.clientId === CONSOLE_CLIENT &&
      (consoleOrigin === undefined ? LOOPBACK.test(origin) : origin === consoleOrigin),
    interactions: { policy: policyOf(policy), url: (_context, { uid }) => interactionPath(uid) },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: CODE_SECONDS,
      DeviceCode: INTERACTION_SECONDS,
      Interaction: INTERACTION_SECONDS,
      RefreshToken: SESSION_SECONDS,
      Session: SESSION_SECONDS,
      Grant: SESSION_SECONDS,
    },
    renderError: (context, { error, error_description: detail }) => {
      show(context, consoleOrigin, faultPage(detail === undefined ? error : `${error}: ${detail}`));
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      // access tokens are made for the house and good for nothing here
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: DEMO_AUDIENCE,
          accessTokenTTL: ACCESS_TOKEN_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
      deviceFlow: devicePages(consoleOrigin),
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          show(context, consoleOrigin, signOutPage(trusted(form)));
        },
        postLogoutSuccessSource: (context) => {
          show(context, consoleOrigin, saidPage(text('已退出登录。', 'You are signed out.')));
        },
      },
    },
  };
}

/** As claims of a token; the names are those of RFC 9068 §2.2.3.1 and ours. What does not apply is not there. */
function claimsOf({ actor: { roles, department, division } }: DemoAccount): Record<string, unknown> {
  return {
    roles,
    ...(department === null ? {} : { department }),
    ...(division === null ? {} : { division }),
  };
}

/** A native client, for only then may the port be another one each time (RFC 8252 §7.3). */
function consoleClient(consoleOrigin: string | undefined): ClientMetadata {
  const origins = consoleOrigin === undefined ? ['http://127.0.0.1', 'http://localhost'] : [consoleOrigin];
  return {
    client_id: CONSOLE_CLIENT,
    client_name: '一窗 Yichuang',
    application_type: consoleOrigin === undefined ? 'native' : 'web',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: origins.map((origin) => `${origin}/signed-in`),
    post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
  };
}

const cliClient: ClientMetadata = {
  client_id: CLI_CLIENT,
  client_name: '一窗命令行 Yichuang command line',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
  response_types: [],
  redirect_uris: [],
};

const machineClient = ({ name, title }: DemoAccount, secrets: DemoSecrets): ClientMetadata => ({
  client_id: name,
  client_name: title['zh-CN'],
  client_secret: secrets.clientSecretOf(name),
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});

/** Both clients are the house's own: whoever signed in is not asked again whether he meant it. */
async function granted({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  const known = session?.grantIdFor(client?.clientId ?? '');
  const before = known === undefined ? undefined : await provider.Grant.find(known);
  if (before !== undefined && before.accountId === session?.accountId) return before;
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
  grant.addOIDCScope('openid offline_access');
  await grant.save();
  return grant;
}

/** Signing in is all that is asked; on another machine also of whoever is signed in, for it may be for somebody else. */
function policyOf({ base, Check }: typeof interactionPolicy): ReturnType<typeof base> {
  const asked = base();
  asked.remove('consent');
  asked
    .get('login')
    ?.checks.add(
      new Check('another_machine', 'an account must be chosen for another machine', 'login_required', ({ oidc }) =>
        oidc.deviceCode !== undefined && oidc.result?.login === undefined
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return asked;
}

function devicePages(
  consoleOrigin: string | undefined,
): NonNullable<NonNullable<Configuration['features']>['deviceFlow']> {
  return {
    enabled: true,
    userCodeInputSource: (context, _form, _out, error) => {
      const secret = context.oidc.session?.state?.['secret'];
      const form = {
        action: context.oidc.urlFor('code_verification'),
        token: typeof secret === 'string' ? secret : '',
        code: typeof context.query['shown'] === 'string' ? context.query['shown'] : '',
        fault: error === undefined ? null : codeFault(error),
      };
      show(context, consoleOrigin, codePage(form));
    },
    userCodeConfirmSource: (context, form, client, _device, code) => {
      show(context, consoleOrigin, confirmPage(trusted(form), client.clientName ?? client.clientId, code));
    },
    successSource: (context) => {
      show(
        context,
        consoleOrigin,
        saidPage(text('已登录，可以关闭此页，回到终端。', 'Signed in. Close this page and go back to the terminal.')),
      );
    },
  };
}

const codeFault = ({ name }: Error): Text =>
  name === 'AbortedError'
    ? text('已取消登录。', 'The sign-in was cancelled.')
    : text('代码不对、已用过或已过期，请再试。', 'The code is wrong, used or expired. Try again.');

function show(context: KoaContextWithOIDC, consoleOrigin: string | undefined, html: string): void {
  context.set({ ...pageHeaders(consoleOrigin) });
  context.body = html;
}

import { z } from 'zod';

const claim = z.string().max(200);

/** By whom people are signed in, and where he writes what we read of them. */
export const signInSettings = {
  /** Of the OpenID provider, as he names himself: where his discovery document is, and what stands in his tokens. */
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(isPlain, 'must have no query and no fragment')
    .optional(),
  /** What access tokens for this house are made for. */
  OIDC_AUDIENCE: z.string().default('yichuang'),
  /** The claim with the roles. One with dots may be a way through claims that lie in one another. */
  OIDC_ROLES_CLAIM: claim.default('roles'),
  OIDC_DEPARTMENT_CLAIM: claim.default('department'),
  OIDC_DIVISION_CLAIM: claim.default('division'),
  /** The provider is the demo one, whose accounts are for everybody; in development only. */
  OIDC_DEMO: z.stringbool().default(false),
  /** Under which names the console and the command line are known to the provider. */
  OIDC_CONSOLE_CLIENT: z.string().default('yichuang-console'),
  OIDC_CLI_CLIENT: z.string().default('yichuang-cli'),
};

/** OpenID Connect Discovery 1.0 §3. */
function isPlain(issuer: string): boolean {
  return !/[?#]/.test(issuer);
}

/** Over plain HTTP anybody on the way could say which keys are the provider's. */
export const issuerFaults = (issuer: string | undefined): string[] =>
  issuer === undefined || issuer.startsWith('https://') ? [] : ['OIDC_ISSUER: must be https outside development'];

/** What must be known of a provider to know the people whom it signed in. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly production: boolean;
  readonly claims: { readonly roles: string; readonly department: string; readonly division: string };
}

type SignIn = z.infer<z.ZodObject<typeof signInSettings>> & { readonly MODE: 'development' | 'production' };

/** `null` where people cannot sign in. */
export function providerOf(settings: SignIn): ProviderSettings | null {
  if (settings.OIDC_ISSUER === undefined) return null;
  return {
    issuer: settings.OIDC_ISSUER,
    audience: settings.OIDC_AUDIENCE,
    production: settings.MODE === 'production',
    claims: {
      roles: settings.OIDC_ROLES_CLAIM,
      department: settings.OIDC_DEPARTMENT_CLAIM,
      division: settings.OIDC_DIVISION_CLAIM,
    },
  };
}

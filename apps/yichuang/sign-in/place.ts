import { CLI_CLIENT } from '@yichuang/sign-in';

/** By whom people of a house are signed in. */
export interface SignInPlace {
  readonly issuer: string;
  /** Anybody may be anybody there. */
  readonly demo: boolean;
  /** What the command line is called there. */
  readonly clientId: string;
}

interface Told {
  readonly issuer: string | null;
  readonly demo: boolean;
  readonly clients: { readonly commandLine: string };
}

/**
 * As the house tells; where it does not know of sign-in yet, as the environment says.
 *
 * @returns `null` where nobody can sign in, or nothing answers: whatever is asked next says so better
 */
export async function signInPlace(server: string, env: NodeJS.ProcessEnv = process.env): Promise<SignInPlace | null> {
  const answer = await ask(server);
  if (answer === null) return null;
  if (answer.ok) {
    const { issuer, demo, clients } = (await answer.json()) as Told;
    return issuer === null ? null : { issuer, demo, clientId: clients.commandLine };
  }
  await answer.body?.cancel();
  const issuer = env['OIDC_ISSUER'];
  return issuer === undefined || issuer === '' ? null : { issuer, demo: false, clientId: CLI_CLIENT };
}

async function ask(server: string): Promise<Response | null> {
  try {
    return await fetch(new URL('/api/v1/sign-in', server));
  } catch {
    return null;
  }
}

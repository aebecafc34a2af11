import { Controller, Get, Inject } from '@nestjs/common';
import { actions, permissionsOf, type Action, type Actor, type Permission } from '@yichuang/contracts';
import { Asks, notSignedIn, SETTINGS, SignedIn, type Settings } from '@yichuang/host';

/** By whom people are signed in here, and who I am. */
@Controller('api/v1')
export class SignInController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** What a client must know before anybody is signed in. `issuer` is `null` where nobody can. */
  @Asks('api.read')
  @Get('sign-in')
  provider(): object {
    const { OIDC_ISSUER, OIDC_AUDIENCE, OIDC_DEMO, OIDC_CONSOLE_CLIENT, OIDC_CLI_CLIENT } = this.settings;
    return {
      issuer: OIDC_ISSUER ?? null,
      audience: OIDC_AUDIENCE,
      demo: OIDC_DEMO,
      clients: { console: OIDC_CONSOLE_CLIENT, commandLine: OIDC_CLI_CLIENT },
    };
  }

  /** Who is signed in, and by the table of roles all that he may do and how far. @throws Problem 401 for nobody */
  @Asks('api.read')
  @Get('me')
  me(@SignedIn() actor: Actor | null): object {
    if (actor === null) throw notSignedIn();
    return { ...actor, may: Object.fromEntries(actions.flatMap((action) => permitted(actor, action))) };
  }
}

const permitted = (actor: Actor, action: Action): readonly (readonly [Action, readonly Permission[]])[] => {
  const permissions = permissionsOf(actor, action);
  return permissions.length === 0 ? [] : [[action, permissions]];
};

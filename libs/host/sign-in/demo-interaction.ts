import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { findDemoAccount } from './demo-accounts.js';
import { accountsPage, faultPage, pageHeaders } from './demo-pages.js';
import type { DemoSecrets } from './demo-secrets.js';
import { FORM_BYTES_MAX } from './limits.js';

const PATH = /^\/interaction\/([\w-]{1,64})$/;

export const interactionPath = (uid: string): string => `/interaction/${uid}`;

/** What answers the pages on which somebody chooses an account; `null` for any other request. */
export function interactionOf(request: IncomingMessage): string | null {
  return PATH.exec(request.url ?? '')?.[1] ?? null;
}

export interface Interacting {
  readonly provider: Provider;
  readonly secrets: DemoSecrets;
  readonly consoleOrigin: string | undefined;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Shows the accounts, and takes the one that was chosen. */
export async function interact(
  { provider, secrets, consoleOrigin }: Interacting,
  uid: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, html: string): void => {
    response.writeHead(status, pageHeaders(consoleOrigin)).end(html);
  };
  const shown = await begun(provider, uid, request, response);
  if (shown === null) {
    say(400, faultPage('the sign-in is over, or was begun by another browser'));
    return;
  }
  if (request.method !== 'POST') {
    say(200, accountsPage(secrets.formOf(uid)));
    return;
  }
  const form = await formOf(request);
  if (form === null || !equal(form.get('token') ?? '', secrets.formOf(uid))) {
    say(403, faultPage('the form was not made for this sign-in'));
    return;
  }
  const account = findDemoAccount(form.get('account') ?? '');
  if (account === undefined) {
    const refused = { error: 'access_denied', error_description: 'nobody was chosen' };
    await provider.interactionFinished(request, response, refused, { mergeWithLastSubmission: false });
    return;
  }
  await leaveSessionOfAnother(provider, shown, account.actor.id);
  const login = { accountId: account.actor.id };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

/** `null` unless the browser's own cookie names the very sign-in of this address. */
async function begun(
  provider: Provider,
  uid: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Interaction | null> {
  try {
    const found = await provider.interactionDetails(request, response);
    return found.uid === uid ? found : null;
  } catch {
    return null;
  }
}

/** Whoever chooses another account leaves the one before; the library would need a script on a page of its own for it. */
async function leaveSessionOfAnother(provider: Provider, shown: Interaction, accountId: string): Promise<void> {
  const { session } = shown;
  if (session === undefined || session.accountId === accountId) return;
  await (await provider.Session.findByUid(session.uid))?.destroy();
  delete shown.session;
  await shown.save(shown.exp - Math.floor(Date.now() / 1000));
}

/** `null` for one that is longer than these pages make. */
async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > FORM_BYTES_MAX) return null;
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

function equal(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

import { createHash } from 'node:crypto';
import type { Port } from '@yichuang/host';
import { formatInstant } from '@yichuang/working-time';
import { Agent, request } from 'undici';
import type { Ask } from '../notification/desk.js';
import type { Outcome } from '../notification/events.js';
import { WEBHOOK_PORT } from './channels.js';
import { outsideOnly } from './inside.js';
import { signedHeaders } from './signature.js';
import type { Subscription } from './subscriptions.js';

const CONNECT_MILLIS = 2_000;

/**
 * Webhooks, signed as Standard Webhooks 1.0 says. The receiver is told that something has become of a case and where to ask; it is
 * told nothing about a person. Any answer but 2xx is tried again, but for 410: it wants no more.
 */
export function webhookPort(subscriptions: readonly Subscription[], inDevelopment: boolean): Port<Ask, Outcome> {
  const byChannel = new Map(subscriptions.map((one) => [`${WEBHOOK_PORT}/${one.name}`, one]));
  const dispatcher = new Agent({
    connect: { timeout: CONNECT_MILLIS, ...(inDevelopment ? {} : { lookup: outsideOnly }) },
    // nothing is kept open that would keep the process
    keepAliveTimeout: 1,
    pipelining: 0,
  });
  return {
    name: WEBHOOK_PORT,
    nature: 'question',
    call: async ({ key, caseId, ask, signal }) => {
      const to = byChannel.get(ask.channel);
      if (to === undefined) return { sent: false, code: 'NOT_SUBSCRIBED' };
      const body = JSON.stringify(bodyOf(caseId, ask));
      const id = `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
      // its clock is compared with the receiver's: never a training clock
      const signed = signedHeaders(to.key, { id, seconds: Math.floor(Date.now() / 1_000), body });
      const { statusCode, body: answer } = await request(to.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'yichuang', ...signed },
        body,
        signal,
        dispatcher,
      });
      await answer.dump();
      if (statusCode >= 200 && statusCode < 300) return { sent: true, simulated: false };
      if (statusCode === 410) return { sent: false, code: 'HTTP_410' };
      throw new Error(`the webhook was answered with ${String(statusCode)}`);
    },
  };
}

/** Nothing in it is about a person: who may know more asks for it, signed in. */
function bodyOf(caseId: string, { kind, about, number, of, said: { document, dueAt } }: Ask): object {
  return {
    type: `case.${kind}`,
    timestamp: new Date(of.at).toISOString(),
    data: {
      caseId,
      number,
      about,
      ...(document === undefined ? {} : { document }),
      ...(dueAt === undefined ? {} : { dueAt: formatInstant(dueAt) }),
    },
  };
}

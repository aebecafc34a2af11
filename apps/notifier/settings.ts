import { z } from 'zod';
import type { Channels } from './channels/channels.js';
import { mailPort } from './channels/mail.js';
import { readSubscriptions, type Subscription } from './channels/subscriptions.js';
import { webhookPort } from './channels/webhook.js';
import type { Port } from '@yichuang/host';

type Raw = Readonly<Record<string, string | undefined>>;

const address = z.string().regex(/^(?:[^<>@\s][^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
  message: 'must be an address, or a name and an address in <>',
});

/** What the notifier is told beside what every service is. A way that is not set is off; in development it is simulated. */
export const settings = z
  .object({
    /** The mail server: `smtps://user:password@host`, or `smtp://…`, which outside development must offer STARTTLS. */
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    /** From whom letters come. */
    SMTP_FROM: address.optional(),
    /** Machines that asked to be told: `{name, url, secretFile, kinds}`, as YAML or JSON. */
    WEBHOOKS_FILE: z.string().optional(),
    MODE: z.string().optional(),
  })
  .superRefine(({ WEBHOOKS_FILE, MODE }, context) => {
    if (WEBHOOKS_FILE === undefined) return;
    try {
      readSubscriptions(WEBHOOKS_FILE, MODE === 'development');
    } catch (error) {
      const message = error instanceof TypeError ? error.message : 'cannot be read as YAML';
      context.addIssue({ code: 'custom', path: ['WEBHOOKS_FILE'], message });
    }
  })
  .refine(({ SMTP_URL, SMTP_FROM }) => (SMTP_URL === undefined) === (SMTP_FROM === undefined), {
    path: ['SMTP_FROM'],
    message: 'goes with SMTP_URL: both or none',
  });

const inDevelopment = (raw: Raw): boolean => raw['MODE'] === 'development';

/** Which ways there are. Simulators have no place where cases are real: there a way that is not set is off. */
export function channelsOf(raw: Raw): Channels {
  const simulated = inDevelopment(raw);
  const mail = raw['SMTP_URL'] !== undefined ? 'mail' : simulated ? 'mail-simulator' : undefined;
  return {
    ways: { ...(mail === undefined ? {} : { mail }), ...(simulated ? { sms: 'sms-simulator' } : {}) },
    subscriptions: subscriptionsOf(raw).map(({ name, kinds }) => ({ name, kinds })),
  };
}

/** Ports to the outside that are set up. */
export function portsOf(raw: Raw): readonly Port[] {
  const { SMTP_URL: url, SMTP_FROM: from } = raw;
  const mail =
    url === undefined || from === undefined ? [] : [mailPort({ url, from, encrypted: !inDevelopment(raw) }) as Port];
  // also without subscriptions: one that was taken away may have errands left
  return [...mail, webhookPort(subscriptionsOf(raw), inDevelopment(raw)) as Port];
}

const subscriptionsOf = (raw: Raw): readonly Subscription[] =>
  raw['WEBHOOKS_FILE'] === undefined ? [] : readSubscriptions(raw['WEBHOOKS_FILE'], inDevelopment(raw));

import { createHash } from 'node:crypto';
import type { NotifierSection } from '@yichuang/contracts';
import type { Port } from '@yichuang/host';
import { createTransport } from 'nodemailer';
import type { Ask } from '../notification/desk.js';
import type { Outcome } from '../notification/events.js';
import { letter } from '../wording/message.js';

export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  /** RFC 5322 address. */
  readonly from: string;
  /** Nothing goes over a line that is not encrypted. */
  readonly encrypted: boolean;
}

/**
 * [P] Servers think before they take a letter (RFC 5321 §4.5.3.2 allows minutes), and one given up on may have taken it: it would
 * come twice. A connection is sooner there or not.
 */
const PATIENCE_MILLIS = 60_000;
const CONNECTING_MILLIS = 10_000;
/** A call may be as long as its greeting and the longest silence in it, and is then taken for lost. */
const CALL_MILLIS = CONNECTING_MILLIS + 2 * PATIENCE_MILLIS;

/**
 * 电子邮件 by SMTP. A letter that is sent again after an answer was lost has the same Message-ID, by which mailboxes know it. What
 * the server turns down for good (5yz, RFC 5321 §4.2.1) is not tried again; no address leaves this file in an error.
 */
export function mailPort({ url, from, encrypted }: MailSettings): Port<Ask, Outcome, NotifierSection> {
  const transport = createTransport({
    url,
    requireTLS: encrypted && url.startsWith('smtp:'),
    connectionTimeout: CONNECTING_MILLIS,
    greetingTimeout: PATIENCE_MILLIS,
    socketTimeout: PATIENCE_MILLIS,
    dnsTimeout: CONNECTING_MILLIS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.replace(/^.*@/s, '').replace(/>.*$/s, '');
  return {
    name: 'mail',
    nature: 'question',
    patienceMillis: CALL_MILLIS,
    call: async ({ key, ask, section }) => {
      const to = section?.people[section.applicant.contact]?.email;
      if (to === undefined) return { sent: false, code: 'NO_ADDRESS' };
      const { subject, body } = letter(ask);
      try {
        await transport.sendMail({
          from,
          // as data, never parsed: an address cannot add recipients or headers
          to: { name: '', address: to },
          subject,
          text: body,
          messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`,
          // RFC 3834: nobody's out-of-office note answers it
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { sent: true, simulated: false };
      } catch (error) {
        return turnedDown(error);
      }
    },
  };
}

/** @throws what may be tried again, without the words of the server, which may repeat the address */
function turnedDown(error: unknown): Outcome {
  const { code = 'UNKNOWN', responseCode } = error as { readonly code?: string; readonly responseCode?: number };
  // credentials are the operator's to mend, and the letter waits for that
  const forGood = code !== 'EAUTH' && responseCode !== undefined && responseCode >= 500;
  if (forGood) return { sent: false, code: `SMTP_${String(responseCode)}` };
  throw new Error(`the letter was not taken: ${code} ${String(responseCode ?? '')}`.trimEnd());
}

import { createHmac } from 'node:crypto';

/** Secret of a webhook as it is written: `whsec_` and 24 to 64 bytes in base64 (Standard Webhooks 1.0). */
const WRITTEN = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const BYTES_MIN = 24;
const BYTES_MAX = 64;

/** `null` for what is no secret. */
export function webhookKey(written: string): Buffer | null {
  const [, base64 = ''] = WRITTEN.exec(written.trim()) ?? [];
  const key = Buffer.from(base64, 'base64');
  return key.length >= BYTES_MIN && key.length <= BYTES_MAX && key.toString('base64') === base64 ? key : null;
}

export interface Signed {
  /** Stays the same when it is sent again: by it the receiver knows a repetition. */
  readonly id: string;
  /** Of this attempt, seconds of the epoch: an old one is not accepted again. */
  readonly seconds: number;
  readonly body: string;
}

/** The headers of the Standard Webhooks scheme: HMAC-SHA256 over id, time and body. */
export const signedHeaders = (key: Buffer, { id, seconds, body }: Signed): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': `v1,${createHmac('sha256', key)
    .update(`${id}.${String(seconds)}.${body}`)
    .digest('base64')}`,
});

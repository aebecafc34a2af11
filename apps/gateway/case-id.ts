import { createHmac, randomBytes } from 'node:crypto';
import { Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';

/** Crockford's alphabet in lower case: no i, l, o, u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 24;

/**
 * The case id follows from who asks and his idempotency key, so that two gateways given one key make one case. Keyed, so
 * that an id tells nothing of the key and nobody can guess another's. 120 bits in base 32.
 */
export function caseIdOf(secret: Buffer, principal: string, idempotencyKey: string): string {
  return written(createHmac('sha256', secret).update(`case\n${principal}\n${idempotencyKey}`, 'utf8').digest());
}

/** One that nobody has had. */
export const newId = (): string => written(randomBytes(16));

function written(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let id = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && id.length < LENGTH) {
      bits -= 5;
      id += ALPHABET[(value >> bits) & 31] ?? '';
      value &= (1 << bits) - 1;
    }
  }
  return id;
}

/**
 * Ids of ours hold no character that a path gives a meaning to; whatever else is asked for does not exist.
 * @throws Problem 404
 */
export function checkedId(caseId: string): string {
  if (!/^[0-9a-z]{1,64}$/.test(caseId)) throw noSuchCase();
  return caseId;
}

export const noSuchCase = (): Problem =>
  new Problem(404, 'NO_SUCH_CASE', text('没有这个办件', 'there is no such case'));

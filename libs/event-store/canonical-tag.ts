import { createHmac } from 'node:crypto';

/**
 * Tag of a command's plaintext: HMAC-SHA-256 over its canonical JSON (members sorted, as RFC 8785 does). Keyed, because
 * the input holds private values with few possibilities; over the plaintext, because sealing makes equal requests differ.
 */
export const canonicalTag = (key: Uint8Array, input: unknown): Uint8Array =>
  createHmac('sha256', key).update(canonical(input), 'utf8').digest();

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`);
  return `{${members.join(',')}}`;
}

import { randomBytes } from 'node:crypto';

/** Sixteen bytes in URL-safe base 64; Kafka's tool takes one that begins with a dash for an option. */
export function clusterId(): string {
  return Buffer.concat([Buffer.alloc(1), randomBytes(15)]).toString('base64url');
}

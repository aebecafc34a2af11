import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { kinds } from '../notification/events.js';
import { isInsideHost } from './inside.js';
import { webhookKey } from './signature.js';

/** A machine that asked to be told. */
const subscription = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  url: z.url({ protocol: /^https?$/ }),
  /** Where its secret stands, readable by its owner alone; beside the file of subscriptions when it is relative. */
  secretFile: z.string().min(1),
  kinds: z.array(z.enum(kinds)).min(1),
});
const file = z.array(subscription).max(50);

export interface Subscription extends Omit<z.infer<typeof subscription>, 'secretFile'> {
  readonly key: Buffer;
}

/** @throws TypeError naming every fault, never a secret */
export function readSubscriptions(path: string, inDevelopment: boolean): readonly Subscription[] {
  const parsed = file.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new TypeError(parsed.error.issues.map(wordsOf).join('; '));
  const read = parsed.data.map((one) => ({ one, key: keyIn(resolve(dirname(path), one.secretFile)) }));
  const names = parsed.data.map(({ name }) => name);
  const faults = read.flatMap(({ one: { name, url }, key }) =>
    [
      typeof key === 'string' && `secretFile ${key}`,
      !inDevelopment && !url.startsWith('https:') && 'url is not https',
      !inDevelopment && isInsideHost(new URL(url).hostname) && 'url leads inside',
      names.filter((other) => other === name).length > 1 && 'there are two of this name',
    ]
      .filter((fault) => fault !== false)
      .map((fault) => `${name}: ${fault}`),
  );
  if (faults.length > 0) throw new TypeError([...new Set(faults)].join('; '));
  return read.map(({ one: { secretFile: _file, ...rest }, key }) => ({ ...rest, key: key as Buffer }));
}

/** The key, or what is wrong with its file. */
function keyIn(path: string): Buffer | string {
  try {
    if ((statSync(path).mode & 0o077) !== 0) return 'may be read by others than its owner';
    return webhookKey(readFileSync(path, 'utf8')) ?? 'holds no secret: whsec_ and 24 to 64 bytes in base64';
  } catch {
    return 'cannot be read';
  }
}

const wordsOf = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `${path.map(String).join('.')}: ${message}`;

/** A value that nobody may find. The label says which it is and never what. */
export interface Secret {
  readonly label: string;
  readonly value: string;
}

export type Guise = 'clear' | 'escaped' | 'percent' | 'hex' | 'base64';

/** The bytes by which a secret is known in one of its guises. */
export interface Needle {
  readonly secret: Secret;
  readonly guise: Guise;
  readonly bytes: Buffer;
  /** Letters A to Z are looked for in either case; in base64 they are different letters. */
  readonly folded: boolean;
}

/** A two-character name has six bytes; what is shorter is found everywhere by chance. */
export const NEEDLE_BYTES_MIN = 6;

/**
 * A secret in clear, as JSON and URLs escape it, in hex, and in base64 at each of the three places it may have among other
 * bytes; in its own, in upper and in lower case.
 *
 * @throws RangeError naming the secret's label when it is too short to be told from chance
 */
export function needlesOf(secret: Secret): Needle[] {
  const { value, label } = secret;
  if (Buffer.byteLength(value) < NEEDLE_BYTES_MIN) throw new RangeError(`${label} is too short to be looked for`);
  const cases = [...new Set([value, value.toLowerCase(), value.toUpperCase()])];
  const written: [Guise, string, boolean][] = [
    ['clear', value, true],
    ['escaped', escaped(value), true],
    ['percent', encodeURIComponent(value), true],
    ...cases.map((one): [Guise, string, boolean] => ['hex', Buffer.from(one).toString('hex'), true]),
    ...cases.flatMap((one) => base64Of(one).map((text): [Guise, string, boolean] => ['base64', text, false])),
  ];
  const distinct = new Map<string, { guise: Guise; text: string; folded: boolean }>();
  for (const [guise, text, folded] of written) {
    const key = `${text} ${String(folded)}`;
    if (!distinct.has(key)) distinct.set(key, { guise, text, folded });
  }
  return [...distinct.values()].map(({ guise, text, folded }) => ({
    secret,
    guise,
    folded,
    bytes: Buffer.from(folded ? text.toLowerCase() : text),
  }));
}

/** What of the base64 does not depend on the bytes before and after, with none, one and two bytes before it. */
export function base64Of(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
}

const escaped = (value: string): string =>
  Array.from({ length: value.length }, (_, index) => value.charCodeAt(index))
    .map((unit) => (unit < 0x80 ? String.fromCharCode(unit) : `\\u${unit.toString(16).padStart(4, '0')}`))
    .join('');

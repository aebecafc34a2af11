const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = ALPHABET.length;
const values = new Map(Array.from(ALPHABET, (character, value) => [character, value] as const));

/** Bytes in the 45 characters a QR code packs best, two in three (RFC 9285). */
export function base45(bytes: Uint8Array): string {
  let written = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    written += low === undefined ? digits(high, 2) : digits(high * 256 + low, 3);
  }
  return written;
}

/** The bytes again; `null` for what {@link base45} never writes. */
export function bytesOfBase45(written: string): Uint8Array | null {
  if (written.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < written.length; at += 3) {
    const group = written.slice(at, at + 3);
    const value = valueOf(group);
    if (value === null || value >= (group.length === 3 ? 65_536 : 256)) return null;
    bytes.push(...(group.length === 3 ? [value >> 8, value & 255] : [value]));
  }
  return Uint8Array.from(bytes);
}

function digits(value: number, count: number): string {
  let [rest, written] = [value, ''];
  for (let digit = 0; digit < count; digit += 1, rest = Math.floor(rest / BASE))
    written += ALPHABET.charAt(rest % BASE);
  return written;
}

function valueOf(group: string): number | null {
  let value = 0;
  for (const character of Array.from(group).reverse()) {
    const digit = values.get(character);
    if (digit === undefined) return null;
    value = value * BASE + digit;
  }
  return value;
}

import { z } from 'zod';

/** A public key by which licences are verified, as a JWK; `kid` is what a licence names it by. */
export const licenceKey = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[\w-]{43}$/),
  kid: z.string().regex(/^[\x21-\x7e]{1,64}$/),
});
export type LicenceKey = z.infer<typeof licenceKey>;

/** Every key that ever signed, so that an old licence verifies for ever (RFC 7517 JWK set). */
export const licenceKeys = z.looseObject({ keys: z.array(licenceKey) });
export type LicenceKeys = z.infer<typeof licenceKeys>;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The key's 32 bytes. */
export function bytesOfKey({ x }: LicenceKey): Uint8Array {
  const bytes: number[] = [];
  let [bits, width] = [0, 0];
  for (const character of x) {
    bits = ((bits << 6) | ALPHABET.indexOf(character)) & 0xffff;
    width += 6;
    if (width >= 8) {
      width -= 8;
      bytes.push((bits >> width) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

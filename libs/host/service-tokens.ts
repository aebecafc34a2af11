import { importJWK, SignJWT } from 'jose';
import { readPrivateKey } from './service-keys.js';
import { TOKEN_RENEW_SECONDS, TOKEN_SECONDS } from './limits.js';

/** What a service shows to others to be known by. */
export interface Identity {
  /** A signed token for calls to that service. @throws Error when the key cannot be read */
  tokenFor(service: string): Promise<string>;
  /** The other side does not take it: the next one is made anew, also from a new key. */
  forget(service: string): void;
}

/** Signs with the service's own key, read again whenever a token is made: a key that was changed needs no restart. */
export function identityOf(service: string, keyFile: string): Identity {
  const made = new Map<string, { readonly token: Promise<string>; readonly renewAt: number }>();
  return {
    tokenFor(audience) {
      const known = made.get(audience);
      if (known !== undefined && Date.now() < known.renewAt) return known.token;
      const token = signed(service, audience, keyFile);
      made.set(audience, { token, renewAt: Date.now() + (TOKEN_SECONDS - TOKEN_RENEW_SECONDS) * 1000 });
      token.catch(() => made.delete(audience));
      return token;
    },
    forget: (audience) => {
      made.delete(audience);
    },
  };
}

async function signed(service: string, audience: string, keyFile: string): Promise<string> {
  const key = readPrivateKey(keyFile, service);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'JWT' })
    .setIssuer(service)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${String(TOKEN_SECONDS)}s`)
    .sign(await importJWK(key, 'EdDSA'));
}

import { LRUCache } from 'lru-cache';
import type { ServiceClient } from './service-client.js';
import type { SealedOf } from './sealing.js';
import { KEY_CACHE_MAX, KEY_CACHE_MILLIS } from './limits.js';

/** Section keys, asked of the vault in batches and cached. Every key handed out is recorded by the vault. */
export interface KeyRing {
  /** In the order asked; `null` where the case has no key (any more). @throws TryLater when the vault is away */
  keys(of: readonly SealedOf[]): Promise<readonly (Buffer | null)[]>;
}

export function vaultKeyRing(vault: ServiceClient): KeyRing {
  // as text: a small Buffer would keep the whole slab alive that it was cut from
  const cache = new LRUCache<string, string>({ max: KEY_CACHE_MAX, ttl: KEY_CACHE_MILLIS });
  const idOf = ({ caseId, section }: SealedOf) => `${caseId}/${section}`;

  return {
    async keys(of) {
      const known = new Map<string, string | null>();
      for (const one of of) known.set(idOf(one), cache.get(idOf(one)) ?? null);
      const missing = of.filter((one) => known.get(idOf(one)) === null);
      if (missing.length > 0) {
        const wanted = [...new Map(missing.map((one) => [idOf(one), one])).values()];
        const granted = await vault.post<{ keys: (string | null)[] }>('/keys/grant', { sections: wanted });
        wanted.forEach((one, index) => {
          const key = granted.keys[index];
          if (typeof key !== 'string') return;
          cache.set(idOf(one), key);
          known.set(idOf(one), key);
        });
      }
      return of.map((one) => {
        const key = known.get(idOf(one)) ?? null;
        return key === null ? null : Buffer.from(key, 'base64');
      });
    },
  };
}

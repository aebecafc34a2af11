import { LRUCache } from 'lru-cache';
import type { ServiceClient } from './service-client.js';
import type { SealedOf } from './sealing.js';

/** Keys stay in memory for minutes, so that a case in flight asks once and a destroyed key is soon gone everywhere. */
const KEY_CACHE_MILLIS = 5 * 60_000;
/** About 100 bytes each; ten thousand cases in flight at once are a nation's busy minute. */
const KEY_CACHE_ENTRIES = 20_000;

/** Section keys, asked of the vault in batches and cached. Every key handed out is recorded by the vault. */
export interface KeyRing {
  /** In the order asked; `null` where the case has no key (any more). @throws TryLater when the vault is away */
  keys(of: readonly SealedOf[]): Promise<readonly (Buffer | null)[]>;
}

export function vaultKeyRing(vault: ServiceClient): KeyRing {
  const cache = new LRUCache<string, Buffer>({ max: KEY_CACHE_ENTRIES, ttl: KEY_CACHE_MILLIS });
  const idOf = ({ caseId, section }: SealedOf) => `${caseId}/${section}`;

  return {
    async keys(of) {
      const missing = new Map<string, SealedOf>();
      for (const one of of) if (!cache.has(idOf(one))) missing.set(idOf(one), one);
      if (missing.size > 0) {
        const wanted = [...missing.values()];
        const granted = await vault.post<{ keys: (string | null)[] }>('/keys/grant', { sections: wanted });
        wanted.forEach((one, index) => {
          const key = granted.keys[index];
          if (typeof key === 'string') cache.set(idOf(one), Buffer.from(key, 'base64'));
        });
      }
      return of.map((one) => cache.get(idOf(one)) ?? null);
    },
  };
}

import { LRUCache } from 'lru-cache';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { KEPT_MAX } from './limits.js';

/**
 * Sessions, grants and codes, in memory alone: a restart signs everybody out, and nobody's sign-in lies on a disk. Access
 * tokens are not among it, they prove themselves.
 */
export function demoMemory(): AdapterFactory {
  const kept = new LRUCache<string, AdapterPayload>({ max: KEPT_MAX });
  const idOf = (index: string): string | undefined => kept.get(index)?.jti;
  return (model): Adapter => {
    const keyOf = (id: string | undefined): string => `${model}:${id ?? ''}`;
    const find = (id: string | undefined): Promise<AdapterPayload | undefined> => Promise.resolve(kept.get(keyOf(id)));
    return {
      upsert(id, payload, seconds) {
        const options = seconds === undefined ? {} : { ttl: seconds * 1000 };
        kept.set(keyOf(id), payload, options);
        const { uid, userCode } = payload;
        if (model === 'Session' && uid !== undefined) kept.set(`uid:${uid}`, { jti: id }, options);
        if (userCode !== undefined) kept.set(`code:${userCode}`, { jti: id }, options);
        return Promise.resolve();
      },
      find,
      findByUid: (uid) => find(idOf(`uid:${uid}`)),
      findByUserCode: (userCode) => find(idOf(`code:${userCode}`)),
      async consume(id) {
        const payload = await find(id);
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy(id) {
        kept.delete(keyOf(id));
        return Promise.resolve();
      },
      revokeByGrantId(grantId) {
        for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
        return Promise.resolve();
      },
    };
  };
}

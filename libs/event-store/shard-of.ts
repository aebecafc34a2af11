/**
 * The shard of a case: FNV-1a over the UTF-8 bytes, finished by Murmur3's mixer (Appleby) so that low bits are as good as
 * high ones. Fixed for ever: the number is stored with every event and is the partition of the shared stream.
 */
export function shardOf(caseId: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(caseId, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % shards;
}

/** A stream is `<desk>/<caseId>`. */
export const caseIdOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1);

/**
 * Holders are found by their key and by nothing else, so a hash of it is all the index they need: an entry of some twenty bytes,
 * where one of key and stream took over a hundred. That no stream holds a key twice is `turn_write`'s care, under the lock of
 * the key.
 */
export const leanHoldersSql = `
drop index if exists holder_stream_idx;
alter table holder drop constraint holder_pkey;
create index holder_key_idx on holder using hash (key);
`;

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

/**
 * What a stream leaves with its claims stands once, with all the keys it is left with: a name is held under itself, its sound and its
 * parts. Holders are found by key through an inverted index, without its list of what is still to be entered, which every turn
 * would read; a stream's own rows by its name. Where only what is left changes, the row has room on its page, and no index hears of it.
 */
export const holdingsSql = `
create table holding (stream text not null, data jsonb, keys text[] not null) with (fillfactor = 85);
create index holding_keys_idx on holding using gin (keys) with (fastupdate = off);
create index holding_stream_idx on holding using hash (stream);
insert into holding (stream, data, keys)
  select stream, data, array_agg(key order by key) from holder group by stream, data;
drop table holder;
do $$
declare
  service text := current_setting('yichuang.service_role', true);
begin
  if service <> '' then
    execute format('grant select, insert, update, delete on holding to %I', service);
  end if;
end $$;
`;

/**
 * Where a stream is packed, by half a SHA-256 of its name as a `uuid`: of fixed length and aligned, row and index entry take 17
 * bytes less than with the same bytes as `bytea`. Old instances go on: they compare what the function says with what stands there.
 */
export const leanPackedSql = `
create table packed_lean (
  stream uuid not null,
  first bigint not null,
  shard integer not null,
  version integer not null
);
insert into packed_lean (stream, first, shard, version) select encode(stream, 'hex')::uuid, first, shard, version from packed;
drop table packed;
drop function stream_key(text);
alter table packed_lean rename to packed;
create index packed_stream_idx on packed (stream);
create function stream_key(stream text) returns uuid language sql immutable strict parallel safe
  return encode(substr(sha256(convert_to(stream, 'UTF8')), 1, 16), 'hex')::uuid;
create trigger packed_is_for_ever before update or delete on packed for each statement execute function event_is_for_ever();
create trigger packed_is_not_emptied before truncate on packed for each statement execute function event_is_for_ever();
`;

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
 * What a stream leaves with its claims stands once, however many keys it holds: a name is held under itself, its sound and
 * its parts. `keys` counts the rows of `holder` that point at it; with the last of them it goes. Both belong to one stream,
 * whose turns come one after another.
 */
export const holdingsSql = `
create table holding (
  id bigint generated always as identity primary key,
  stream text not null,
  data jsonb,
  keys integer not null
);
insert into holding (stream, data, keys) select stream, data, count(*) from holder group by stream, data;
alter table holder rename to holder_in_full;
create table holder (key text not null, holding bigint not null);
insert into holder (key, holding)
  select f.key, g.id from holder_in_full f join holding g on g.stream = f.stream and g.data is not distinct from f.data;
drop table holder_in_full;
create index holder_key_idx on holder using hash (key);
do $$
declare
  service text := current_setting('yichuang.service_role', true);
begin
  if service <> '' then
    execute format('grant select, insert, update, delete on holder, holding to %I', service);
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

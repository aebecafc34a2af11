/**
 * The plain form of a run of events of one shard, column by column since those are alike: everything an event is but its shard, as
 * `packs/plain.ts` reads it. No two runs have the same. Of a body what comes before its first zero byte is text, and the rest
 * ciphertext, which would be in the way of compressing the text.
 *
 * @param source what gives the rows of `event`: a table's name, or what stands in its place
 */
export const plainOf = (source: string): string => `
  select int8send(min(e.position)) || int4send(count(*)::integer)
    || ${inOrder('int4send(e.version)')}
    || ${inOrder('int4send(coalesce((e.position - e.follows)::integer, -1))')}
    || ${inOrder('int8send(e.recorded_at - e.before)')}
    || ${inOrder('int8send(e.recorded_at - e.at)')}
    || ${inOrder('plain_text(e.stream)')} || ${inOrder('plain_text(e.type)')}
    || ${inOrder('plain_text(e.audience)')} || ${inOrder('plain_text(e.cause)')}
    || ${inOrder('int4send(e.cut)')} || ${inOrder('int4send(octet_length(e.body) - e.cut)')}
    || ${inOrder('substr(e.body, 1, e.cut)')} || ${inOrder('substr(e.body, e.cut + 1)')} as plain
  from (
    select s.*, lag(s.recorded_at, 1, 0::bigint) over (order by s.position) as before,
        coalesce(nullif(position('\\x00'::bytea in s.body), 0) - 1, octet_length(s.body)) as cut
      from ${source} as s
  ) as e`;

const inOrder = (column: string): string => `string_agg(${column}, ''::bytea order by e.position)`;

/**
 * Events that have grown old stand in packs: a run of one shard, compressed together. The database itself sees that nothing is
 * lost or changed on the way: it makes the plain form of the rows that go, and lets them go only for a pack that bears the
 * digest of it.
 *
 * `packed` says which packs hold events of a stream, and up to which version; a stream is known there by the first half of the
 * SHA-256 of its name, since names would take more room than what they point at (a `uuid` since `leanPackedSql`).
 *
 * Both are the owner's to make. The role that serves reads them, as it may whatever the owner makes (`provision.ts`), and stays
 * without a right to remove an event.
 */
export const packsSql = `
create table pack (
  shard integer not null,
  first bigint not null,
  last bigint not null,
  -- recorded time of its first event
  recorded_at bigint not null,
  digest bytea not null,
  -- bytes of the plain form
  plain integer not null,
  body bytea not null,
  primary key (shard, first),
  check (first <= last)
);
-- what is compressed already is not tried again
alter table pack alter body set storage external;

create table packed (
  stream bytea not null,
  shard integer not null,
  first bigint not null,
  version integer not null
);
create index on packed (stream);

create function stream_key(stream text) returns bytea language sql immutable strict parallel safe
  return substr(sha256(convert_to(stream, 'UTF8')), 1, 16);

create function plain_text(words text) returns bytea language sql immutable parallel safe
  return case when words is null then int4send(-1)
    else int4send(octet_length(words)) || convert_to(words, 'UTF8') end;

create function pack_is_next() returns trigger language plpgsql as $$
begin
  if new.first <> coalesce((select last from pack where shard = new.shard order by first desc limit 1), 0) + 1 then
    raise exception 'a pack begins where the one before it ends' using errcode = 'YE001';
  end if;
  return new;
end $$;
create trigger pack_is_next before insert on pack for each row execute function pack_is_next();
create trigger pack_is_for_ever before update or delete on pack for each statement execute function event_is_for_ever();
create trigger pack_is_not_emptied before truncate on pack for each statement execute function event_is_for_ever();
create trigger packed_is_for_ever before update or delete on packed for each statement execute function event_is_for_ever();
create trigger packed_is_not_emptied before truncate on packed for each statement execute function event_is_for_ever();

create function event_goes_into_its_pack() returns trigger language plpgsql as $$
declare
  run record;
begin
  select min(shard) as shard, min(position) as first, max(position) as last, count(distinct shard) as shards, count(*) as events
    into run from gone;
  if run.events > 0 and not (run.shards = 1 and run.events = run.last - run.first + 1 and exists (
    select from pack p
      where p.shard = run.shard and p.first = run.first and p.last = run.last and p.digest = sha256((${plainOf('gone')}))
  )) then
    raise exception 'events are for ever: they go into a pack or not at all' using errcode = 'YE001';
  end if;
  return null;
end $$;
drop trigger event_is_for_ever on event;
create trigger event_is_for_ever before update on event for each statement execute function event_is_for_ever();
create trigger event_goes_into_its_pack after delete on event referencing old table as gone
  for each statement execute function event_goes_into_its_pack();
`;

/**
 * Events that have grown old stand in packs: a run of one shard, compressed together. The database itself sees that nothing is
 * lost or changed on the way: it makes the plain form of the rows that go, and lets them go only for a pack that bears the
 * digest of it.
 *
 * `packed` says which packs hold events of a stream, and up to which version; a stream is known there by the first half of the
 * SHA-256 of its name, since names would take more room than what they point at.
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

-- everything an event is, in the order of packs/plain.ts; of two events never the same bytes
create function plain_event(e event) returns bytea language sql immutable parallel safe
  return int8send(e.position) || int8send(coalesce(e.follows, -1)) || int8send(e.at) || int8send(e.recorded_at)
    || int4send(e.version) || plain_text(e.stream) || plain_text(e.type) || plain_text(e.audience) || plain_text(e.cause)
    || int4send(octet_length(e.body)) || e.body;

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
begin
  if exists (
    select 1 from gone left join pack p
      on p.shard = gone.shard and gone.position between p.first and p.last
    group by p.shard, p.first, p.last, p.digest
    having p.shard is null
      or count(*) <> p.last - p.first + 1
      or p.digest <> sha256(string_agg(plain_event(gone), ''::bytea order by gone.position))
  ) then
    raise exception 'events are for ever: they go into a pack or not at all' using errcode = 'YE001';
  end if;
  return null;
end $$;
drop trigger event_is_for_ever on event;
create trigger event_is_for_ever before update on event for each statement execute function event_is_for_ever();
create trigger event_goes_into_its_pack after delete on event referencing old table as gone
  for each statement execute function event_goes_into_its_pack();
`;

/** Packs are the owner's to make; the role that serves reads them, and stays without a right to remove an event. */
export const packGrantsSql = `
do $$
declare
  service text := current_setting('yichuang.service_role', true);
begin
  if service is null or service = '' then
    return;
  end if;
  execute format('grant select on pack, packed to %I', service);
end $$;
`;

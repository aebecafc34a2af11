/**
 * What a service's database holds. Events are for ever; everything else is where the service is: heads, places, timers,
 * errands, what is parked. The heads are updated by every turn: short rows, free room in their pages, frequent vacuum.
 */
export const tablesSql = `
create table setting (name text primary key, value text not null);

create table head (
  shard integer primary key,
  position bigint not null default 0,
  public_position bigint not null default 0
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);

create table event (
  position bigint not null,
  follows bigint,
  at bigint not null,
  recorded_at bigint not null,
  shard integer not null,
  version integer not null,
  stream text not null,
  type text not null,
  audience text,
  cause text not null,
  body bytea not null,
  primary key (shard, position),
  unique (stream, version),
  check ((audience is null) = (follows is null))
);
-- a large body is compressed and stays in its row: a table beside it costs chunks, an index and a second look
alter table event alter column body set storage main;

-- which trace a public event belongs to, until it is published; empty unless somebody traces
create table trace (
  shard integer not null,
  position bigint not null,
  traceparent text not null,
  primary key (shard, position)
);

create table command (
  stream text not null,
  cause text not null,
  tag bytea,
  answer bytea,
  shard integer not null,
  position bigint not null,
  primary key (stream, cause)
);

-- what must be able to be forgotten stands in no event: one value a stream, written and removed with the event that says so
create table secret (stream text primary key, value bytea not null);

create table claim (key text primary key);
create table holder (
  key text not null,
  stream text not null,
  data jsonb,
  primary key (key, stream)
);
create index on holder (stream);

create table timer (
  stream text not null,
  kind text not null,
  due_at bigint not null,
  deadline boolean not null,
  primary key (stream, kind)
);
create index on timer (due_at);

create table parked (
  case_id text primary key,
  shard integer not null,
  parked_at bigint not null,
  reason text not null,
  origin text not null
);
create table parked_work (
  case_id text not null,
  seq bigint not null,
  stream text not null,
  cause text not null,
  origin jsonb not null,
  payload bytea not null,
  primary key (case_id, seq)
);
create table parked_resolution (
  case_id text not null,
  resolved_at bigint not null,
  reason text not null,
  parked_for text not null,
  origin text not null,
  -- what was passed over: the cause of the queued work, or the errand given up
  passed_over text[] not null
);

-- owner 0 is nobody; attempt counts for ever and makes each cause another, spent counts since it last began anew
create table errand (
  id text primary key,
  stream text not null,
  port text not null,
  nature text not null,
  attempt integer not null default 0,
  spent integer not null default 0,
  owner integer not null,
  exhausted boolean not null default false,
  payload bytea not null
);
create index on errand (owner) where not exhausted;
create index on errand (stream) where nature = 'question' and attempt > 0;
create index on errand (substr(stream, strpos(stream, '/') + 1)) where exhausted;
-- an owner says now and then that it moves; that it lives, its advisory lock says
create table errand_owner (
  owner integer primary key,
  alive_until timestamptz not null
) with (fillfactor = 10);

create table place (
  consumer text not null,
  topic text not null,
  partition integer not null,
  next bigint not null,
  primary key (consumer, topic, partition)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
create table watermark (
  consumer text not null,
  topic text not null,
  source text not null,
  shard integer not null,
  position bigint not null,
  primary key (consumer, topic, source, shard)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- partitions that stopped, and how each was repaired; open while the place has not passed the offset
create table stop (
  consumer text not null,
  topic text not null,
  partition integer not null,
  "offset" bigint not null,
  reason text not null,
  source text,
  shard integer,
  position bigint,
  follows bigint,
  seen bigint,
  stopped_at timestamptz not null default now(),
  -- records of this source that follow one never seen are passed over before this offset: they come again behind it
  pass_before bigint,
  repaired_at timestamptz,
  primary key (consumer, topic, partition, "offset")
);

create table relay (
  shard integer primary key,
  cursor bigint not null default 0,
  owner text,
  leased_until timestamptz not null default '-infinity'
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
`;

/** Nobody changes or removes an event: the service's role may not, and for all others a trigger raises (SQLSTATE YE001). */
export const appendOnlySql = `
create function event_is_for_ever() returns trigger language plpgsql as $$
begin
  raise exception 'events are for ever' using errcode = 'YE001';
end $$;
create trigger event_is_for_ever before update or delete on event for each statement execute function event_is_for_ever();
create trigger event_is_not_emptied before truncate on event for each statement execute function event_is_for_ever();
`;

/** The role that serves: reads and adds events, keeps its own place in everything else. Its name is a setting of the owner's. */
export const grantsSql = `
do $$
declare
  service text := current_setting('yichuang.service_role', true);
begin
  if service is null or service = '' then
    return;
  end if;
  execute format('grant select, insert on event, command, parked_resolution to %I', service);
  execute format('grant select, insert, delete on secret, trace to %I', service);
  execute format('grant select on setting to %I', service);
  execute format('grant select, update on head to %I', service);
  execute format(
    'grant select, insert, update, delete on claim, holder, timer, parked, parked_work, errand, errand_owner, place, watermark, stop, relay to %I',
    service);
  execute format('revoke update, delete, truncate on event from %I', service);
end $$;
`;

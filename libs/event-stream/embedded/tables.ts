/**
 * Tables of the log. One row of `head` is a partition: whoever writes to it holds the row, so offsets are dense and in
 * commit order. Words that repeat in every record (source, type, audience) are kept once.
 */
export const schemaVersion = 2;

export const tablesSql = `
create schema stream;

create table stream.log (
  one boolean primary key default true check (one),
  version integer not null,
  partitions smallint not null check (partitions > 0)
);

create table stream.topic (
  id smallint generated always as identity primary key,
  name text not null unique
);

create table stream.word (
  id integer generated always as identity primary key,
  word text not null unique
);

-- Updated by every commit: room on the page keeps the updates in place, and dead rows are cleared early.
create table stream.head (
  topic smallint not null references stream.topic,
  partition smallint not null,
  next bigint not null default 0,
  primary key (topic, partition)
) with (fillfactor = 10, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

-- Wide columns first: no byte is lost to alignment.
create table stream.record (
  "offset" bigint not null,
  position bigint not null,
  follows bigint not null,
  at bigint not null,
  source integer not null,
  type integer not null,
  audience integer not null,
  shard integer not null,
  topic smallint not null,
  partition smallint not null,
  key text not null,
  body bytea not null,
  traceparent text,
  primary key (topic, partition, "offset")
) with (autovacuum_vacuum_insert_scale_factor = 0.1);
`;

/** The log is append-only for everybody, its owner too. A rule would not stop TRUNCATE; triggers do. Packs come later. */
export const appendOnlySqlState = 'YS001';

export const appendOnlySql = `
create function stream.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only: % on stream.record', tg_op using errcode = '${appendOnlySqlState}';
end $$;

create trigger append_only before update or delete or truncate on stream.record
  for each statement execute function stream.refuse();
`;

/** Rights of a role that serves and owns nothing. */
export const grantSql = (role: string): string => `
grant usage on schema stream to ${role};
grant select on stream.log, stream.pack to ${role};
grant select, insert on stream.record, stream.topic, stream.word, stream.head to ${role};
grant update (next) on stream.head to ${role};
`;

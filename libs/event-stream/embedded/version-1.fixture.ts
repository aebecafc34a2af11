/** The schema of a log as version 1 made it: what any log of that time holds. It never changes. */
export const version1Sql = `
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


create function stream.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only: % on stream.record', tg_op using errcode = 'YS001';
end $$;

create trigger append_only before update or delete or truncate on stream.record
  for each statement execute function stream.refuse();


create function stream.open_topic(in_name text) returns smallint language plpgsql volatile as $$
declare
  chosen smallint;
begin
  select id into chosen from stream.topic where name = in_name;
  if chosen is not null then
    return chosen;
  end if;
  insert into stream.topic (name) values (in_name) on conflict do nothing;
  select id into chosen from stream.topic where name = in_name;
  insert into stream.head (topic, partition)
    select chosen, p from stream.log, generate_series(0, partitions - 1) as p
    on conflict do nothing;
  return chosen;
end $$;


create function stream.learn(in_words text[]) returns table (id integer, word text) language plpgsql volatile as $$
#variable_conflict use_column
begin
  insert into stream.word (word)
    select distinct asked from unnest(in_words) as asked
      where not exists (select from stream.word known where known.word = asked)
      order by asked
    on conflict do nothing;
  return query select known.id, known.word from stream.word known where known.word = any (in_words);
end $$;


create function stream.publish(
  in_topic smallint, in_partitions smallint[], in_counts integer[],
  in_partition smallint[], in_rank integer[], in_shard integer[],
  in_position bigint[], in_follows bigint[], in_at bigint[],
  in_source integer[], in_type integer[], in_audience integer[],
  in_key text[], in_trace text[], in_start integer[], in_length integer[], in_bodies bytea
) returns bigint[] language plpgsql volatile as $$
declare
  firsts bigint[];
begin
  perform 1 from stream.head
    where topic = in_topic and partition = any (in_partitions)
    order by partition for update;
  with moved as (
    update stream.head h set next = h.next + w.count
      from unnest(in_partitions, in_counts) as w (partition, count)
      where h.topic = in_topic and h.partition = w.partition
      returning h.partition, h.next - w.count as first
  ), written as (
    insert into stream.record
        ("offset", position, follows, at, source, type, audience, shard, topic, partition, key, body, traceparent)
      select m.first + r.rank, r.position, r.follows, r.at, r.source, r.type, r.audience, r.shard, in_topic, r.partition,
          r.key, substring(in_bodies from r.start for r.length), r.trace
        from unnest(in_partition, in_rank, in_shard, in_position, in_follows, in_at, in_source, in_type, in_audience,
            in_key, in_trace, in_start, in_length)
          as r (partition, rank, shard, position, follows, at, source, type, audience, key, trace, start, length)
        join moved m on m.partition = r.partition
  )
  select array_agg(first order by partition) into firsts from moved;
  if coalesce(array_length(firsts, 1), 0) <> array_length(in_partitions, 1) then
    raise exception 'topic % has no such partition among %', in_topic, in_partitions using errcode = 'YS002';
  end if;
  return firsts;
end $$;
`;

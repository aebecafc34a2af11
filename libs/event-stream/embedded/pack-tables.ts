import { appendOnlySqlState } from './tables.js';
import { plainOfGone, plainSql } from './plain.js';

/** A pack that does not follow the one before it, or does not hold exactly the records that would go. */
export const packSqlState = 'YS003';

/**
 * Old records, packed: a run of one partition, behind the run before it, whose digest is the SHA-256 of its plain form.
 * To insert a pack is to move its records: they go in the same statement, and only if the database finds the digest of
 * those very rows to be the pack's. What the body holds it cannot tell; who packs unpacks it before.
 */
const packSql = `
create table stream.pack (
  topic smallint not null,
  partition smallint not null,
  first bigint not null check (first >= 0),
  last bigint not null check (last >= first),
  digest bytea not null check (octet_length(digest) = 32),
  body bytea not null,
  primary key (topic, partition, first)
);
-- It is pressed already.
alter table stream.pack alter column body set storage external;

create function stream.move_packed() returns trigger language plpgsql as $$
declare
  follows bigint := coalesce((
    select p.last + 1 from stream.pack p
      where p.topic = new.topic and p.partition = new.partition and p.first < new.first
      order by p.first desc limit 1), 0);
begin
  if new.first <> follows then
    raise exception 'a pack of topic %, partition % begins at %, not at %', new.topic, new.partition, follows, new.first
      using errcode = '${packSqlState}';
  end if;
  delete from stream.record
    where topic = new.topic and partition = new.partition and "offset" between new.first and new.last;
  return null;
end $$;

create trigger move_packed after insert on stream.pack for each row execute function stream.move_packed();

create function stream.compare_packed() returns trigger language plpgsql as $$
declare
  own record;
begin
  select min(topic) as topic, min(partition) as partition, min("offset") as first, max("offset") as last,
      count(*) = max("offset") - min("offset") + 1 and count(distinct (topic, partition)) = 1 as one_run
    into own from gone;
  if own.one_run and exists (
    select from stream.pack p
      where p.topic = own.topic and p.partition = own.partition and p.first = own.first and p.last = own.last
        and p.digest = sha256((${plainOfGone}))
  ) then
    return null;
  end if;
  raise exception 'the records are not those of a pack' using errcode = '${packSqlState}';
end $$;

create trigger compare_packed after delete on stream.record
  referencing old table as gone for each statement execute function stream.compare_packed();
`;

/** Records leave their table by way of a pack alone: a delete of their own is refused before it begins. */
const appendOnlySql = `
create or replace function stream.refuse() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'record' and pg_trigger_depth() > 1 then
    return null;
  end if;
  raise exception 'the log is append-only: % on stream.%', tg_op, tg_table_name using errcode = '${appendOnlySqlState}';
end $$;

create trigger append_only before update or delete or truncate on stream.pack
  for each statement execute function stream.refuse();
`;

/** What a log of version 1 lacks. */
export const packsSql = [plainSql, packSql, appendOnlySql].join('\n');

/**
 * Ends a turn: everything it decided, in the order every writer keeps (events, traces, answers, secrets, claims, timers, parked, errands,
 * registers, places, heads). Events come as arrays, their bodies as one; the rest, mostly little, as one document.
 */
export const turnWriteSql = `
create or replace function turn_write(
  in_shard integer[], in_position bigint[], in_follows bigint[], in_at bigint[], in_recorded_at bigint[],
  in_stream text[], in_version integer[], in_type text[], in_audience text[], in_cause text[],
  in_start integer[], in_length integer[], in_bodies bytea, in_rest jsonb
) returns void language plpgsql volatile as $$
begin
  if array_length(in_shard, 1) > 0 then
    insert into event (shard, position, follows, at, recorded_at, stream, version, type, audience, cause, body)
      select e.shard, e.position, e.follows, e.at, e.recorded_at, e.stream, e.version, e.type, e.audience, e.cause,
          substring(in_bodies from e.start for e.length)
        from unnest(in_shard, in_position, in_follows, in_at, in_recorded_at, in_stream, in_version, in_type, in_audience,
            in_cause, in_start, in_length)
          as e (shard, position, follows, at, recorded_at, stream, version, type, audience, cause, start, length);
  end if;
  if in_rest ? 'traces' then
    insert into trace (shard, position, traceparent)
      select shard, position, traceparent
        from jsonb_to_recordset(in_rest -> 'traces') as r (shard integer, position bigint, traceparent text);
  end if;
  if in_rest ? 'commands' then
    insert into command (stream, cause, tag, answer, shard, position)
      select stream, cause, substring(in_bodies from tag_start for tag_length),
          substring(in_bodies from answer_start for answer_length), shard, position
        from jsonb_to_recordset(in_rest -> 'commands')
          as r (stream text, cause text, tag_start integer, tag_length integer, answer_start integer, answer_length integer,
            shard integer, position bigint);
  end if;
  if in_rest ? 'secretsReplaced' then
    delete from secret where stream in (select jsonb_array_elements_text(in_rest -> 'secretsReplaced'));
  end if;
  if in_rest ? 'secretsKept' then
    insert into secret (stream, value)
      select stream, substring(in_bodies from start for length)
        from jsonb_to_recordset(in_rest -> 'secretsKept') as r (stream text, start integer, length integer);
  end if;
  if in_rest ? 'secretsGone' then
    delete from secret where stream in (select jsonb_array_elements_text(in_rest -> 'secretsGone'));
  end if;
  if in_rest ? 'released' or in_rest ? 'kept' then
    -- what a stream keeps takes the place of what it held under these keys before; nobody else writes its rows
    with kept as (
      select stream, key, data from jsonb_to_recordset(coalesce(in_rest -> 'kept', '[]')) as r (stream text, key text, data jsonb)
    ), told as (
      select stream, array_agg(key) as keys from (
        select stream, key from kept
        union all
        select stream, key from jsonb_to_recordset(coalesce(in_rest -> 'released', '[]')) as r (stream text, key text)
      ) as all_keys group by stream
    ), had as materialized (
      select g.ctid as place, g.stream, g.data, g.keys, t.keys as told from told t join holding g on g.stream = t.stream
    ), has as (
      select stream, data, array_agg(key order by key) as keys from (
        select h.stream, h.data, k.key from had h, unnest(h.keys) as k (key) where k.key <> all (h.told)
        union all
        select stream, data, key from kept
      ) as all_keys group by stream, data
    ), same_keys as (
      -- the usual change, a name checked and then registered: no index hears of it
      update holding g set data = n.data from had h join has n on n.stream = h.stream and n.keys = h.keys
        where g.ctid = h.place and n.data is distinct from h.data
    ), other_keys as (
      delete from holding g using had h
        where g.ctid = h.place and not exists (select from has n where n.stream = h.stream and n.keys = h.keys)
    )
    insert into holding (stream, data, keys)
      select stream, data, keys from has n where not exists (select from had h where h.stream = n.stream and h.keys = n.keys);
  end if;
  if in_rest ? 'claimed' then
    -- the row was a lock and nothing more; whoever waits for it inserts it anew
    delete from claim c where c.key in (select jsonb_array_elements_text(in_rest -> 'claimed'));
  end if;
  if in_rest ? 'timersOff' then
    delete from timer t using jsonb_to_recordset(in_rest -> 'timersOff') as r (stream text, kind text)
      where t.stream = r.stream and t.kind = r.kind;
  end if;
  if in_rest ? 'timersSet' then
    insert into timer (stream, kind, due_at, deadline)
      select stream, kind, due_at, deadline
        from jsonb_to_recordset(in_rest -> 'timersSet') as r (stream text, kind text, due_at bigint, deadline boolean)
      on conflict (stream, kind) do update set due_at = excluded.due_at, deadline = excluded.deadline;
  end if;
  if in_rest ? 'unparked' then
    delete from parked_work where case_id = in_rest ->> 'unparked' and seq <= (in_rest ->> 'unparkedTo')::bigint;
    -- under the head: whatever slipped in behind the queue meanwhile keeps the marker standing
    if (in_rest ->> 'unparkedWhole')::boolean then
      delete from parked p where p.case_id = in_rest ->> 'unparked'
        and not exists (select 1 from parked_work w where w.case_id = p.case_id);
      if found then
        update errand set exhausted = false, spent = 0, owner = 0
          where exhausted and substr(stream, strpos(stream, '/') + 1) = in_rest ->> 'unparked';
      end if;
    end if;
  end if;
  if in_rest ? 'parked' then
    insert into parked (case_id, shard, parked_at, reason, origin)
      select case_id, shard, parked_at, reason, origin
        from jsonb_to_recordset(in_rest -> 'parked')
          as r (case_id text, shard integer, parked_at bigint, reason text, origin text)
      on conflict (case_id) do update set reason = excluded.reason, origin = excluded.origin;
  end if;
  if in_rest ? 'queued' then
    insert into parked_work (case_id, seq, stream, cause, origin, payload)
      select r.case_id,
          coalesce((select max(seq) from parked_work w where w.case_id = r.case_id), 0)
            + row_number() over (partition by r.case_id order by r.rank),
          r.stream, r.cause, r.origin, substring(in_bodies from r.start for r.length)
        from jsonb_to_recordset(in_rest -> 'queued')
          as r (case_id text, rank integer, stream text, cause text, origin jsonb, start integer, length integer);
  end if;
  if in_rest ? 'errandsDone' then
    delete from errand where id in (select jsonb_array_elements_text(in_rest -> 'errandsDone'));
  end if;
  if in_rest ? 'questionsDropped' then
    -- those never yet tried are asked once, and then nobody asks again
    delete from errand where nature = 'question' and attempt > 0
      and stream in (select jsonb_array_elements_text(in_rest -> 'questionsDropped'));
  end if;
  if in_rest ? 'errandsExhausted' then
    update errand e set exhausted = true, attempt = r.attempt
      from jsonb_to_recordset(in_rest -> 'errandsExhausted') as r (id text, attempt integer) where e.id = r.id;
  end if;
  if in_rest ? 'errandsAgain' then
    update errand e set attempt = r.attempt, spent = greatest(e.spent, (in_rest ->> 'errandSpent')::integer)
      from jsonb_to_recordset(in_rest -> 'errandsAgain') as r (id text, attempt integer) where e.id = r.id;
  end if;
  if in_rest ? 'errands' then
    insert into errand (id, stream, port, nature, owner, payload)
      select r.id, r.stream, r.port, r.nature, (in_rest ->> 'errandOwner')::integer,
          substring(in_bodies from r.start for r.length)
        from jsonb_to_recordset(in_rest -> 'errands')
          as r (id text, stream text, port text, nature text, start integer, length integer)
      on conflict (id) do nothing;
  end if;
  if in_rest ? 'registers' then
    perform register_write(in_rest -> 'registers');
  end if;
  if in_rest ? 'places' then
    insert into place (consumer, topic, partition, next)
      select consumer, topic, partition, next
        from jsonb_to_recordset(in_rest -> 'places') as r (consumer text, topic text, partition integer, next bigint)
      on conflict (consumer, topic, partition) do update set next = excluded.next;
    insert into watermark (consumer, topic, source, shard, position)
      select consumer, topic, source, shard, position
        from jsonb_to_recordset(in_rest -> 'marks')
          as r (consumer text, topic text, source text, shard integer, position bigint)
      on conflict (consumer, topic, source, shard) do update set position = excluded.position;
  end if;
  if in_rest ? 'heads' then
    update head h set position = r.position, public_position = r.public_position
      from jsonb_to_recordset(in_rest -> 'heads') as r (shard integer, position bigint, public_position bigint)
      where h.shard = r.shard;
  end if;
end $$;
`;

/** What writes the rows of registers is made of the registers themselves; until there are any it writes none. */
export const registerWriteSql = `
create function register_write(in_registers jsonb) returns void language plpgsql volatile as $$ begin end $$;
`;

/** One sorted insert of all keys of a turn locks them, also those that are there already; whoever comes second waits here. */
export const claimSql = `
create or replace function turn_claim(in_keys text[]) returns json language plpgsql volatile as $$
begin
  insert into claim (key) select k from unnest(in_keys) as k order by k
    on conflict (key) do update set key = excluded.key;
  return (select json_agg(json_build_array(k.key, g.stream, g.data) order by k.key, g.stream)
    from holding g, unnest(g.keys) as k (key) where g.keys && in_keys and k.key = any (in_keys));
end $$;
`;

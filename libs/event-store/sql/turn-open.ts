/**
 * Begins a turn: locks the heads ascending, in a statement of its own (one that locks and reads would read what was
 * committed before it waited), and reads in the next whatever the decisions need to know first. A volatile function
 * takes a new snapshot for each of its statements. Of a stream of which no row is left, the packs know the version; within one
 * statement nothing moves from rows into packs.
 */
export const turnOpenSql = `
create or replace function turn_open(
  in_shards integer[], in_streams text[], in_cases text[],
  in_consumer text, in_places jsonb, in_marks jsonb,
  in_command_streams text[], in_causes text[], in_timer_streams text[], in_timer_kinds text[], in_errands text[]
) returns json language plpgsql volatile as $$
begin
  perform 1 from head where shard = any (in_shards) order by shard for update;
  return (select json_build_object(
    'transaction', pg_current_xact_id()::text,
    'heads', (select json_agg(json_build_array(shard, position, public_position)) from head where shard = any (in_shards)),
    'versions', (
      select json_agg(coalesce(
            (select e.version from event e where e.stream = s.stream order by e.version desc limit 1),
            (select max(k.version) from packed k where k.stream = stream_key(s.stream)), 0) order by s.ord)
        from unnest(in_streams) with ordinality as s (stream, ord)),
    'parked', (
      select json_agg(json_build_array(p.case_id, p.reason,
          (select count(*) from parked_work w where w.case_id = p.case_id)))
        from parked p where p.case_id = any (in_cases)),
    'places', case when in_places is not null then (
      select json_agg(json_build_array(p.topic, p.partition, p.next::text))
        from jsonb_to_recordset(in_places) as w (topic text, partition integer)
        join place p on p.consumer = in_consumer and p.topic = w.topic and p.partition = w.partition) end,
    'marks', case when in_marks is not null then (
      select json_agg(json_build_array(m.topic, m.source, m.shard, m.position))
        from jsonb_to_recordset(in_marks) as w (topic text, source text, shard integer)
        join watermark m on m.consumer = in_consumer and m.topic = w.topic and m.source = w.source and m.shard = w.shard) end,
    'commands', case when in_causes is not null then (
      select json_agg(json_build_array(c.stream, c.cause, encode(c.tag, 'base64'), encode(c.answer, 'base64')))
        from unnest(in_command_streams, in_causes) as w (stream, cause)
        join command c on c.stream = w.stream and c.cause = w.cause) end,
    'timers', case when in_timer_kinds is not null then (
      select json_agg(json_build_array(t.stream, t.kind, t.due_at))
        from unnest(in_timer_streams, in_timer_kinds) as w (stream, kind)
        join timer t on t.stream = w.stream and t.kind = w.kind) end,
    'errands', case when in_errands is not null then (
      select json_agg(id) from errand where id = any (in_errands)) end
  ));
end $$;
`;

/**
 * Every two letters that stand beside each other in the words, and the last one alone: what a text index needs for finding words
 * by any part of them, in a script that puts no space between words. It is 2-gram indexing, as CJK full-text search has it.
 */
export const textPartsSql = `
create or replace function text_parts(words text) returns tsvector language sql immutable strict parallel safe as $$
  select array_to_tsvector(array_agg(substr(words, at, 2))) from generate_series(1, length(words)) as at
$$;
`;

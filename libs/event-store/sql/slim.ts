/** Holders are found by their key: no statement looks for those of a stream. */
export const leanHoldersSql = 'drop index if exists holder_stream_idx;';

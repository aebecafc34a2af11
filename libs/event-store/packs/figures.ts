import type { Pool } from 'pg';

/** What stands in packs. Bytes are those of the packs alone. */
export interface PackFigures {
  readonly packs: number;
  readonly events: number;
  readonly bytes: number;
  /** What the same events took unpacked, as plain bytes. */
  readonly plainBytes: number;
  /** Recorded time of the last event that stands in one; `null`: none does. */
  readonly packedTo: number | null;
}

/** Reads no body: the length of one is known without it. */
export async function packFigures(pool: Pool): Promise<PackFigures> {
  const { rows } = await pool.query<Record<'packs' | 'events' | 'bytes' | 'plain', string> & { to: string | null }>({
    name: 'pack-figures',
    text: `select count(*) as packs, coalesce(sum(last - first + 1), 0) as events,
      coalesce(sum(octet_length(body)), 0) as bytes, coalesce(sum(plain), 0) as plain, max(recorded_at) as to from pack`,
  });
  const row = rows[0];
  return {
    packs: Number(row?.packs ?? 0),
    events: Number(row?.events ?? 0),
    bytes: Number(row?.bytes ?? 0),
    plainBytes: Number(row?.plain ?? 0),
    packedTo: row === undefined || row.to === null ? null : Number(row.to),
  };
}

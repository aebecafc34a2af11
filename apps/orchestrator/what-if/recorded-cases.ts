import { decisionsIn, decodeEvent, streamsIn, type StoredEvent } from '@yichuang/host';
import type { CaseEvent } from '@yichuang/matters';
import type { DataSource, EntityManager } from 'typeorm';
import { boundBy, type Within } from '../case-reach.js';

/** Cases read at once. They are folded one after the other; a page of them, with their ciphertext, is some megabytes. */
const PAGE = 100;

/** Cases of a matter that ended in `[from, to)`, epoch ms, as far as whoever asks may see. */
export interface Recorded {
  readonly matter: string;
  readonly from: number;
  readonly to: number;
  readonly within: Within;
}

export interface RecordedDecisions {
  readonly caseId: string;
  readonly submittedAt: number;
  /** The events of each decision, in order. */
  readonly decisions: readonly (readonly CaseEvent[])[];
}

interface Place {
  readonly submitted_at: string;
  readonly case_id: string;
}

/**
 * Page by page, in the order in which they were handed in. Each page is read in a transaction that Postgres holds to reading:
 * whatever would write in it fails.
 */
export async function* recordedCases(
  registers: DataSource,
  recorded: Recorded,
): AsyncGenerator<readonly RecordedDecisions[]> {
  let after: Place = { submitted_at: '-1', case_id: '' };
  for (;;) {
    const page = await registers.transaction(async (manager) => {
      await manager.query('set transaction read only');
      const places = await handedInAfter(manager, recorded, after);
      return { places, cases: await decisionsOf(manager, places) };
    });
    yield page.cases;
    const last = page.places.at(-1);
    if (last === undefined || page.places.length < PAGE) return;
    after = last;
  }
}

async function handedInAfter(
  manager: EntityManager,
  { matter, from, to, within }: Recorded,
  { submitted_at, case_id }: Place,
): Promise<readonly Place[]> {
  const values: unknown[] = [matter, from, to, submitted_at, case_id];
  const reach = boundBy(within, (value) => `$${String(values.push(value))}`);
  return manager.query<Place[]>(
    `select submitted_at, case_id from case_row
      where matter = $1 and ended_at >= $2 and ended_at < $3 and (submitted_at, case_id) > ($4, $5) and ${reach}
      order by submitted_at, case_id limit ${String(PAGE)}`,
    values,
  );
}

async function decisionsOf(manager: EntityManager, places: readonly Place[]): Promise<readonly RecordedDecisions[]> {
  const streamOf = ({ case_id }: Place): string => `case/${case_id}`;
  const byStream = await streamsIn(manager, new Map(places.map((place) => [streamOf(place), 0])));
  return places.map((place) => ({
    caseId: place.case_id,
    submittedAt: Number(place.submitted_at),
    decisions: decisionsIn(byStream.get(streamOf(place)) ?? []).map((events) => events.map(eventOf)),
  }));
}

const eventOf = (stored: StoredEvent): CaseEvent => decodeEvent(stored) as CaseEvent;

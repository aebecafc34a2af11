import type { Counts, EventStore } from '@yichuang/event-store';
import type { StreamEngine } from '@yichuang/event-stream';
import type { DeskWork } from './desk-handler.js';
import { FIGURES_FRESH_MILLIS } from './limits.js';
import type { Metrics } from './metrics.js';

type Store = EventStore<DeskWork, unknown>;

/** What every service tells of its store. What each figure means, and what to do: docs/operations.md. */
export function storeFigures(metrics: Metrics, store: Store): void {
  const counts = fresh(() => store.counts());
  const gauge = (name: string, help: string, read: (counts: Counts) => number): void => {
    metrics.gauge(name, help, async () => read(await counts()));
  };
  gauge(
    'outbox_oldest_unpublished_seconds',
    'Age of the oldest event not yet published',
    (c) => c.oldestUnpublishedMillis / 1000,
  );
  gauge(
    'timers_oldest_unfired_seconds',
    'Age of the oldest timer that is due and has not fired',
    (c) => c.oldestUnfiredMillis / 1000,
  );
  gauge('cases_parked', 'Cases parked', (c) => c.parked);
  gauge('cases_parked_oldest_seconds', 'Since when the oldest parked case waits', (c) => c.oldestParkedMillis / 1000);
  gauge('errands_open', 'Errands not yet answered', (c) => c.openErrands);
  metrics.total('turns_total', 'Turns committed: each is one transaction', async () => (await counts()).turns);
  metrics.total('turn_works_total', 'Works that shared those turns', async () => (await counts()).works);
  metrics.totals('events_total', 'Events written by this process, by type', 'type', () => store.written);
}

/** What a service that hears the stream tells of its place in it. */
export function consumerFigures(
  metrics: Metrics,
  { consumer, topic, store, stream }: { consumer: string; topic: string; store: Store; stream: StreamEngine },
): void {
  metrics.gauges('consumer_lag_records', 'Records behind the end of the topic', 'topic', async () => {
    const ends = await stream.ends(topic);
    const places = await store.placeOf(
      consumer,
      topic,
      ends.map(({ partition }) => partition),
    );
    const behind = ends.reduce((sum, { next }, index) => sum + Math.max(0, Number(next - (places[index] ?? 0n))), 0);
    return new Map([[topic, behind]]);
  });
  if (stream.packed !== undefined) {
    metrics.gauges('stream_records_packed', 'Old records of the topic that lie in packs', 'topic', async () => {
      return new Map([[topic, (await stream.packed?.(topic)) ?? 0]]);
    });
  }
  metrics.gauge('partitions_stopped', 'Partitions at which this service stopped', async () => {
    const stopped = await store.stops.list();
    return new Set(stopped.map(({ partition }) => partition)).size;
  });
}

/** Of the process; in one process every service tells the same. */
export function processFigures(metrics: Metrics): void {
  metrics.gauge('process_resident_bytes', 'Memory of the process', () => process.memoryUsage.rss());
}

/** Several figures of one question, asked once a reading. */
export function fresh<A>(ask: () => Promise<A>): () => Promise<A> {
  let last: { readonly at: number; readonly answer: Promise<A> } | null = null;
  return () => {
    const now = performance.now();
    if (last === null || now - last.at > FIGURES_FRESH_MILLIS) last = { at: now, answer: ask() };
    return last.answer;
  };
}

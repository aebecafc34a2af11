import type { Consumed, ConsumedBatch, Work } from '@yichuang/event-store';
import { deskOf, type DeskWork } from './desk-handler.js';
import type { OpenSpan, Tracing } from './tracing.js';

/** A span for each work that a traced record makes, from when it was made until its turn was committed. */
export class TracedBatches {
  readonly batches: readonly ConsumedBatch<DeskWork>[];
  /** By batch, in order. */
  private readonly spans: OpenSpan[][];

  constructor(
    made: readonly ConsumedBatch<DeskWork>[],
    private readonly tracing: Tracing,
  ) {
    this.spans = made.map(() => []);
    this.batches = made.map((batch, index) => ({
      ...batch,
      works: batch.works.map((work) => this.traced(work, batch.topic, this.spans[index] ?? [])),
    }));
  }

  /** @param consumed what became of each batch; of one that is missing nothing came */
  end(consumed: readonly Consumed[]): void {
    this.spans.forEach((spans, index) => {
      const end = consumed[index]?.kind ?? 'given back';
      for (const span of spans) span.end(end === 'committed' ? undefined : end);
    });
  }

  private traced(work: Work<DeskWork>, topic: string, spans: OpenSpan[]): Work<DeskWork> {
    const { trace: parent, payload } = work;
    if (parent === undefined || payload.kind !== 'heard') return work;
    const desk = deskOf(work.stream);
    const span = this.tracing.start({
      name: `${desk} hears ${payload.type}`,
      kind: 'consumer',
      parent,
      facts: {
        'messaging.system': 'yichuang',
        'messaging.destination.name': topic,
        'yichuang.desk': desk,
        'yichuang.event.type': payload.type,
        'yichuang.event.source': payload.source,
        'yichuang.case': work.caseId,
      },
    });
    spans.push(span);
    return { ...work, trace: span.traceparent };
  }
}

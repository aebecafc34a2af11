import { Controller, Get, Inject, Module, Query } from '@nestjs/common';
import type { EventStore, StreamPlace } from '@yichuang/event-store';
import { Asks, decodeEvent, STORE, type Department, type StoredEvent } from '@yichuang/host';

/** What one stream of a toy service holds, read back from its store. */
export interface KeptStream {
  readonly stream: string;
  /** Steps whose result is in it, one entry a result. */
  readonly steps: readonly string[];
  readonly completed: boolean;
}

/** A page of them; `next` asks for the one after it. */
export interface KeptPage {
  readonly streams: readonly KeptStream[];
  readonly next: StreamPlace | null;
}

const KEPT_PAGE = 500;

/** Events of the orchestrator that are results of its own acts. */
const ownActs: Readonly<Record<string, string>> = { ApplicationAccepted: 'accept', PackageReady: 'package' };

/**
 * For the bench alone: every result a toy service holds, so that each can be counted when all is over. Its address is one
 * that the gateway is let in to.
 */
@Asks('nobody')
@Controller('replay/kept')
class KeptController {
  constructor(@Inject(STORE) private readonly store: EventStore<unknown, unknown>) {}

  @Get()
  async page(@Query('shard') shard = '0', @Query('position') position = '0'): Promise<KeptPage> {
    const page = await this.store.streams({ shard: Number(shard), position: Number(position) }, KEPT_PAGE);
    const events = await this.store.readStreams(page.streams);
    return { streams: page.streams.map((stream) => keptOf(stream, events.get(stream) ?? [])), next: page.next };
  }
}

const keptOf = (stream: string, events: readonly StoredEvent[]): KeptStream => ({
  stream,
  steps: events.flatMap(stepsOf),
  completed: events.some(({ type }) => type === 'CaseCompleted'),
});

function stepsOf(stored: StoredEvent): string[] {
  const own = ownActs[stored.type];
  if (own !== undefined) return [own];
  if (stored.type !== 'StepAnswered' && stored.type !== 'ToyAnswered') return [];
  return [(decodeEvent(stored) as unknown as { answer: { step: string } }).answer.step];
}

@Module({ controllers: [KeptController] })
class KeptModule {}

export const withKept = (service: Department): Department => ({
  ...service,
  modules: [...(service.modules ?? []), KeptModule],
});

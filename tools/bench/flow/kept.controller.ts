import { Controller, Get, Inject, Module, Query } from '@nestjs/common';
import type { EventStore } from '@yichuang/event-store';
import { Asks, decodeEvent, STORE, type Department, type StoredEvent } from '@yichuang/host';

/** What one stream of a toy service holds, read back from its store. */
export interface KeptStream {
  readonly stream: string;
  /** Steps whose result is in it, one entry a result. */
  readonly steps: readonly string[];
  readonly completed: boolean;
}

export const KEPT_PAGE = 500;

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
  async page(@Query('after') after = ''): Promise<readonly KeptStream[]> {
    const names = await this.store.streams(after, KEPT_PAGE);
    const streams = await this.store.readStreams(names);
    return names.map((stream) => {
      const events = streams.get(stream) ?? [];
      return {
        stream,
        steps: events.flatMap(stepsOf),
        completed: events.some(({ type }) => type === 'CaseCompleted'),
      };
    });
  }
}

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

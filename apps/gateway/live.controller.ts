import { Controller, Headers, Inject, Param, Query, Sse, type MessageEvent } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { checkedId } from './case-id.js';
import { House } from './house.js';
import { liveEvents, typesOf } from './live-events.js';
import { Live } from './live.js';

/** Live updates as server-sent events. */
@Controller('api/v1')
export class LiveController {
  constructor(
    @Inject(Live) private readonly live: Live,
    @Inject(House) private readonly house: House,
  ) {}

  /** @throws Problem 404 for a case nobody handed in: who waits for it would wait for ever */
  @Sse('cases/:caseId/live')
  async one(
    @Param('caseId') caseId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query('type') type: string | undefined,
  ): Promise<Observable<MessageEvent>> {
    await this.house.orchestrator.get(`/cases/${checkedId(caseId)}`);
    return liveEvents(this.live, caseId, { lastEventId, types: typesOf(type) });
  }

  @Sse('live')
  all(
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query('type') type: string | undefined,
  ): Observable<MessageEvent> {
    return liveEvents(this.live, null, { lastEventId, types: typesOf(type) });
  }
}

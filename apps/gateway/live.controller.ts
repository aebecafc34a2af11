import { Controller, Headers, Inject, Param, Query, Sse, type MessageEvent } from '@nestjs/common';
import { mayAct, type Actor } from '@yichuang/contracts';
import { Asks, SignedIn } from '@yichuang/host';
import type { Observable } from 'rxjs';
import { checkedId } from './case-id.js';
import { liveEvents, typesOf } from './live-events.js';
import { Live } from './live.js';
import { Permits } from './permits.js';

/** Live updates as server-sent events. */
@Controller('api/v1')
export class LiveController {
  constructor(
    @Inject(Live) private readonly live: Live,
    @Inject(Permits) private readonly permits: Permits,
  ) {}

  /** @throws Problem 404 for a case nobody handed in: who waits for it would wait for ever */
  @Asks('case.follow')
  @Sse('cases/:caseId/live')
  async one(
    @Param('caseId') caseId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query('type') type: string | undefined,
    @SignedIn() actor: Actor,
  ): Promise<Observable<MessageEvent>> {
    await this.permits.check(actor, 'case.follow', checkedId(caseId));
    return liveEvents(this.live, caseId, { lastEventId, types: typesOf(type), mayHear: this.heardBy(actor) });
  }

  @Asks('case.follow')
  @Sse('live')
  all(
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query('type') type: string | undefined,
    @SignedIn() actor: Actor,
  ): Observable<MessageEvent> {
    return liveEvents(this.live, null, { lastEventId, types: typesOf(type), mayHear: this.heardBy(actor) });
  }

  /** Asked anew with each event: what was entrusted may have been taken back. */
  private heardBy(actor: Actor): ((caseId: string) => Promise<boolean>) | undefined {
    return mayAct(actor, 'case.follow') === 'all'
      ? undefined
      : (caseId) => this.permits.may(actor, 'case.follow', caseId);
  }
}

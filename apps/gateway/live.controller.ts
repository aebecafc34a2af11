import { Controller, Inject, Param, Sse, type MessageEvent } from '@nestjs/common';
import { Observable } from 'rxjs';
import { Live } from './live.js';

/** Live updates as server-sent events: one line a public event, so that a page knows when to read again. */
@Controller('api/v1')
export class LiveController {
  constructor(@Inject(Live) private readonly live: Live) {}

  @Sse('cases/:caseId/live')
  one(@Param('caseId') caseId: string): Observable<MessageEvent> {
    return this.stream((key) => key === caseId);
  }

  @Sse('live')
  all(): Observable<MessageEvent> {
    return this.stream(() => true);
  }

  private stream(wanted: (caseId: string) => boolean): Observable<MessageEvent> {
    return new Observable((subscriber) =>
      this.live.listen(({ key, type, source, at, shard, position }) => {
        if (!wanted(key)) return;
        subscriber.next({
          id: `${source}:${String(shard)}:${String(position)}`,
          type: 'event',
          data: { caseId: key, type, source, at },
        });
      }),
    );
  }
}

import type { MessageEvent } from '@nestjs/common';
import { formatInstant } from '@yichuang/working-time';
import { Observable } from 'rxjs';
import type { Live } from './live.js';

/** Proxies close what is silent for a minute; a comment costs a few bytes. */
const HEARTBEAT_MILLIS = 15_000;

/**
 * One server-sent event for each event of a case, so that a page knows when to read again. The gateway keeps nothing, so
 * who comes back with a `Last-Event-ID` is told `missed`: to read once, whatever has happened since.
 */
export function liveEvents(live: Live, caseId: string | null, lastEventId?: string): Observable<MessageEvent> {
  return new Observable((subscriber) => {
    const end = live.listen(caseId, ({ key, type, source, at, shard, position }) => {
      subscriber.next({
        id: `${source}:${String(shard)}:${String(position)}`,
        type: 'event',
        data: { caseId: key, type, source, at: formatInstant(at) },
      });
    });
    subscriber.next({ comment: 'listening' });
    if (lastEventId !== undefined && lastEventId !== '')
      subscriber.next({ id: lastEventId, type: 'missed', data: { caseId } });
    const heartbeat = setInterval(() => {
      subscriber.next({ comment: 'still here' });
    }, HEARTBEAT_MILLIS);
    heartbeat.unref();
    return () => {
      clearInterval(heartbeat);
      end();
    };
  });
}

import type { MessageEvent } from '@nestjs/common';
import type { StreamRecord } from '@yichuang/host';
import { formatInstant } from '@yichuang/working-time';
import { Observable } from 'rxjs';
import type { Live } from './live.js';

/** Proxies close what is silent for a minute; a comment costs a few bytes. */
const HEARTBEAT_MILLIS = 15_000;

export interface LiveWish {
  readonly lastEventId?: string | undefined;
  /** Only events of these types; all of them when absent. */
  readonly types?: ReadonlySet<string> | undefined;
  /** Whether whoever listens may hear of this case; everything when absent. */
  readonly mayHear?: ((caseId: string) => Promise<boolean>) | undefined;
}

/** `type=CaseCompleted,CaseRefused`; nothing asked for is everything. */
export const typesOf = (asked: string | undefined): ReadonlySet<string> | undefined =>
  asked === undefined || asked === '' ? undefined : new Set(asked.split(','));

/**
 * One server-sent event for each event of a case, so that a page knows when to read again. The gateway keeps nothing, so
 * who comes back with a `Last-Event-ID` is told `missed`: to read once, whatever has happened since.
 */
export function liveEvents(live: Live, caseId: string | null, wish: LiveWish): Observable<MessageEvent> {
  const { lastEventId, types, mayHear } = wish;
  return new Observable((subscriber) => {
    // one after the other, however long it takes to learn whose a case is
    let told = Promise.resolve();
    const end = live.listen(caseId, (record) => {
      if (types !== undefined && !types.has(record.type)) return;
      if (mayHear === undefined) subscriber.next(messageOf(record));
      else
        told = told.then(async () => {
          if (await mayHear(record.key)) subscriber.next(messageOf(record));
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

const messageOf = ({ key, type, source, at, shard, position }: StreamRecord): MessageEvent => ({
  id: `${source}:${String(shard)}:${String(position)}`,
  type: 'event',
  data: { caseId: key, type, source, at: formatInstant(at) },
});

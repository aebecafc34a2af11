import type { Addressed } from '@yichuang/testing';
import { followEvents } from './event-lines.js';

/** One line of the public live updates. */
export interface LiveEvent {
  readonly caseId: string;
  readonly type: string;
  readonly source: string;
}

/** What is listened for; the rest of a busy house's lines is not even parsed. */
export type Wanted = ReadonlySet<string>;

/** Follows `/api/v1/live` until closed, as one who hears of every case; what is sent after it resolves is heard. */
export async function listen(
  house: Addressed,
  wanted: Wanted,
  onEvent: (event: LiveEvent) => void,
  onLost: (error: Error) => void,
): Promise<{ close(): Promise<void> }> {
  const marks = [...wanted].map((type) => `"${type}"`);
  return followEvents({
    name: 'the live updates',
    url: house.url,
    token: await house.tokenOf('auditor'),
    path: `/api/v1/live?type=${[...wanted].join(',')}`,
    onLost,
    onData: (data) => {
      if (!marks.some((mark) => data.includes(mark))) return;
      const event = JSON.parse(data) as LiveEvent;
      if (wanted.has(event.type)) onEvent(event);
    },
  });
}

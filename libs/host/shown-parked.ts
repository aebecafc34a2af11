import type { ParkedDetail, WaitingWork } from '@yichuang/event-store';
import { deskOf, type DeskWork } from './desk-handler.js';

/** One thing that waits behind a parked case, by kind and type: what it holds may be private and is not shown. */
export interface ShownWaiting {
  readonly kind: 'event' | 'timer' | 'answer' | 'command' | 'effect';
  readonly desk: string | null;
  /** Type of the event or command, name of the timer, or the port that answered or could not do it. */
  readonly type: string;
  /** Service that published the event. */
  readonly source: string | null;
}

/** A parked case as an operator sees it. Instants are epoch milliseconds. */
export interface ShownParked {
  readonly caseId: string;
  readonly shard: number;
  readonly parkedAt: number;
  readonly reason: string;
  /** What failed: `record`, `timer`, `errand` stand first in the queue; `effect` could not be done outside. */
  readonly origin: string;
  readonly waiting: number;
  readonly behind: readonly ShownWaiting[];
}

export function shownParked({ queue, effects, ...parked }: ParkedDetail<DeskWork>): ShownParked {
  const undone = effects.map(({ name }): ShownWaiting => ({ kind: 'effect', desk: null, type: name, source: null }));
  return { ...parked, behind: [...queue.map(shownWaiting), ...undone] };
}

function shownWaiting({ stream, payload }: WaitingWork<DeskWork>): ShownWaiting {
  const desk = deskOf(stream);
  switch (payload.kind) {
    case 'heard':
      return { kind: 'event', desk, type: payload.type, source: payload.source };
    case 'timer':
      return { kind: 'timer', desk, type: payload.timer, source: null };
    case 'learned':
      return { kind: 'answer', desk, type: payload.port, source: null };
    case 'command':
      return { kind: 'command', desk, type: payload.command.type, source: null };
  }
}

import type { NewEvent, Outcome, StoredEvent, TurnHandler, Work } from '@yichuang/event-store';

export type BenchWork =
  | { readonly kind: 'append'; readonly events: number }
  | { readonly kind: 'set-timers'; readonly timers: readonly { readonly kind: string; readonly dueAt: number }[] }
  | { readonly kind: 'fired'; readonly dueAt: number };

export interface BenchState {
  readonly events: number;
  readonly bytes: number;
}

/** About what an event of the house weighs. */
const BODY_BYTES = 500;
const body = Buffer.alloc(BODY_BYTES, '{"fact":"recorded"}');

/** The lightest desk there is: what is measured is the store. */
export class BenchHandler implements TurnHandler<BenchWork, BenchState> {
  /** Told of each timer that is decided on, before its turn is committed. */
  onFired: (dueAt: number) => void = () => undefined;

  initial(): BenchState {
    return { events: 0, bytes: 0 };
  }

  evolve({ events, bytes }: BenchState, event: StoredEvent): BenchState {
    return { events: events + 1, bytes: bytes + event.body.length };
  }

  claims(): readonly string[] {
    return [];
  }

  decide({ payload }: Work<BenchWork>, _state: BenchState, { now }: { readonly now: number }): Outcome {
    const event: NewEvent = { type: 'Recorded', audience: '*', at: now, body };
    switch (payload.kind) {
      case 'append':
        return { events: Array.from({ length: payload.events }, () => event) };
      case 'set-timers':
        return { events: [], timers: payload.timers };
      case 'fired':
        this.onFired(payload.dueAt);
        return { events: [event] };
    }
  }

  project(): readonly [] {
    return [];
  }

  toBytes(payload: BenchWork): Uint8Array {
    return Buffer.from(JSON.stringify(payload));
  }

  fromBytes(bytes: Uint8Array): BenchWork {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as BenchWork;
  }
}

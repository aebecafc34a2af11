import type {
  ClaimHolder,
  NewErrand,
  NewEvent,
  Outcome,
  RegisterChange,
  RegisterTable,
  StoredEvent,
  TimerChange,
  TurnHandler,
  Work,
} from '../types.js';

/** What the toy stream can be asked: enough to reach every part of a turn. */
export type LedgerWork =
  | {
      readonly do: 'add';
      readonly amount: number;
      readonly public?: boolean;
      readonly body?: number;
      readonly unkept?: boolean;
    }
  | { readonly do: 'take-name'; readonly name: string }
  // with each name either the same is left or the name itself
  | { readonly do: 'take-names'; readonly names: readonly string[]; readonly apart?: true }
  | { readonly do: 'take-next' }
  | { readonly do: 'take-ever-more' }
  | { readonly do: 'give-name'; readonly name: string }
  | { readonly do: 'give-names'; readonly names: readonly string[] }
  | { readonly do: 'timer'; readonly kind: string; readonly dueAt: number | null; readonly deadline?: boolean }
  | { readonly do: 'fired'; readonly kind: string }
  | { readonly do: 'errand'; readonly port: string; readonly nature: 'question' | 'effect' }
  | { readonly do: 'answer'; readonly answer: string | null }
  | { readonly do: 'ask-no-more' }
  | { readonly do: 'keep-secret'; readonly secret: string | null; readonly replaces?: true }
  | { readonly do: 'close' }
  | { readonly do: 'reject' }
  | { readonly do: 'break' }
  | { readonly do: 'poison' }
  | { readonly do: 'break-unless-mended' };

export interface LedgerState {
  readonly sum: number;
  readonly events: number;
  readonly closed: boolean;
  readonly askedNoMore: boolean;
}

export const ledgerRegister: RegisterTable = {
  name: 'balance',
  desk: 'ledger',
  columns: { case_id: 'text', sum: 'bigint', note: 'text' },
  key: ['case_id'],
  indexes: [['sum']],
};

/** A toy desk `ledger`: amounts are added, names are taken once, timers and errands answer with an event. */
export class LedgerHandler implements TurnHandler<LedgerWork, LedgerState> {
  /** Cases that may not break any more. */
  readonly mended = new Set<string>();
  /** Every decision, by cause, in order: to see what was decided and how often. */
  readonly decided: string[] = [];
  private asked = 0;
  prepare?: (works: readonly Work<LedgerWork>[]) => Promise<void>;

  initial(): LedgerState {
    return { sum: 0, events: 0, closed: false, askedNoMore: false };
  }

  evolve({ sum, events, closed, askedNoMore }: LedgerState, event: StoredEvent): LedgerState {
    const { amount } = JSON.parse(Buffer.from(event.body).toString('utf8')) as { amount?: number };
    return {
      sum: sum + (amount ?? 0),
      events: events + 1,
      closed: closed || event.type === 'Closed',
      askedNoMore: askedNoMore || event.type === 'AskedNoMore',
    };
  }

  claims({ payload }: Work<LedgerWork>, state: LedgerState): readonly string[] {
    if (payload.do === 'take-name') return [payload.name];
    if (payload.do === 'take-names') return payload.names;
    if (payload.do === 'take-next') return [`next-${String(state.events)}`];
    if (payload.do !== 'take-ever-more') return [];
    this.asked += 1;
    return [`more-${String(this.asked)}`];
  }

  decide(
    work: Work<LedgerWork>,
    state: LedgerState,
    seen: { readonly holders: readonly ClaimHolder[]; readonly now: number },
  ): Outcome {
    this.decided.push(work.cause);
    const { payload, stream } = work;
    const event = (type: string, data: object, isPublic = true): NewEvent => ({
      type,
      audience: isPublic ? '*' : null,
      at: seen.now,
      body: Buffer.from(JSON.stringify(data)),
    });
    switch (payload.do) {
      case 'add':
        return {
          events: [
            event('Added', { amount: payload.amount, fill: 'x'.repeat(payload.body ?? 0) }, payload.public !== false),
          ],
          answer: Buffer.from(String(state.sum + payload.amount)),
          ...(payload.unkept === true ? { keepAnswer: false } : {}),
        };
      case 'take-name':
      case 'take-names':
      case 'take-next':
      case 'take-ever-more': {
        const others = seen.holders.filter((holder) => holder.stream !== stream);
        if (others.length > 0)
          return { events: [event('NameRefused', { rivals: others.map(({ stream: rival }) => rival) })] };
        const names = payload.do === 'take-ever-more' ? [] : this.claims(work, state);
        return {
          events: [event('NameTaken', { names, ...('apart' in payload ? { apart: payload.apart } : {}) })],
          keepClaims: names.map((key) => ({
            key,
            data: 'apart' in payload ? { name: key } : { taken: true },
          })),
        };
      }
      case 'give-names':
        return { events: [event('NamesGiven', { names: payload.names })], releaseClaims: payload.names };
      case 'give-name':
        return { events: [event('NameGiven', {})], releaseClaims: [payload.name] };
      case 'keep-secret': {
        const { secret, replaces } = payload;
        const type = secret === null ? 'SecretForgotten' : 'SecretKept';
        return {
          events: [event(type, {}, false)],
          secret: secret === null ? null : Buffer.from(secret),
          ...(replaces === true ? { replacesSecret: true as const } : {}),
        };
      }
      case 'timer': {
        const change: TimerChange = { kind: payload.kind, dueAt: payload.dueAt, deadline: payload.deadline === true };
        return { events: [event('TimerSet', {}, false)], timers: [change] };
      }
      case 'fired':
        return { events: [event('Fired', { kind: payload.kind })] };
      case 'errand': {
        const errand: NewErrand = {
          id: `${stream}|${work.cause}|0|${payload.port}`,
          port: payload.port,
          nature: payload.nature,
          payload: Buffer.from(JSON.stringify({ stream })),
        };
        return { events: [event('Asked', {}, false)], errands: [errand] };
      }
      case 'answer':
        return state.askedNoMore
          ? { events: [], dropQuestions: true }
          : { events: [event('Answered', { answer: payload.answer })] };
      case 'ask-no-more':
        return { events: [event('AskedNoMore', {}, false)], dropQuestions: true };
      case 'close':
        return { events: [event('Closed', {})] };
      case 'reject':
        return { events: [], answer: Buffer.from('no'), keepAnswer: false };
      case 'break':
        throw new TypeError('this work always breaks');
      case 'poison':
        // Postgres has no text with a zero byte: fails in the database and not before
        return { events: [{ ...event('Added', {}), type: 'Poison\u0000' }] };
      case 'break-unless-mended':
        if (!this.mended.has(work.caseId)) throw new TypeError('not mended yet');
        return { events: [event('Added', { amount: 1 })] };
    }
  }

  project(
    stream: string,
    _events: readonly StoredEvent[],
    _before: LedgerState,
    after: LedgerState,
  ): readonly RegisterChange[] {
    const caseId = stream.slice(stream.indexOf('/') + 1);
    const row = after.closed ? null : { case_id: caseId, sum: after.sum, note: null };
    return [{ register: 'balance', key: [caseId], row }];
  }

  toBytes(payload: LedgerWork): Uint8Array {
    return Buffer.from(JSON.stringify(payload));
  }

  fromBytes(bytes: Uint8Array): LedgerWork {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as LedgerWork;
  }
}

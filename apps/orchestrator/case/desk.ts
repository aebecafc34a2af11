import type { CaseBelonging } from '@yichuang/contracts';
import type { Desk } from '@yichuang/host';
import {
  catalogueDecider,
  draftKey,
  falsePromiseKey,
  getPlan,
  nextTimerAt,
  numberKey,
  recallCase,
  type Book,
  type Calendars,
  type CaseCommand,
  type CaseEvent,
  type CaseState,
  type Catalogue,
} from '@yichuang/matters';
import { belongingOf } from '../case-reach.js';
import { audience } from './audience.js';
import { cardRows } from './card-register.js';
import { doorsOf } from './doors.js';
import { entrustedRows } from './entrusted-register.js';
import { hearingsOf } from './hearing.js';
import { caseRows } from './register.js';

export type CaseDesk = Desk<CaseCommand, CaseState, CaseEvent>;

/** The plan a case is pinned to, and the calendars. */
export const bookOf =
  (catalogue: Catalogue, calendars: Calendars) =>
  ({ matter, planVersion }: Pick<CaseState, 'matter' | 'planVersion'>): Book => ({
    plan: getPlan(catalogue, matter, planVersion),
    calendars,
  });

/**
 * The one desk of the orchestrator, for whatever matters a catalogue holds. It decides nothing: the plans do. Its timer
 * is a deadline, so that no card is raised over an answer that is on its way.
 */
export function caseDesk(catalogue: Catalogue, calendars: Calendars): CaseDesk {
  const book = bookOf(catalogue, calendars);
  return {
    name: 'case',
    decider: catalogueDecider(catalogue, calendars),
    audience,
    hears: hearingsOf(catalogue),
    doors: doorsOf(catalogue, book),
    belonging: (state, command) => (state.phase === 'none' ? begun(command) : belongingOf(book(state).plan, state)),
    // No counter gives the numbers, so that no two cases wait for each other: each claims its own.
    claims: (command, { phase, principal }) =>
      command.type === 'SubmitApplication' && phase === 'none'
        ? [...command.numbers.map(numberKey), ...(command.draft === undefined ? [] : [draftKey(command.caseId)])]
        : barredBy(command, principal),
    holds: (event, { principal }) => ({ keep: keptBy(event, principal).map((key) => ({ key, data: null })) }),
    timers: (state) => {
      const clock = nextTimerAt(state);
      return clock === null ? {} : { clock };
    },
    deadlines: ['clock'],
    fires: (_kind, dueAt, now) => ({ type: 'Fire', kind: 'clock', at: now, dueAt }),
    registers: [caseRows(book), cardRows, entrustedRows],
    recall: (events, before) => {
      const [first] = events;
      const { plan } = book(first?.type === 'ApplicationSubmitted' ? first : before);
      return recallCase(plan, events, before);
    },
  };
}

function keptBy(event: CaseEvent, principal: string): readonly string[] {
  if (event.type === 'CommitmentFalsified') return [falsePromiseKey(principal)];
  if (event.type !== 'ApplicationSubmitted') return [];
  // the draft sees, under the lock, that it has become a case
  return [numberKey(event.number), ...(event.draft === undefined ? [] : [draftKey(event.caseId)])];
}

/** Whoever promised falsely promises nothing again. */
const barredBy = ({ type }: CaseCommand, principal: string): readonly string[] =>
  type === 'PromisePapers' || type === 'SignCommitment' ? [falsePromiseKey(principal)] : [];

/** A case is whose it will be: who hands in his own, a clerk for whoever stands in his hall. */
const begun = (command: CaseCommand): CaseBelonging | null =>
  command.type === 'SubmitApplication'
    ? { principal: command.principal, division: command.authority, hall: command.hall }
    : null;

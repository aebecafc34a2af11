import { alreadySo, decided, type Decider, type Decision } from '@yichuang/kernel';
import { barredByDuties } from '@yichuang/matters';
import { partsOf, type HolidayNotice } from '@yichuang/working-time';
import type { CalendarCommand, CalendarEvent, ProposeCalendar, PublishCalendar } from './events.js';
import * as no from './rejections.js';
import { noCalendar, proposalOf, type CalendarState, type Proposal } from './state.js';

type Given = Decision<CalendarEvent>;

/** One proposes a year, another publishes it (R-SOD-06); of one year one proposal waits at a time. */
export const calendarDecider: Decider<CalendarCommand, CalendarState, CalendarEvent> = {
  initial: noCalendar,
  decide: {
    ProposeCalendar: propose,
    PublishCalendar: publish,
    RejectCalendar: ({ at, by, version, reason }, state) =>
      end(state, version, 'rejected', { type: 'CalendarProposalRejected', at, by, version, reason }),
    WithdrawCalendar: ({ at, by, version }, state) =>
      proposalOf(state, version)?.proposedBy === by
        ? end(state, version, 'withdrawn', { type: 'CalendarProposalWithdrawn', at, by, version })
        : no.notYours(),
  },
  evolve: {
    CalendarProposed: (state, { at, by, version, notice }) => ({
      ...state,
      last: version,
      proposals: [
        ...state.proposals,
        {
          version,
          notice,
          status: 'proposed',
          proposedBy: by,
          proposedAt: at,
          endedBy: null,
          endedAt: null,
          reason: null,
        },
      ],
    }),
    CalendarPublished: (state, event) => ({
      ...ended(state, event, { status: 'published', reason: null }),
      published: [...state.published, event.version],
    }),
    CalendarProposalRejected: (state, event) => ended(state, event, { status: 'rejected', reason: event.reason }),
    CalendarProposalWithdrawn: (state, event) => ended(state, event, { status: 'withdrawn', reason: null }),
  },
};

function propose({ at, by, notice, shipped }: ProposeCalendar, state: CalendarState): Given {
  const ofYear = state.proposals.filter((one) => one.notice.year === notice.year);
  const waiting = ofYear.find(({ status }) => status === 'proposed');
  if (waiting !== undefined)
    return waiting.proposedBy === by && same(waiting.notice, notice) ? alreadySo : no.proposalWaits(waiting.version);
  const inForce = ofYear.findLast(({ version }) => state.published.includes(version));
  if (inForce !== undefined && same(inForce.notice, notice)) return no.inForceAlready(inForce.version);
  const years = [...shipped, ...state.published].map((version) => partsOf(version).year);
  const [first, next] = [Math.min(...years), Math.max(...years) + 1];
  if (notice.year < first || notice.year > next) return no.yearNotNext(first, next);
  const numbers = [...shipped, ...state.proposals.map(({ version }) => version)]
    .map(partsOf)
    .flatMap(({ year, number }) => (year === notice.year ? [number] : []));
  const version = `${String(notice.year)}.${String(Math.max(0, ...numbers) + 1)}`;
  return decided<CalendarEvent>({ type: 'CalendarProposed', at, by, version, notice, shipped });
}

function publish({ at, by, version }: PublishCalendar, state: CalendarState): Given {
  const proposal = proposalOf(state, version);
  if (proposal === undefined) return no.noSuchProposal();
  // the rule asks who, not as what
  const barred = barredByDuties({ id: by, roles: [] }, 'publish', {
    done: [{ act: 'propose', by: proposal.proposedBy }],
  });
  if (barred !== null) return barred;
  return end(state, version, 'published', { type: 'CalendarPublished', at, by, version });
}

function end(state: CalendarState, version: string, as: Proposal['status'], event: CalendarEvent): Given {
  const proposal = proposalOf(state, version);
  if (proposal === undefined) return no.noSuchProposal();
  if (proposal.status === 'proposed') return decided(event);
  return proposal.status === as ? alreadySo : no.proposalEnded(version);
}

function ended(
  state: CalendarState,
  { at, by, version }: Exclude<CalendarEvent, { type: 'CalendarProposed' }>,
  how: Pick<Proposal, 'status' | 'reason'>,
): CalendarState {
  const proposals = state.proposals.map((one) =>
    one.version === version ? { ...one, ...how, endedBy: by, endedAt: at } : one,
  );
  return { ...state, proposals, last: version };
}

const same = (a: HolidayNotice, b: HolidayNotice): boolean => JSON.stringify(a) === JSON.stringify(b);

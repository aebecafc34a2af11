import { noticedYear, type CalendarYear, type HolidayNotice } from '@yichuang/working-time';

export type ProposalStatus = 'proposed' | 'published' | 'rejected' | 'withdrawn';

export interface Proposal {
  readonly version: string;
  readonly notice: HolidayNotice;
  readonly status: ProposalStatus;
  readonly proposedBy: string;
  /** Epoch ms. */
  readonly proposedAt: number;
  /** Who published, rejected or withdrew it, and when; `null` while it waits. */
  readonly endedBy: string | null;
  readonly endedAt: number | null;
  /** Why it was rejected. */
  readonly reason: string | null;
}

export interface CalendarState {
  /** In the order in which they were proposed. */
  readonly proposals: readonly Proposal[];
  /** Versions in the order in which they were published. */
  readonly published: readonly string[];
  /** The proposal acted on last. */
  readonly last: string | null;
}

export const noCalendar: CalendarState = { proposals: [], published: [], last: null };

export const proposalOf = ({ proposals }: CalendarState, version: string): Proposal | undefined =>
  proposals.find((one) => one.version === version);

/** What was published here as years of a calendar, in that order. */
export const publishedYears = (state: CalendarState): CalendarYear[] =>
  state.published.flatMap((version) => {
    const found = proposalOf(state, version);
    return found === undefined ? [] : [{ ...noticedYear(found.notice), version }];
  });

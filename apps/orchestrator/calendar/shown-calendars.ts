import { formatInstant, noticedYear, type CalendarYear, type MissingNotice } from '@yichuang/working-time';
import type { KnownCalendars } from './known-calendars.js';
import type { Proposal } from './state.js';

type Known = Pick<KnownCalendars, 'current' | 'proposals'>;

/** Every version there is, the newest year first: what came with the house, what was published, what waits. */
export const shownCalendars = (known: Known, missing: MissingNotice | null, openCases: number): object => ({
  inForce: known.current.version,
  missing,
  casesBehind: openCases,
  calendars: versions(known).map((one) => shown(known, one)),
});

/** One of them with its days; `undefined` where there is none. */
export function shownCalendar(known: Known, version: string): object | undefined {
  const found = versions(known).find((one) => one.version === version);
  if (found === undefined) return undefined;
  const { holidays, makeUpDays } = found;
  return { ...shown(known, found), holidays, makeUpDays };
}

interface Version extends CalendarYear {
  readonly proposal: Proposal | null;
}

function versions({ current, proposals }: Known): Version[] {
  const proposed = proposals.map((proposal) => ({
    ...noticedYear(proposal.notice),
    version: proposal.version,
    proposal,
  }));
  const shipped = current.years
    .filter(({ version }) => !proposed.some((one) => one.version === version))
    .map((year) => ({ ...year, proposal: null }));
  const number = ({ version }: Version): number => Number(version.split('.')[1]);
  return [...shipped, ...proposed].sort((a, b) => b.year - a.year || number(b) - number(a));
}

function shown({ current }: Known, { version, year, provisional, source, proposal }: Version): object {
  const isInForce = current.current.some((one) => one.version === version);
  const past = proposal === null || proposal.status === 'published' ? 'replaced' : proposal.status;
  return {
    version,
    year,
    status: isInForce ? 'in-force' : past,
    provisional,
    source,
    proposal:
      proposal === null
        ? null
        : {
            by: proposal.proposedBy,
            at: formatInstant(proposal.proposedAt),
            endedBy: proposal.endedBy,
            endedAt: proposal.endedAt === null ? null : formatInstant(proposal.endedAt),
            reason: proposal.reason,
          },
  };
}

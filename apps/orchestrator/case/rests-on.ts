import type { CaseState } from '@yichuang/matters';

const versionsOf = ({ clocks, consultations }: CaseState, only: 'running' | 'all'): Set<string> =>
  new Set([
    ...Object.values(clocks).flatMap(({ clock: { state, calendarVersion } }) =>
      calendarVersion === null || (only === 'running' && state !== 'RUNNING') ? [] : [calendarVersion],
    ),
    ...consultations.flatMap(({ status, calendarVersion }) =>
      only === 'running' && status !== 'open' ? [] : [calendarVersion],
    ),
  ]);

/** Versions of the calendar that the case's running clocks and open questions rest on, each once; `null` when there are none. */
export function restsOn(state: CaseState): string | null {
  const versions = versionsOf(state, 'running');
  return versions.size === 0 ? null : [...versions].sort().join(' ');
}

/** Rare, around New Year and while a calendar is being published: then any clock that starts or stops may change it. */
export const restsOnSeveral = (state: CaseState): boolean => versionsOf(state, 'all').size > 1;

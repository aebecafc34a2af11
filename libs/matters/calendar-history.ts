import type { Text } from '@yichuang/kernel';
import { extendReasons, pauseReasons, restartReasons } from '@yichuang/working-time';
import { acceptanceClockId } from './acceptance-term.js';
import type { CaseEvent } from './case-events.js';
import { intakeClockId } from './case-evolve.js';
import type { SlaReprojected } from './reprojected.js';

/** What was said of a clock's end, when, by which calendar, and why it was said anew. */
export interface SaidEnd {
  /** `intake-<round>`, `case`, the step's id, `statutory-<step>`, or the id of a question that was asked. */
  readonly clock: string;
  /** Epoch ms. */
  readonly at: number;
  readonly calendarVersion: string;
  readonly dueAt: number;
  /** The notices that made it be reckoned anew, or the reason it went on from or was lengthened for; none at the start. */
  readonly because: readonly Text[];
}

/** Which calendar version said what of each clock, in order: first at its start, then whenever one was published. */
export function calendarHistory(events: readonly CaseEvent[]): SaidEnd[] {
  let intakes = 0;
  return events.flatMap((event): SaidEnd[] => {
    if (event.type === 'ApplicationSubmitted' || event.type === 'CorrectionSubmitted') {
      intakes += 1;
      if ('accepted' in event) return [];
      const { at, acceptance } = event;
      const term = acceptance === undefined ? [] : [atStart(acceptanceClockId(intakes), { at, ...acceptance })];
      return [atStart(intakeClockId(intakes), event), ...term];
    }
    if (event.type === 'DepartmentTaskDispatched') {
      const { step, at, dueAt, calendarVersion } = event;
      return dueAt === null || calendarVersion === undefined ? [] : [atStart(step, { at, dueAt, calendarVersion })];
    }
    if (event.type === 'SlaStarted') {
      const { at, statutory = [] } = event;
      return [atStart('case', event), ...statutory.map(({ clock, ...term }) => atStart(clock, { at, ...term }))];
    }
    if (event.type === 'SlaResumed') {
      const because = [pauseReasons[event.reason].text];
      return event.clocks.flatMap(({ clock, dueAt }) =>
        dueAt === null ? [] : [{ ...saidIn(event), clock, dueAt, because }],
      );
    }
    if (event.type === 'SlaRestarted') {
      const because = [restartReasons[event.reason].text];
      const { at, calendarVersion, clocks, statutory = [] } = event;
      return [
        ...clocks.flatMap(({ clock, dueAt }) =>
          dueAt === null ? [] : [{ clock, at, calendarVersion, dueAt, because }],
        ),
        ...statutory.map(({ clock, ...term }) => ({ ...atStart(clock, { at, ...term }), because })),
      ];
    }
    if (event.type === 'SlaExtended') {
      const { clock, dueAt, reason } = event;
      return [{ ...saidIn(event), clock, dueAt, because: [extendReasons[reason].text] }];
    }
    if (event.type === 'ConsultationOpened') return [atStart(event.id, event)];
    if (event.type === 'ConsultationReprojected') {
      const { id: clock, at, reckonedNow: calendarVersion, dueAt, notices } = event;
      return [{ clock, at, calendarVersion, dueAt, because: notices.map(({ citation }) => citation) }];
    }
    return event.type === 'SlaReprojected' ? anew(event) : [];
  });
}

const saidIn = ({ at, calendarVersion }: Pick<SaidEnd, 'at' | 'calendarVersion'>) => ({ at, calendarVersion });

const atStart = (
  clock: string,
  { at, dueAt, calendarVersion }: Pick<SaidEnd, 'at' | 'dueAt' | 'calendarVersion'>,
): SaidEnd => ({ clock, at, calendarVersion, dueAt, because: [] });

const anew = ({ at, notices, clocks }: SlaReprojected): SaidEnd[] =>
  clocks.map(({ clock, to, dueAfter }) => ({
    clock,
    at,
    calendarVersion: to,
    dueAt: dueAfter,
    because: notices.map(({ citation }) => citation),
  }));

import type { CaseState } from './case-state.js';
import type { ClockActCommand } from './clock-act-commands.js';
import type { ClockActEvent } from './clock-act-events.js';

/** The command behind an act on a clock. @throws TypeError for a pause no decision of a person begins with. */
export function recallClockAct(event: ClockActEvent, before: CaseState): ClockActCommand {
  const { at, by } = event;
  switch (event.type) {
    case 'SlaPaused': {
      const { reason, department, note, expectedOn = null } = event;
      if (reason === 'UTILITY_OUTAGE') throw new TypeError('an outage is approved before it pauses anything');
      return { type: 'PauseClock', at, by, reason, department, note, expectedOn };
    }
    case 'SlaResumed': {
      const { pause, reason, note } = event;
      const department = before.pauses.find(({ id }) => id === pause)?.department ?? null;
      return { type: 'ResumeClock', at, by, reason, department, note };
    }
    case 'SlaExtended': {
      const department = before.clocks[event.clock]?.department ?? null;
      return { type: 'ExtendTerm', at, by, reason: event.reason, department, note: event.note };
    }
    case 'SlaRestarted': {
      const { reason, department, note } = event;
      return { type: 'RestartClock', at, by, reason, department, note };
    }
    case 'OutageDeclared':
      return { type: 'DeclareOutage', at, by, note: event.note };
    case 'OutageApproved':
      return { type: 'ApproveOutage', at, by };
  }
}

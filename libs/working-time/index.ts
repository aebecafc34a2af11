export { minutes, toMinutes } from './duration.js';
export { dateOf, formatInstant, parseInstant, type ParsedInstant } from './instant.js';
export { calendarYearFaults, type CalendarYear, type CalendarYearFault, type Holiday } from './calendar-year.js';
export { calendarBook, compareVersions, partsOf, type CalendarBook } from './calendar-book.js';
export { missingNotice, type MissingNotice } from './missing-notice.js';
export {
  noticedYear,
  readNotice,
  type HolidayNotice,
  type NoticedYear,
  type NoticeFault,
  type ReadNotice,
} from './notice.js';
export { halls, type Hall, type OfficeWindow, type Season } from './halls.js';
export { calendar, CalendarNotCovered, day, type Basis, type Calendar, type Day } from './calendar.js';
export type { DayKind } from './timetable.js';
export { calendarYears, defaultCalendar } from './default-calendar.js';
export {
  due,
  elapsed,
  explainDue,
  explainElapsed,
  opening,
  type CountedWindow,
  type Due,
  type Elapsed,
  type Explained,
  type Opening,
} from './working-time.js';
export type { Span } from './span.js';
export { addDays, addWorkingDays, countWorkingDays, type DayCount, type Deadline } from './working-days.js';
export {
  extendReasons,
  pauseReasons,
  reprojectReasons,
  restartReasons,
  startReasons,
  stopReasons,
  voidReasons,
  type ExtendReason,
  type PauseReason,
  type Reason,
  type ReprojectReason,
  type RestartReason,
  type StartReason,
  type StopReason,
  type VoidReason,
} from './clock-reasons.js';
export {
  clock,
  isOpen,
  type Clock,
  type ClockAct,
  type ClockState,
  type Extension,
  type Hold,
  type OpenClock,
  type PausedClock,
  type RecordedAct,
  type Run,
  type RunningClock,
  type StoppedClock,
  type VoidClock,
} from './clock.js';
export { act } from './clock-acts.js';
export {
  explainClock,
  remainingAt,
  stateAt,
  thresholdAt,
  thresholdMillis,
  usedAt,
  type ExplainedClock,
  type ExplainedRun,
  type Threshold,
} from './clock-reading.js';
export { defaultLadder, rungsAt, type Rung, type RungName } from './ladder.js';

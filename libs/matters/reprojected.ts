import { text, type Decider, type Text } from '@yichuang/kernel';
import { formatInstant, type ClockAct } from '@yichuang/working-time';
import { calendarOf, type CaseClock } from './case-clocks.js';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import type { Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';
import type { ConsultationReprojected } from './consultation-events.js';
import { moved } from './moved-clock.js';

/** A holiday notice that was published here. */
export interface PublishedNotice {
  /** `2027.1` */
  readonly version: string;
  readonly citation: Text;
}

/** Every clock of the case that runs is reckoned anew by a calendar that was published since. */
export interface ReprojectDeadlines {
  readonly type: 'ReprojectDeadlines';
  /** Domain time, epoch ms. */
  readonly at: number;
  /** All years of the calendar in force. */
  readonly calendarVersion: string;
  /** Which of them were published here. */
  readonly notices: readonly PublishedNotice[];
  /** Questions that are open too; absent of the time when only clocks were reckoned anew. */
  readonly consultations?: true;
}

export interface ReprojectedClock {
  readonly clock: string;
  readonly department: string | null;
  /** Versions by which it was reckoned before and is now. */
  readonly from: string;
  readonly to: string;
  readonly dueBefore: number;
  readonly dueAfter: number;
}

/** A published calendar moved what is due, or left it where it was: either is told. Clocks that are closed stay as they are. */
export interface SlaReprojected {
  readonly type: 'SlaReprojected';
  /** Domain time, epoch ms. */
  readonly at: number;
  readonly calendarVersion: string;
  readonly reason: 'CALENDAR_PUBLISHED';
  readonly basis: string;
  /** The notices that were not known before to one of these clocks, or to a question that is moved with them. */
  readonly notices: readonly PublishedNotice[];
  readonly clocks: readonly ReprojectedClock[];
}

/** Clocks of two machines differ by a little: not before the last act. */
export const reprojecting = ({ clock }: CaseClock, at: number): Extract<ClockAct, { type: 'reproject' }> => ({
  type: 'reproject',
  at: Math.max(at, clock.last?.at ?? at),
  reason: 'CALENDAR_PUBLISHED',
});

type Evolve = Decider<CaseCommand, CaseState, CaseEvent>['evolve'];

export const reprojectionEvolve = (book: Book): Pick<Evolve, 'SlaReprojected'> => ({
  SlaReprojected: (state, { at, calendarVersion, clocks }) => {
    const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
    const anew = clocks.flatMap(({ clock: id }) => {
      const of = state.clocks[id];
      return of === undefined ? [] : [[id, moved(calendar, of, reprojecting(of, at))] as const];
    });
    return { ...state, clocks: { ...state.clocks, ...Object.fromEntries(anew) } };
  },
});

/** As far as the events tell, which all name the same notices: what of them was known before changes nothing. */
export function recallReprojection(
  { at, calendarVersion, notices }: SlaReprojected | ConsultationReprojected,
  events: readonly CaseEvent[],
): ReprojectDeadlines {
  const asked = events.some(({ type }) => type === 'ConsultationReprojected');
  return { type: 'ReprojectDeadlines', at, calendarVersion, notices, ...(asked ? { consultations: true } : {}) };
}

/** What the applicant is told: the end he was promised, whether or not it moved, and which notice is the reason. */
export function reprojectedText({ notices, clocks }: SlaReprojected): Text {
  const promised = ({ clock }: ReprojectedClock) => clock === 'case' || clock.startsWith('intake-');
  const told = clocks.findLast(promised) ?? clocks[0];
  const because = cited(notices);
  if (told === undefined || told.dueBefore === told.dueAfter)
    return text(`工作日历更新，期限不变：${because['zh-CN']}`, `new working calendar, nothing moves: ${because.en}`);
  const [before, after] = [written(told.dueBefore), written(told.dueAfter)];
  return text(
    `工作日历更新，期限由 ${before} 改为 ${after}：${because['zh-CN']}`,
    `new working calendar, due ${after} and no longer ${before}: ${because.en}`,
  );
}

/** The same of a question one department asked another. */
export function reprojectedQuestionText({ to, notices, dueBefore, dueAt }: ConsultationReprojected): Text {
  const because = cited(notices);
  const [before, after] = [written(dueBefore), written(dueAt)];
  return before === after
    ? text(
        `工作日历更新，${to} 的答复期限不变：${because['zh-CN']}`,
        `new working calendar, ${to} has as long to answer as before: ${because.en}`,
      )
    : text(
        `工作日历更新，${to} 的答复期限由 ${before} 改为 ${after}：${because['zh-CN']}`,
        `new working calendar, ${to} is to answer by ${after} and no longer by ${before}: ${because.en}`,
      );
}

const cited = (notices: readonly PublishedNotice[]): Text => ({
  'zh-CN': notices.map(({ citation }) => citation['zh-CN']).join('；'),
  en: notices.map(({ citation }) => citation.en).join('; '),
});

const written = (at: number): string => formatInstant(at).slice(0, 16).replace('T', ' ');

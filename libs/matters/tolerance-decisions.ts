import { alreadySo, decided, type Decision, type Rejection } from '@yichuang/kernel';
import { addWorkingDays, type Calendar } from '@yichuang/working-time';
import { calendarOf } from './case-clocks.js';
import { issue, type CaseDocument } from './case-documents.js';
import type { CaseEvent, Defect } from './case-events.js';
import { openPauses } from './case-pauses.js';
import * as no from './case-rejections.js';
import { hasEnded, mayStillEnd, type CaseState } from './case-state.js';
import { resumeClock } from './clock-decisions.js';
import { accept, endingAsOf } from './conclusions.js';
import { barredFromAnswering, withinCalendar } from './handing-in.js';
import type { Moment } from './limit.js';
import type { Plan } from './plan.js';
import { settle, type Run } from './settle.js';
import { barredBeyondLongest, barredBeyondTerm } from './statutory-terms.js';
import type { ExtendTolerance, PromisePapers, SupplyPapers } from './tolerance-commands.js';
import * as not from './tolerance-rejections.js';
import { gapOf, toleranceDueAt, workingDaysFor, type Gap, type Tolerance, type ToleranceLaw } from './tolerance.js';

/** 容缺受理: what is missing is promised, handed in, or not; and what each of it leads to. */
type Given = Decision<CaseEvent>;

/** A notice that names nothing but papers which may be owed is answered with a promise: the case is accepted at once. */
export function promisePapers(run: Run, command: PromisePapers, state: CaseState): Given {
  const { at, by, version, print } = command;
  if (state.tolerance?.print === print && state.tolerance.status === 'open') return alreadySo;
  const barred = barredFromAnswering(state);
  if (barred !== null) return barred;
  if (state.acceptedAt !== null) return not.acceptedAlready();
  if ((command.holders ?? []).length > 0) return not.promisedFalsely();
  const { plan, calendars } = run.book;
  const law = plan.tolerance;
  if (law === undefined) return not.noToleranceHere();
  const owed = gapsIn(law, state);
  const unfit = unfitPromise(law, command, state, owed);
  if (unfit !== null) return unfit;
  const gaps = owed.filter((gap) => gap !== null);
  const daysMax = workingDaysFor(law, gaps);
  const workingDays = command.workingDays ?? daysMax;
  if (workingDays > daysMax) return not.tooManyDays(daysMax);
  return withinCalendar(() => {
    const calendar = calendarOf(calendars, state.hall, command.calendarVersion);
    const { endsAt: deadline, calendarVersion } = addWorkingDays(calendar, at, workingDays);
    const beyond = barredBeyondLongest(calendar, plan, { acceptedAt: at, until: deadline });
    if (beyond !== null) return beyond;
    const accepted: CaseEvent = {
      type: 'ToleranceAccepted',
      at,
      by,
      round: state.round,
      version,
      print,
      gaps,
      workingDays,
      deadline,
      calendarVersion,
      document: owing('tolerance', state, at, { gaps, deadline, ...law }),
    };
    const acceptance = accept(run.book, state, { ...command, asOf: at });
    return settle(run, state, [accepted, ...acceptance], command);
  });
}

function unfitPromise(
  law: ToleranceLaw,
  { papers, version }: PromisePapers,
  state: CaseState,
  owed: readonly (Gap | null)[],
): Rejection | null {
  const never = papers.filter((paper) => law.never.includes(paper));
  if (never.length > 0) return not.neverOwed(never);
  const others = defectsNow(state).filter((_defect, index) => owed[index] === null);
  if (others.length > 0) return not.notAllOwed([...new Set(others.map(({ code }) => code))]);
  const missing = [...new Set(owed.flatMap((gap) => gap?.paper ?? []))].sort();
  if (missing.join() !== [...new Set(papers)].sort().join()) return not.gapsNotPromised(missing);
  if (version !== law.version) return not.otherWords();
  return creditIsClean(law, state) ? null : not.creditNotClean();
}

const defectsNow = ({ notices }: CaseState): readonly Defect[] => notices.at(-1)?.defects ?? [];
const gapsIn = (law: ToleranceLaw, state: CaseState) => defectsNow(state).map((defect) => gapOf(law, defect));

/** Silence of the source is not a pass. */
function creditIsClean({ credit: { step, rules } }: ToleranceLaw, { steps }: CaseState): boolean {
  const passed = steps[step]?.answer?.rules.pass ?? [];
  return rules.every((rule) => passed.includes(rule));
}

/** All of it at once: what was promised is kept, and the clock goes on with what it had left. */
export function supplyPapers(run: Run, command: SupplyPapers, state: CaseState): Given {
  const { at, by, papers } = command;
  const kinds = papers.map(({ kind }) => kind);
  const { tolerance } = state;
  if (tolerance?.status === 'fulfilled' && same(tolerance.gaps, kinds)) return alreadySo;
  const barred = barredFromOwing(state);
  if (barred !== null) return barred;
  const { gaps, deadline } = tolerance as Tolerance;
  const strangers = kinds.filter((kind) => !gaps.some(({ paper }) => paper === kind));
  if (strangers.length > 0) return not.notOwed(strangers);
  const missing = gaps.map(({ paper }) => paper).filter((paper) => !kinds.includes(paper));
  if (missing.length > 0) return not.stillOwed(missing);
  // The timer may be late; the term is not.
  if (at > deadline) return not.deadlinePassed();
  const fulfilled: CaseEvent = { type: 'ToleranceFulfilled', at, by, papers, document: issue('receipt', state, at) };
  return goOn(run, state, fulfilled, command);
}

const same = (gaps: readonly Gap[], kinds: readonly string[]): boolean =>
  gaps.every(({ paper }) => kinds.includes(paper)) && kinds.every((kind) => gaps.some(({ paper }) => paper === kind));

/** What was owed is owed no more: every clock that stood for it goes on. */
export function goOn(run: Run, state: CaseState, first: CaseEvent, command: Moment & { readonly by: string }): Given {
  const { at, by, calendarVersion } = command;
  const events: CaseEvent[] = [first];
  let now = run.after(state, events);
  for (const { reason, department } of openPauses(state)) {
    if (reason !== 'TOLERANCE') continue;
    const version = calendarVersion === undefined ? {} : { calendarVersion };
    const resume = { type: 'ResumeClock' as const, at, by, reason, department, note: '', ...version };
    const resumed = resumeClock(run, resume, now);
    if (resumed.kind === 'rejection') return resumed;
    events.push(...resumed.events);
    now = run.after(now, resumed.events);
  }
  return settle(run, state, events, command);
}

/** 延期: once, by the head of the authority the paper is for, and never beyond the term of the law as it runs. */
export function extendTolerance(run: Run, command: ExtendTolerance, state: CaseState): Given {
  const { at, by, department, workingDays, note, calendarVersion: version } = command;
  const barred = barredFromOwing(state);
  if (barred !== null) return barred;
  const law = run.book.plan.tolerance;
  const { gaps, deadline: before, extended } = state.tolerance as Tolerance;
  if (law === undefined) return not.noToleranceHere();
  if (gaps.some((gap) => gap.department !== department)) return not.toleranceOfAnother();
  if (extended) return not.extendedAlready();
  if (workingDays > law.extensionDaysMax) return not.tooManyDays(law.extensionDaysMax);
  if (at > before) return not.deadlinePassed();
  return withinCalendar(() => {
    const calendar: Calendar = calendarOf(run.book.calendars, state.hall, version);
    const { endsAt: deadline, calendarVersion } = addWorkingDays(calendar, before, workingDays);
    const beyond = barredBeyondTerm(state, deadline);
    if (beyond !== null) return beyond;
    const document = owing('tolerance', state, at, { gaps, deadline, ...law });
    return decided<CaseEvent>({
      type: 'ToleranceExtended',
      at,
      by,
      workingDays,
      deadline,
      note,
      calendarVersion,
      document,
    });
  });
}

/** 退办: the deadline passed and nothing came. The case ends as of the deadline, whenever the timer is heard. */
export function toleranceLapsed({ plan }: { readonly plan: Plan }, state: CaseState, until: number): CaseEvent[] {
  const dueAt = toleranceDueAt(state);
  if (dueAt === null || dueAt > until || !mayStillEnd(plan, state)) return [];
  const { gaps } = state.tolerance as Tolerance;
  const defects = defectsNow(state);
  const asOf = endingAsOf(state, dueAt);
  const document = owing('termination', state, dueAt, { gaps, deadline: dueAt, basis: plan.tolerance?.basis ?? '' });
  return [
    { type: 'ToleranceLapsed', at: dueAt, gaps },
    { type: 'CaseTerminated', at: dueAt, asOf, reason: 'TOLERANCE_LAPSED', defects, document },
  ];
}

export function barredFromOwing(state: CaseState): Rejection | null {
  if (state.phase === 'none') return no.noSuchCase();
  if (hasEnded(state)) return no.caseEnded();
  if (state.withdrawal?.status === 'pending') return no.withdrawalPending();
  return state.tolerance?.status === 'open' ? null : not.nothingOwed();
}

type Owed = Pick<NonNullable<CaseDocument['owed']>, 'gaps' | 'deadline' | 'basis'>;

/** 容缺受理通知书: each gap, until when, and what follows. */
const owing = (kind: 'tolerance' | 'termination', state: CaseState, at: number, owed: Owed): CaseDocument => ({
  ...issue(kind, state, at),
  owed: { gaps: owed.gaps, deadline: owed.deadline, basis: owed.basis },
});

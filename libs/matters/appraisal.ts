import type { CaseEvent } from './case-events.js';
import type { Book } from './case-evolve.js';
import { caseMinutes, type Holder, type Stretch } from './case-minutes.js';
import { holderOfCard } from './cards.js';
import type { CaseState } from './case-state.js';
import { HALL } from './waiting.js';

/** An event of a case's own stream: its number there is its version. */
export interface EventRef {
  readonly caseId: string;
  readonly version: number;
}

/** A case that ended, with all that was recorded of it up to its end. */
export interface AppraisedCase {
  readonly caseId: string;
  readonly book: Book;
  readonly state: CaseState;
  /** From the first: the event at index 0 has version 1. */
  readonly events: readonly CaseEvent[];
}

/** A figure, and every event it came from. */
export interface Counted {
  readonly count: number;
  readonly events: readonly EventRef[];
}

/** Working time of one holder over the cases of a period, ms; mean and p95 over the cases it had at all. */
export interface HeldTime {
  readonly millis: number;
  readonly meanMillis: number;
  /** Nearest rank: of a hundred cases the ninety-fifth. */
  readonly p95Millis: number;
  readonly cases: number;
}

/** 部门考核: what a department, or the `hall` with its supervisor, did in the cases that ended in a period. */
export interface DepartmentAppraisal {
  readonly department: string;
  /** Cases it was asked in; the events are its answers. */
  readonly cases: Counted;
  /** … of which it answered every step by rule alone. */
  readonly instant: Counted;
  /** Time that was its own and nobody else's. */
  readonly held: HeldTime;
  /** … while a person of it was at work. */
  readonly heldByOfficers: HeldTime;
  /** Red cards: its share of the limit was over. */
  readonly breaches: Counted;
  /** Cards a supervisor upheld. */
  readonly upheldCards: Counted;
  /** Notices that named what could have been named before, by its own faults. */
  readonly avoidableNotices: Counted;
  /** Questions of other departments it left without an answer. */
  readonly silences: Counted;
}

export interface StepTime extends HeldTime {
  readonly department: string;
  readonly step: string;
}

/** What of the time of a department's officers each had in hand; `null`: nobody had claimed it. */
export interface OfficerTime extends HeldTime {
  readonly department: string;
  readonly officer: string | null;
}

export interface Appraisal {
  readonly cases: number;
  readonly departments: readonly DepartmentAppraisal[];
  readonly steps: readonly StepTime[];
  readonly officers: readonly OfficerTime[];
  readonly applicant: HeldTime;
  readonly house: HeldTime;
}

/** What is gathered of one department while cases go by. */
interface Gathered {
  readonly cases: EventRef[][];
  readonly instant: EventRef[][];
  readonly breaches: EventRef[];
  readonly upheldCards: EventRef[];
  readonly avoidableNotices: EventRef[];
  readonly silences: EventRef[];
}

/**
 * Sums up the cases of a period, one after the other, so that a year of them needs no more memory than its figures. Every minute
 * is counted once, with the one holder it belongs to; see `caseMinutes`.
 */
export class Appraising {
  private cases = 0;
  private readonly gathered = new Map<string, Gathered>();
  /** Millis a case, by holder. */
  private readonly held = new Map<string, number[]>();
  private readonly byOfficers = new Map<string, number[]>();
  /** … by {@link partOf} a department. */
  private readonly bySteps = new Map<string, number[]>();
  private readonly byPersons = new Map<string, number[]>();

  /** @throws CalendarNotCovered for a case in a year without a calendar */
  add({ caseId, book, state, events }: AppraisedCase): void {
    this.cases += 1;
    const refs = (which: (event: CaseEvent) => boolean): EventRef[] =>
      events.flatMap((event, index) => (which(event) ? [{ caseId, version: index + 1 }] : []));
    const departmentOf = dispatchedTo(events);
    for (const department of new Set(departmentOf.values())) {
      const of = this.of(department);
      const answers = refs((event) => isAnswerOf(event, department, departmentOf));
      if (answers.length === 0) continue;
      of.cases.push(answers);
      if (events.every((event) => !isAnswerOf(event, department, departmentOf) || event.answer.instant))
        of.instant.push(answers);
      of.breaches.push(...refs((event) => event.type === 'RedCardIssued' && event.department === department));
      of.avoidableNotices.push(...refs((event) => isAvoidable(event, department)));
    }
    for (const { to, id } of state.consultations)
      this.of(to).silences.push(...refs((event) => event.type === 'NoObjectionDeemed' && event.id === id));
    for (const card of Object.values(state.cards)) {
      const upheld = refs((event) => 'card' in event && event.card === card.id && event.type === 'CardUpheld');
      if (upheld.length > 0) this.of(holderOfCard(card)).upheldCards.push(...upheld);
    }
    const { stretches } = caseMinutes(book, events, state.end?.at ?? events.at(-1)?.at ?? 0);
    const counting = stretches.filter(({ millis }) => millis > 0);
    for (const [holder, millis] of sumBy(counting, ({ holder: by }) => nameOf(by))) push(this.held, holder, millis);
    const officers = counting.filter(({ officer }) => officer);
    for (const [holder, millis] of sumBy(officers, ({ holder: by }) => nameOf(by)))
      push(this.byOfficers, holder, millis);
    if (counting.some(({ holder: by }) => by.kind === 'hall')) this.of(HALL);
    const departments = counting.filter(({ holder: by }) => by.kind === 'department' || by.kind === 'hall');
    for (const [step, millis] of sumBy(departments, ({ holder: by }) => partOf(by, by.step)))
      push(this.bySteps, step, millis);
    for (const [person, millis] of sumBy(officers, ({ holder: by, by: officer }) => partOf(by, officer)))
      push(this.byPersons, person, millis);
  }

  end(): Appraisal {
    return {
      cases: this.cases,
      departments: [...this.gathered].sort(byName).map(([department, of]) => ({
        department,
        cases: countedCases(of.cases),
        instant: countedCases(of.instant),
        held: timeOf(this.held.get(department)),
        heldByOfficers: timeOf(this.byOfficers.get(department)),
        breaches: counted(of.breaches),
        upheldCards: counted(of.upheldCards),
        avoidableNotices: counted(of.avoidableNotices),
        silences: counted(of.silences),
      })),
      steps: partsOf(this.bySteps).map(([department, step, time]) => ({ department, step: step ?? '', ...time })),
      officers: partsOf(this.byPersons).map(([department, officer, time]) => ({ department, officer, ...time })),
      applicant: timeOf(this.held.get('applicant')),
      house: timeOf(this.held.get('house')),
    };
  }

  private of(department: string): Gathered {
    const known = this.gathered.get(department);
    if (known !== undefined) return known;
    const fresh: Gathered = {
      cases: [],
      instant: [],
      breaches: [],
      upheldCards: [],
      avoidableNotices: [],
      silences: [],
    };
    this.gathered.set(department, fresh);
    return fresh;
  }
}

export function timeOf(cases: readonly number[] = []): HeldTime {
  const all = [...cases].sort((a, b) => a - b);
  const millis = all.reduce((sum, one) => sum + one, 0);
  const rank = Math.max(0, Math.ceil(all.length * 0.95) - 1);
  return {
    millis,
    meanMillis: all.length === 0 ? 0 : Math.round(millis / all.length),
    p95Millis: all[rank] ?? 0,
    cases: all.length,
  };
}

function push(into: Map<string, number[]>, key: string, value: number): void {
  const all = into.get(key);
  if (all === undefined) into.set(key, [value]);
  else all.push(value);
}

/** A step belongs to the department it was dispatched to. */
const dispatchedTo = (events: readonly CaseEvent[]): ReadonlyMap<string, string> =>
  new Map(
    events.flatMap((event) =>
      event.type === 'DepartmentTaskDispatched' ? [[event.step, event.department] as const] : [],
    ),
  );

const isAnswerOf = (
  event: CaseEvent,
  department: string,
  departmentOf: ReadonlyMap<string, string>,
): event is Extract<CaseEvent, { readonly type: 'StepAnswered' }> =>
  event.type === 'StepAnswered' && departmentOf.get(event.answer.step) === department;

const isAvoidable = (event: CaseEvent, department: string): boolean =>
  event.type === 'OneTimeNoticeIssued' &&
  event.avoidable &&
  (event.causedBy ?? event.defects.map((defect) => defect.department)).includes(department);

function sumBy(stretches: readonly Stretch[], keyOf: (of: Stretch) => string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const one of stretches) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.millis);
  return sums;
}

const nameOf = ({ kind, department }: Holder): string => (kind === 'department' ? (department ?? '') : kind);

/** One part of a department's time, as a key. */
const partOf = (of: Holder, part: string | null): string => JSON.stringify([nameOf(of), part]);
const partsOf = (parts: ReadonlyMap<string, readonly number[]>): (readonly [string, string | null, HeldTime])[] =>
  [...parts].sort(byName).map(([key, millis]) => {
    const [department, part] = JSON.parse(key) as [string, string | null];
    return [department, part, timeOf(millis)];
  });

const counted = (events: readonly EventRef[]): Counted => ({ count: events.length, events });
const countedCases = (cases: readonly (readonly EventRef[])[]): Counted => ({
  count: cases.length,
  events: cases.flat(),
});

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

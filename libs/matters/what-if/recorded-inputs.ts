import { evolve } from '@yichuang/kernel';
import type { Span } from '@yichuang/working-time';
import { calendarOf } from '../case-clocks.js';
import type { CaseCommand, TakeAnswer } from '../case-commands.js';
import type { CaseEvent } from '../case-events.js';
import type { Book } from '../case-evolve.js';
import { openPauses } from '../case-pauses.js';
import { recallCase } from '../case-recall.js';
import type { CaseState } from '../case-state.js';
import type { ResumeClock } from '../clock-act-commands.js';
import { waitsForOfficer } from '../intake.js';
import { planDecider } from '../plan-decider.js';
import { stepOf } from '../plan.js';
import { inHandFor } from './in-hand.js';
import { inputMark, marksOf, phaseMark, questionMark, taskMark, type Mark } from './marks.js';
import { pieceOf, type Piece } from './pieces.js';

/** A case as it was recorded. */
export interface RecordedCase {
  readonly caseId: string;
  readonly book: Book;
  /** The events of each decision, in order. */
  readonly decisions: readonly (readonly CaseEvent[])[];
}

/** What somebody asked of a case. Timers are none: they follow from the case itself. */
export interface Input {
  /** Its place among the inputs of the case. */
  readonly index: number;
  readonly command: CaseCommand;
  /** When it was heard: never before what had been heard already, whatever two machines' clocks said. */
  readonly heardAt: number;
  /** What it had waited for, and so waits for again; nothing: it comes at its own instant. */
  readonly follows: readonly Mark[];
  readonly answer: Answered | null;
}

/** An answer counts from when it was given. */
export interface Answered {
  readonly answeredAt: number;
  /** The answer to the same task that it took the place of, by its place; `null`: the first. */
  readonly before: number | null;
  /** What an officer did for it; `null`: a machine answered. */
  readonly piece: Piece | null;
}

/** The whole record of a case, read once. */
export interface ReadCase {
  readonly caseId: string;
  readonly book: Book;
  readonly inputs: readonly Input[];
  readonly events: readonly CaseEvent[];
  readonly state: CaseState;
}

/** @throws CalendarNotCovered; RangeError for a calendar nobody knows */
export function readCase({ caseId, book, decisions }: RecordedCase): ReadCase {
  const reading = new Reading(book, decisions.flat());
  for (const events of decisions) reading.read(events);
  const { inputs, state, events } = reading;
  return { caseId, book, inputs, state, events };
}

class Reading {
  state: CaseState;
  readonly inputs: Input[] = [];
  private heardAt = -Infinity;
  private readonly marks = new Map<string, number>();
  /** The last answer to each task. */
  private readonly answers = new Map<string, Input>();
  /** The input that made each pause, and the last that asked to withdraw. */
  private readonly pausedBy = new Map<string, number>();
  private withdrawnBy = 0;
  /** The last input others may follow. */
  private led = 0;
  private readonly decider;
  private readonly pauses: readonly Span[];

  constructor(
    private readonly book: Book,
    readonly events: readonly CaseEvent[],
  ) {
    this.decider = planDecider(book);
    this.state = this.decider.initial;
    this.pauses = pausesIn(events);
  }

  read(events: readonly CaseEvent[]): void {
    const before = this.state;
    const command = recallCase(this.book.plan, events, before);
    this.heardAt = Math.max(this.heardAt, ...events.map(({ at }) => at));
    if (command.type !== 'Fire') this.take(command, events);
    for (const event of events) this.state = evolve(this.decider, this.state, event);
    for (const mark of marksOf(events, before, this.state)) this.mark(mark);
  }

  private take(command: CaseCommand, events: readonly CaseEvent[]): void {
    const index = this.inputs.length;
    const answer = command.type === 'TakeAnswer' ? this.answered(command) : null;
    const follows = this.followed(command).map((name) => ({ name, at: this.marks.get(name) ?? this.heardAt }));
    const input: Input = { index, command, heardAt: this.heardAt, follows, answer };
    this.inputs.push(input);
    this.mark(inputMark(index));
    if (command.type === 'TakeAnswer') this.answers.set(taskOf(command), input);
    if (command.type === 'Withdraw') this.withdrawnBy = index;
    for (const event of events) if (event.type === 'SlaPaused') this.pausedBy.set(event.pause, index);
    if (!ASIDE.has(command.type)) this.led = index;
  }

  private mark(name: string): void {
    if (!this.marks.has(name)) this.marks.set(name, this.heardAt);
  }

  private answered(command: TakeAnswer): Answered {
    const { answeredAt, department, answer } = command;
    const last = this.answers.get(taskOf(command));
    if (last?.answer === undefined || last.answer === null || last.command.type !== 'TakeAnswer')
      return { answeredAt, before: null, piece: null };
    const before = last.index;
    const said = last.command.answer;
    const { stage } = stepOf(this.book.plan, answer.step);
    const asked = stage === 'intake' ? waitsForOfficer({ answer: said }) : said.outcome !== 'done';
    // A source that spoke late is no officer.
    if (!asked || answer.decider.startsWith('SYSTEM:')) return { answeredAt, before, piece: null };
    const { hall, authority } = this.state;
    const calendar = calendarOf(this.book.calendars, hall);
    const desk = `${department} ${authority.slice(0, DIVISION_DIGITS)}`;
    const span = { since: last.answer.answeredAt, until: answeredAt };
    const { step, round } = answer;
    const inHand = inHandFor(calendar, this.events, { step, round, ...span }, this.pauses);
    return { answeredAt, before, piece: pieceOf(calendar, { department, desk, inHand, ...span }, this.pauses) };
  }

  /** Names of what an input had waited for: if nothing else, for what had last happened to the case. */
  private followed(command: CaseCommand): readonly string[] {
    const led = inputMark(this.led);
    if (OF_ITSELF.has(command.type)) return [];
    if (command.type === 'TakeAnswer') return [taskOf(command)];
    if (command.type === 'TakeWithdrawalAnswer') return [inputMark(this.withdrawnBy)];
    if (command.type === 'ActOnCard') return [`card ${command.card}`, led];
    if (command.type === 'NoteOfficer' || command.type === 'OpenConsultation')
      return [taskMark(command.step, command.round), led];
    if (command.type === 'TakeOpinion' || command.type === 'WithdrawConsultation') return [questionMark(command.id)];
    if (command.type === 'ResumeClock') return this.pausedIn(command);
    const common = [phaseMark(this.state), led];
    return command.type === 'PauseClock' ? [...common, ...this.shareOf(command.department)] : common;
  }

  /** A pause lasts as long as it did; an outage, until it was over. */
  private pausedIn({ reason, department }: ResumeClock): string[] {
    if (reason === 'UTILITY_OUTAGE') return [];
    const pause = openPauses(this.state).find((one) => one.reason === reason && one.department === department);
    return [inputMark(this.pausedBy.get(pause?.id ?? '') ?? this.led)];
  }

  /** The task by which a department has a clock that can stand still. */
  private shareOf(department: string | null): string[] {
    const { state, book } = this;
    const step = book.plan.steps.find((one) => one.department === department && state.clocks[one.id] !== undefined);
    return step === undefined ? [] : [taskMark(step.id, state.round)];
  }
}

/** Officers belong to a division of six digits. */
const DIVISION_DIGITS = 6;

/** What does not come because of anything in the case. */
const OF_ITSELF: ReadonlySet<CaseCommand['type']> = new Set([
  'SubmitApplication',
  'ReprojectDeadlines',
  'DeclareOutage',
  'ApproveOutage',
]);

/** What is done about cards, who has a step in hand, and what the applicant thought of it, lead to nothing. */
const ASIDE: ReadonlySet<CaseCommand['type']> = new Set(['IssueCard', 'ActOnCard', 'NoteOfficer', 'RateService']);

const taskOf = ({ answer: { step, round } }: TakeAnswer): string => taskMark(step, round);

/** When the case stood still, up to the end of what is recorded. */
function pausesIn(events: readonly CaseEvent[]): readonly Span[] {
  const began = new Map<string, number>();
  const spans: Span[] = [];
  for (const event of events) {
    if (event.type === 'SlaPaused') began.set(event.pause, event.asOf);
    if (event.type !== 'SlaResumed') continue;
    const from = began.get(event.pause);
    began.delete(event.pause);
    if (from !== undefined) spans.push({ from, to: Math.max(from, event.at) });
  }
  const end = events.at(-1)?.at ?? 0;
  return [...spans, ...[...began.values()].map((from) => ({ from, to: Math.max(from, end) }))];
}

import { decide, evolve } from '@yichuang/kernel';
import { CalendarNotCovered } from '@yichuang/working-time';
import { calendarOf } from '../case-clocks.js';
import type { CaseCommand } from '../case-commands.js';
import type { CaseEvent } from '../case-events.js';
import type { Book } from '../case-evolve.js';
import { hasEnded, mayStillEnd, noCase, type CaseState } from '../case-state.js';
import { nextTimerAt } from '../next-timer.js';
import { planDecider, type CaseDecider } from '../plan-decider.js';
import type { OfficerDesks } from './officer-desks.js';
import type { Piece } from './pieces.js';
import type { Answered, Input, ReadCase } from './recorded-inputs.js';
import { inputMark, marksOf } from './marks.js';
import { factOf, moved } from './moved-input.js';

/** What comes next to a case: an input is heard, a piece of work comes to a desk, a timer is due. */
export type Coming =
  | { readonly kind: 'input'; readonly at: number; readonly input: Input; readonly answeredAt: number | null }
  | { readonly kind: 'piece'; readonly at: number; readonly input: Input; readonly comesAt: number }
  | { readonly kind: 'timer'; readonly at: number };

/** What a simulated case asks of whoever runs all of them. */
export interface Surroundings {
  readonly schedule: (coming: Coming) => void;
  readonly desks: OfficerDesks;
}

/**
 * A case that is decided again by its own plan's decider, with the inputs it had, each as long after what it had waited for as it
 * was then; what it had not waited for comes at its own instant. Timers go off when they are due.
 */
export class SimulatedCase {
  state: CaseState = noCase;
  readonly events: CaseEvent[] = [];
  /** Inputs for which there was no place: what they rest on did not happen, or had happened already. */
  withoutPlace = 0;
  /** It came to a day that no calendar covers. */
  isBeyondCalendar = false;
  private readonly decider: CaseDecider;
  /** Inputs that wait for something, by its name. */
  private readonly waiting = new Map<string, Waiting[]>();
  /** By place: the answer that came after that one, to the same task. */
  private readonly later = new Map<number, Input>();
  private readonly reached = new Set<string>();
  /** When those became facts that are on their way to the case. */
  private readonly onTheWay = new Map<number, number>();
  /** What is still to come. */
  private coming = 0;

  constructor(
    readonly recorded: ReadCase,
    readonly book: Book,
    private readonly around: Surroundings,
  ) {
    this.decider = planDecider(book);
  }

  get isOver(): boolean {
    return hasEnded(this.state) || this.coming === 0;
  }

  begin(): void {
    for (const input of this.recorded.inputs) {
      const { follows, answer } = input;
      if (answer !== null && answer.before !== null) this.later.set(answer.before, input);
      else if (follows.length === 0) this.hear(input, input.heardAt, null);
      else this.wait(input);
    }
  }

  meet(coming: Coming): void {
    this.coming -= 1;
    if (hasEnded(this.state)) return;
    try {
      this.come(coming);
    } catch (error) {
      if (!(error instanceof CalendarNotCovered)) throw error;
      this.isBeyondCalendar = true;
    }
  }

  private come(coming: Coming): void {
    switch (coming.kind) {
      case 'input':
        this.take(coming.input, coming.at, coming.answeredAt);
        break;
      case 'piece':
        this.officerAnswers(coming.input, coming.comesAt);
        break;
      case 'timer':
        this.look(coming.at);
        break;
    }
  }

  private schedule(coming: Coming): void {
    this.coming += 1;
    this.around.schedule(coming);
  }

  private wait(input: Input): void {
    const waiting: Waiting = { input, left: input.follows.length, latest: -Infinity };
    for (const { name } of input.follows) this.waiting.set(name, [...(this.waiting.get(name) ?? []), waiting]);
  }

  /** Something happened that others waited for: whatever waits for nothing more comes as long after it as it did. */
  private reach(name: string, at: number): void {
    if (this.reached.has(name)) return;
    this.reached.add(name);
    for (const one of this.waiting.get(name) ?? []) {
      one.left -= 1;
      one.latest = Math.max(one.latest, at);
      if (one.left > 0) continue;
      const { input, latest } = one;
      const then = Math.max(...input.follows.map((mark) => mark.at));
      if (input.answer === null) this.hear(input, latest + input.heardAt - then, null);
      else this.answer(input, latest + input.answer.answeredAt - then);
    }
    this.waiting.delete(name);
  }

  private hear(input: Input, at: number, answeredAt: number | null): void {
    this.onTheWay.set(input.index, answeredAt ?? factOf(input.command) + at - input.heardAt);
    this.schedule({ kind: 'input', at, input, answeredAt });
  }

  /** It was given at an instant, and is heard as long after that as it was then. What took its place follows it. */
  private answer(input: Input, answeredAt: number): void {
    const recorded = (input.answer as Answered).answeredAt;
    this.hear(input, answeredAt + input.heardAt - recorded, answeredAt);
    const next = this.later.get(input.index);
    if (next === undefined || next.answer === null) return;
    if (next.answer.piece === null) this.answer(next, answeredAt + next.answer.answeredAt - recorded);
    else this.schedule({ kind: 'piece', at: answeredAt, input: next, comesAt: answeredAt });
  }

  private officerAnswers(input: Input, comesAt: number): void {
    const piece = input.answer?.piece as Piece;
    const calendar = calendarOf(this.book.calendars, this.recorded.state.hall);
    this.answer(input, this.around.desks.doneAt(calendar, piece, comesAt));
  }

  private take(input: Input, at: number, answeredAt: number | null): void {
    this.onTheWay.delete(input.index);
    const decided = this.decide(moved(input, at, answeredAt));
    if (decided.length === 0) this.withoutPlace += 1;
    else this.go(decided, at);
    this.reach(inputMark(input.index), at);
    this.look(at);
  }

  private decide(command: CaseCommand): readonly CaseEvent[] {
    const { decider, state } = this;
    // Where the company exists meanwhile it cannot be granted, and would not have been.
    const tooLate = command.type === 'TakeWithdrawalAnswer' && command.granted && !mayStillEnd(this.book.plan, state);
    if (tooLate) return [];
    const decision = decide(decider, command, state);
    if (decision.kind === 'decided') return decision.events;
    if (decision.code === 'CALENDAR_NOT_COVERED') this.isBeyondCalendar = true;
    return [];
  }

  private go(events: readonly CaseEvent[], at: number): void {
    const before = this.state;
    for (const event of events) this.state = evolve(this.decider, this.state, event);
    this.events.push(...events);
    for (const mark of marksOf(events, before, this.state)) this.reach(mark, at);
  }

  /**
   * Whatever is due by now goes off, but over no fact that is on its way: when that is there, the timer is looked at again, before
   * anything else is heard.
   */
  private look(now: number): void {
    for (;;) {
      const dueAt = nextTimerAt(this.state);
      if (dueAt === null || hasEnded(this.state)) return;
      if (dueAt > now) {
        this.schedule({ kind: 'timer', at: dueAt });
        return;
      }
      if ([...this.onTheWay.values()].some((fact) => fact <= dueAt)) return;
      const decided = this.decide({ type: 'Fire', kind: 'clock', at: now, dueAt });
      if (decided.length === 0) return;
      this.go(decided, now);
    }
  }
}

interface Waiting {
  readonly input: Input;
  left: number;
  latest: number;
}

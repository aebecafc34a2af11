import { Appraising, timeOf, type HeldTime, type StepTime } from '../appraisal.js';
import type { CardKind } from '../case-clocks.js';
import type { CaseEvent } from '../case-events.js';
import type { Book } from '../case-evolve.js';
import { hasEnded, type CaseState } from '../case-state.js';

/** How the limit of a case was kept; `none`: no limit was counted to its end; `open`: the case did not come to one. */
export const outcomes = ['met', 'breached', 'none', 'open'] as const;
export type Outcome = (typeof outcomes)[number];

/** What happened, or would have. */
export interface Side {
  readonly deadlines: Readonly<Record<Outcome, number>>;
  /** Working time on the case's own clock, over cases whose limit was met or not. */
  readonly clock: HeldTime;
  /** Whose the working minutes were, as the appraisal gives them. */
  readonly departments: readonly DepartmentTime[];
  readonly steps: readonly StepTime[];
  readonly applicant: HeldTime;
  readonly house: HeldTime;
  /** Cards of the clocks that stand: raised, and not taken back. */
  readonly cards: Readonly<Record<CardKind, number>>;
}

export interface DepartmentTime {
  readonly department: string;
  readonly held: HeldTime;
  readonly heldByOfficers: HeldTime;
}

/** A case whose limit would have been kept otherwise. */
export interface ChangedCase {
  readonly caseId: string;
  readonly number: string;
  readonly recorded: Outcome;
  readonly simulated: Outcome;
  /** Working time on the case's own clock, ms; `null` without one. */
  readonly recordedMillis: number | null;
  readonly simulatedMillis: number | null;
}

export interface Course {
  readonly book: Book;
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
}

/** Sums up one side, case by case. */
export class Summing {
  private readonly appraising = new Appraising();
  private readonly deadlines: Record<Outcome, number> = { met: 0, breached: 0, none: 0, open: 0 };
  private readonly clock: number[] = [];
  private readonly cards: Record<CardKind, number> = {
    'early-warning': 0,
    yellow: 0,
    red: 0,
    escalation: 0,
    'statutory-breach': 0,
  };

  /** @throws CalendarNotCovered */
  add(caseId: string, { book, state, events }: Course): void {
    this.appraising.add({ caseId, book, state, events });
    const outcome = outcomeOf(state);
    this.deadlines[outcome] += 1;
    const used = usedOf(state);
    if (used !== null && (outcome === 'met' || outcome === 'breached')) this.clock.push(used);
    for (const { kind, clock, takenBack } of Object.values(state.cards))
      if (clock !== null && !takenBack) this.cards[kind] += 1;
  }

  end(): Side {
    const { departments, steps, applicant, house } = this.appraising.end();
    return {
      deadlines: this.deadlines,
      clock: timeOf(this.clock),
      // The hall has cards, and no minutes.
      departments: departments
        .filter(({ cases }) => cases.count > 0)
        .map(({ department, held, heldByOfficers }) => ({ department, held, heldByOfficers })),
      steps,
      applicant,
      house,
      cards: this.cards,
    };
  }
}

export function outcomeOf(state: CaseState): Outcome {
  if (!hasEnded(state)) return 'open';
  const kept = state.clocks['case']?.clock.state;
  if (kept === 'MET') return 'met';
  return kept === 'BREACHED' ? 'breached' : 'none';
}

export const usedOf = (state: CaseState): number | null => state.clocks['case']?.clock.usedMillis ?? null;

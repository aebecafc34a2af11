import { timeOf, type HeldTime } from '../appraisal.js';
import { Agenda } from './agenda.js';
import { OfficerDesks } from './officer-desks.js';
import { readCase, type ReadCase, type RecordedCase } from './recorded-inputs.js';
import { outcomeOf, Summing, usedOf, type ChangedCase, type Course, type Side } from './report.js';
import { bookUnder, type Scenario } from './scenario.js';
import { SimulatedCase, type Coming } from './simulated-case.js';

/** Changed cases that are named; all are counted. */
export const CHANGED_NAMED_MAX = 100;

/** What happened and what would have, side by side, over the same cases. */
export interface WhatIfReport {
  readonly cases: number;
  readonly recorded: Side;
  readonly simulated: Side;
  /** Cases whose limit would have been kept otherwise, in the order of their numbers. */
  readonly changed: { readonly count: number; readonly named: readonly ChangedCase[] };
  /** By department: how long its officers' pieces would have waited for an officer, over the pieces. */
  readonly waits: readonly (HeldTime & { readonly department: string })[];
  /** What people had done for which there was no place any more. */
  readonly actsWithoutPlace: number;
  /** Cases left out on both sides: they would have come to a day that no calendar covers. */
  readonly beyondCalendar: number;
}

interface Entry {
  readonly of: SimulatedCase;
  /** In which order the cases came. */
  readonly order: number;
  readonly coming: Coming;
}

/**
 * What would have been, had a calendar, a limit or the number of officers been another: a recorded period is run again,
 * event by event, and nothing of it is kept. Cases are given as they were handed in, so that no more of them are held at
 * once than are under way at once. Deterministic: the same record and scenario give the same report.
 */
export class WhatIf {
  private readonly agenda = new Agenda<Entry>(comesBefore);
  private readonly desks: OfficerDesks;
  private readonly bookOf: ReturnType<typeof bookUnder>;
  private readonly recorded = new Summing();
  private readonly simulated = new Summing();
  private readonly underWay = new Set<SimulatedCase>();
  private readonly named = new Agenda<ChangedCase>((one, other) => nameOf(one) > nameOf(other));
  private changed = 0;
  private cases = 0;
  private given = 0;
  private actsWithoutPlace = 0;
  private beyondCalendar = 0;

  /** @param seen told of each case when it is over: as it was recorded, and as it would have been */
  constructor(
    scenario: Scenario,
    private readonly seen: (recorded: ReadCase, simulated: Course) => void = () => undefined,
  ) {
    this.desks = new OfficerDesks(scenario);
    this.bookOf = bookUnder(scenario);
  }

  /** @throws RangeError for a calendar nobody knows, CalendarNotCovered for a recorded day that none covers */
  add(recorded: RecordedCase): void {
    const read = readCase(recorded);
    const order = (this.given += 1);
    const of: SimulatedCase = new SimulatedCase(read, this.bookOf(read.book), {
      desks: this.desks,
      schedule: (coming) => {
        this.agenda.add({ of, order, coming });
      },
    });
    this.underWay.add(of);
    of.begin();
  }

  /**
   * Runs on, up to an instant, but no more than so many entries at once, for whoever must not be kept waiting.
   * @returns whether it came there
   */
  run(until: number, entriesMax: number): boolean {
    for (let left = entriesMax; left > 0; left -= 1) {
      const { next } = this.agenda;
      if (next === undefined || next.coming.at >= until) return true;
      this.agenda.take();
      this.meet(next);
    }
    return false;
  }

  /** When everything has run. */
  end(): WhatIfReport {
    const named: ChangedCase[] = [];
    for (let one = this.named.take(); one !== undefined; one = this.named.take()) named.unshift(one);
    return {
      cases: this.cases,
      recorded: this.recorded.end(),
      simulated: this.simulated.end(),
      changed: { count: this.changed, named },
      waits: [...this.desks.waits]
        .map(([department, waits]) => ({ department, ...timeOf(waits) }))
        .sort((one, other) => (one.department < other.department ? -1 : 1)),
      actsWithoutPlace: this.actsWithoutPlace,
      beyondCalendar: this.beyondCalendar,
    };
  }

  private meet({ of, coming }: Entry): void {
    if (!this.underWay.has(of)) return;
    of.meet(coming);
    if (of.isBeyondCalendar || of.isOver) this.underWay.delete(of);
    if (of.isBeyondCalendar) this.beyondCalendar += 1;
    else if (of.isOver) this.finish(of);
  }

  private finish(of: SimulatedCase): void {
    const { recorded } = of;
    this.cases += 1;
    this.actsWithoutPlace += of.withoutPlace;
    this.recorded.add(recorded.caseId, recorded);
    this.simulated.add(recorded.caseId, of);
    this.seen(recorded, of);
    this.compare(recorded, of);
  }

  private compare({ caseId, state: then }: ReadCase, { state }: SimulatedCase): void {
    const [recorded, simulated] = [outcomeOf(then), outcomeOf(state)];
    if (recorded === simulated) return;
    this.changed += 1;
    const [recordedMillis, simulatedMillis] = [usedOf(then), usedOf(state)];
    this.named.add({ caseId, number: then.number, recorded, simulated, recordedMillis, simulatedMillis });
    // The last of them goes: those that stay are the same in whatever order they came.
    if (this.changed > CHANGED_NAMED_MAX) this.named.take();
  }
}

/** Of what comes at once: what comes to desks, then inputs as they had come, then timers, for these wait for all facts. */
function comesBefore(one: Entry, other: Entry): boolean {
  if (one.coming.at !== other.coming.at) return one.coming.at < other.coming.at;
  const [rank, otherRank] = [RANK[one.coming.kind], RANK[other.coming.kind]];
  if (rank !== otherRank) return rank < otherRank;
  if (one.order !== other.order) return one.order < other.order;
  return placeOf(one.coming) < placeOf(other.coming);
}

const nameOf = ({ number, caseId }: ChangedCase): string => `${number} ${caseId}`;

const RANK: Readonly<Record<Coming['kind'], number>> = { piece: 0, input: 1, timer: 2 };
const placeOf = (coming: Coming): number => (coming.kind === 'timer' ? 0 : coming.input.index);

import type { CaseState } from './case-state.js';
import type { ToleranceCommand } from './tolerance-commands.js';
import type { ToleranceEvent } from './tolerance-events.js';

type Begins = Extract<
  ToleranceEvent,
  {
    readonly type:
      'ToleranceAccepted' | 'ToleranceExtended' | 'ToleranceFulfilled' | 'CommitmentSigned' | 'CommitmentInspected';
  }
>;

/** The command behind a promise or what became of it; what lapses by itself is the timer's. */
export function recallTolerance(event: Begins, { tolerance, commitments }: CaseState): ToleranceCommand {
  const { at, by } = event;
  switch (event.type) {
    case 'ToleranceAccepted': {
      const { gaps, version, print, workingDays } = event;
      return { type: 'PromisePapers', at, by, papers: gaps.map(({ paper }) => paper), version, print, workingDays };
    }
    case 'ToleranceExtended': {
      const { workingDays, note } = event;
      const department = tolerance?.gaps[0]?.department ?? null;
      return { type: 'ExtendTolerance', at, by, department, workingDays, note };
    }
    case 'ToleranceFulfilled':
      return { type: 'SupplyPapers', at, by, papers: event.papers };
    case 'CommitmentInspected': {
      const { commitment, found, note } = event;
      const department = commitments.find(({ id }) => id === commitment)?.department ?? null;
      return { type: 'InspectCommitment', at, by, department, commitment, found, note };
    }
    case 'CommitmentSigned': {
      const { commitment, version, print } = event;
      return { type: 'SignCommitment', at, by, commitment, version, print };
    }
  }
}

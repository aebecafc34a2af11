import type { Decider } from '@yichuang/kernel';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import type { CaseState } from './case-state.js';
import type { Commitment } from './commitment.js';
import type { GivenPaper, ToleranceEvent } from './tolerance-events.js';
import type { Tolerance } from './tolerance.js';

type Evolve = Decider<CaseCommand, CaseState, CaseEvent>['evolve'];

/** What each promise, and each end of one, makes of a case. The end of the case itself stands with the others. */
export const toleranceEvolve: Pick<Evolve, Exclude<ToleranceEvent['type'], 'CaseTerminated'>> = {
  ToleranceAccepted: (state, { at, gaps, deadline, version, print, by, document }) => ({
    ...state,
    tolerance: { status: 'open', acceptedAt: at, gaps, deadline, extended: false, version, print, by },
    documents: [...state.documents, document],
  }),
  ToleranceExtended: (state, { deadline, document }) => ({
    ...state,
    tolerance: changed(state, { deadline, extended: true }),
    documents: [...state.documents, document],
  }),
  ToleranceFulfilled: (state, { papers, document }) => ({
    ...withPapers(state, papers),
    tolerance: changed(state, { status: 'fulfilled' }),
    documents: [...state.documents, document],
  }),
  ToleranceLapsed: (state) => ({ ...state, tolerance: changed(state, { status: 'lapsed' }) }),
  CommitmentSigned: (
    state,
    { at, commitment: id, version, department, rule, by, print, papers, inspectBy, document },
  ) => ({
    ...withPapers(cleared(state), papers),
    tolerance: state.tolerance?.status === 'open' ? changed(state, { status: 'replaced' }) : state.tolerance,
    commitments: [
      ...state.commitments,
      {
        id,
        version,
        department,
        rule,
        status: 'signed',
        signedAt: at,
        by,
        print,
        inspectBy,
        missed: false,
        seenBy: [],
      },
    ],
    documents: [...state.documents, document],
  }),
  CommitmentInspected: (state, { commitment, by, found }) =>
    commitmentOf(state, commitment, ({ seenBy }) => ({ seenBy: [...seenBy, { by, found }] })),
  CommitmentVerified: (state, { commitment }) => commitmentOf(state, commitment, () => ({ status: 'verified' })),
  CommitmentFalsified: (state, { commitment }) => commitmentOf(state, commitment, () => ({ status: 'falsified' })),
  InspectionMissed: (state, { commitment }) => commitmentOf(state, commitment, () => ({ missed: true })),
};

/** Signed in answer to a notice that came after acceptance, it takes the place of the correction: work begins. */
const cleared = (state: CaseState): CaseState =>
  state.phase === 'awaiting-correction' && state.deemed !== null
    ? { ...state, phase: 'work', deemed: { ...state.deemed, cleared: true } }
    : state;

const commitmentOf = (state: CaseState, id: string, to: (before: Commitment) => Partial<Commitment>): CaseState => ({
  ...state,
  commitments: state.commitments.map((one) => (one.id === id ? { ...one, ...to(one) } : one)),
});

const changed = ({ tolerance }: CaseState, to: Partial<Tolerance>): Tolerance | null =>
  tolerance === null ? null : { ...tolerance, ...to };

/** A paper that came with the form already is not there twice. */
function withPapers(state: CaseState, given: readonly GivenPaper[]): CaseState {
  const { papers = [] } = state.inputs;
  if (!Array.isArray(papers)) return state;
  const before = papers as readonly GivenPaper[];
  const added = given.filter(({ kind, sha256 }) => !before.some((one) => one.kind === kind && one.sha256 === sha256));
  return { ...state, inputs: { ...state.inputs, papers: [...before, ...added] } };
}

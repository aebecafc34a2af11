import { separationFaults } from '@yichuang/contracts';
import { alreadySo, decided, type Decision } from '@yichuang/kernel';
import type { CaseEvent } from './case-events.js';
import * as no from './case-rejections.js';
import { actingIn } from './entrustment.js';
import { hasEnded, type CaseState } from './case-state.js';
import type { Commitment } from './commitment.js';
import type { InspectCommitment } from './tolerance-commands.js';
import type { CommitmentFalsified, CommitmentInspected, CommitmentVerified } from './tolerance-events.js';
import * as not from './tolerance-rejections.js';
import type { Plan } from './plan.js';
import type { Run } from './settle.js';

/**
 * 事后核查: what was promised is looked at by two officers (行政许可法 a.34), also when the company exists. What two of them
 * found alike stands. A false promise leaves what the law says is to follow; it ends no case by itself, for the company may
 * have been registered a moment ago, and that is undone by nobody but the authority, in a procedure of its own.
 */
export function inspectCommitment(run: Run, command: InspectCommitment, state: CaseState): Decision<CaseEvent> {
  const { at, by, department, found, note, roles = [] } = command;
  if (state.phase === 'none') return no.noSuchCase();
  const commitment = state.commitments.find(({ id }) => id === command.commitment);
  if (commitment === undefined) return not.noSuchCommitment();
  if (commitment.department !== department) return not.commitmentOfAnother();
  const actor = { id: by, roles: [...roles], department: null, division: null };
  const done = state.intake === null ? [] : [{ act: 'intake' as const, by: state.intake.by }];
  const [fault] = separationFaults({ actor, act: 'inspect', done, applicants: actingIn(state) });
  if (fault !== undefined) return no.dutiesNotSeparate(fault);
  if (commitment.seenBy.some((one) => one.by === by && one.found === found)) return alreadySo;
  if (commitment.status !== 'signed') return not.inspectedAlready();
  const inspected: CommitmentInspected = {
    type: 'CommitmentInspected',
    at,
    by,
    commitment: commitment.id,
    found,
    note,
  };
  const other = commitment.seenBy.find((one) => one.by !== by && one.found === found);
  if (other === undefined) return decided<CaseEvent>(inspected);
  const persons = [other.by, by];
  if (found === 'true') {
    const verified: CommitmentVerified = { type: 'CommitmentVerified', at, by: persons, commitment: commitment.id };
    return decided<CaseEvent>(inspected, verified);
  }
  return decided<CaseEvent>(inspected, falseOne(run.book.plan, state, commitment, { at, by: persons }));
}

function falseOne(
  { commitments = [] }: Plan,
  state: CaseState,
  { id }: Commitment,
  said: { readonly at: number; readonly by: readonly string[] },
): CommitmentFalsified {
  const law = commitments.find((one) => one.id === id);
  const consequences = (law?.consequences ?? []).filter((one) => one !== 'end-procedure' || !hasEnded(state));
  const papers = law === undefined ? [] : [{ kind: law.paper }];
  return { type: 'CommitmentFalsified', ...said, commitment: id, papers, article: law?.article ?? '', consequences };
}

/** The time for it has passed, and nobody has looked: said once, for whoever watches the departments. */
export const inspectionsMissed = (state: CaseState, until: number): CaseEvent[] =>
  waiting(state)
    .filter(({ inspectBy }) => inspectBy <= until)
    .map(({ id, department, inspectBy }) => ({ type: 'InspectionMissed', at: inspectBy, commitment: id, department }));

/** When the next inspection must have been made; `null` while none is open. A case without a company has none. */
export function nextInspectionAt(state: Pick<CaseState, 'phase' | 'commitments'>): number | null {
  const due = waiting(state).map(({ inspectBy }) => inspectBy);
  return due.length === 0 ? null : Math.min(...due);
}

const waiting = ({ phase, commitments }: Pick<CaseState, 'phase' | 'commitments'>): readonly Commitment[] =>
  phase === 'work' || phase === 'completed'
    ? commitments.filter(({ status, missed }) => status === 'signed' && !missed)
    : [];

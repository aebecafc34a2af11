import { dateOf, parseInstant } from '@yichuang/working-time';
import { issue } from './case-documents.js';
import type { CaseState } from './case-state.js';
import type { CommitmentLaw } from './commitment.js';
import type { Plan } from './plan.js';
import { papersIn } from './receipts.js';
import type { CommitmentSigned } from './tolerance-events.js';

const DAY_MILLIS = 86_400_000;

/** Commitments that came with the form as papers: they were signed with it. */
export const commitmentsInForm = (plan: Plan, state: CaseState, at: number): CommitmentSigned[] => {
  const papers = papersIn(state.inputs);
  return (plan.commitments ?? []).flatMap((law) => {
    const paper = papers.find(({ kind }) => kind === law.paper);
    return paper === undefined ? [] : [signedBy(law, state, { at, by: state.principal, print: paper.sha256 })];
  });
};

interface Signing {
  readonly at: number;
  readonly by: string;
  readonly print: string;
}

export function signedBy(law: CommitmentLaw, state: CaseState, { at, by, print }: Signing): CommitmentSigned {
  const { id: commitment, version, department, rule, paper, inspectionDays } = law;
  return {
    type: 'CommitmentSigned',
    at,
    by,
    commitment,
    version,
    department,
    rule,
    print,
    papers: [{ kind: paper, sha256: print }],
    inspectBy: endOfDay(dateOf(at + inspectionDays * DAY_MILLIS)),
    document: issue('commitment', state, at),
  };
}

function endOfDay(date: string): number {
  const parsed = parseInstant(`${date} 23:59`);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

import type { Intake } from './at-counter.js';
import type { CaseDocument } from './case-documents.js';
import type { CaseEvent } from './case-events.js';
import type { Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';

/** A paper that was handed in: its kind and fingerprint, nothing of what stands in it. */
export interface ReceivedPaper {
  readonly kind: string;
  readonly sha256: string;
}

/** 收件凭证: what was handed in, when, by whom, who took it, and by when there will be an answer. Instants are epoch ms. */
export interface Receipt {
  readonly document: CaseDocument;
  readonly what: 'application' | 'correction' | 'promise' | 'owed-papers' | 'commitment';
  readonly round: number;
  readonly receivedAt: number;
  /** By `actor.id`: the applicant, whoever acts for him, or the clerk for the applicant at the counter. */
  readonly handedInBy: string;
  /** The clerk at the counter; `null`: the online window took it. */
  readonly clerk: { readonly id: string; readonly hall: string; readonly signed: string } | null;
  readonly papers: readonly ReceivedPaper[];
  /** Until then there is a notice, an acceptance or a non-acceptance; `null` once it is accepted. */
  readonly answerDueAt: number | null;
}

export interface Receipts {
  readonly caseId: string;
  readonly number: string;
  readonly matter: string;
  readonly hall: string;
  readonly receipts: readonly Receipt[];
  readonly promise: Promised;
}

/**
 * The promised end. It is an instant once the application is accepted; before, only how it will be reckoned is sure.
 * `dueAt` is also `null` while the clock stands still.
 */
export interface Promised {
  readonly acceptedAt: number | null;
  readonly dueAt: number | null;
  /** Working minutes from acceptance to the end. */
  readonly budgetMinutes: number;
  readonly endedAt: number | null;
}

/** 容缺受理承诺书: the promise itself is a paper, and no paper of any form. */
export const PROMISE_PAPER = 'tolerance-promise';

/** A receipt for everything handed in: the application, each correction, what was promised or owed, and each commitment, in order. */
export function receiptsOf({ plan }: Book, state: CaseState, events: readonly CaseEvent[]): Receipts {
  const { caseId, number, matter, hall, acceptedAt } = state;
  return {
    caseId,
    number,
    matter,
    hall,
    receipts: events.reduce<readonly Receipt[]>((before, event) => [...before, ...receiptOf(state, event, before)], []),
    promise: {
      acceptedAt,
      dueAt: state.clocks['case']?.clock.dueAt ?? null,
      budgetMinutes: plan.budgetMinutes,
      endedAt: state.end?.at ?? null,
    },
  };
}

function receiptOf({ principal }: CaseState, event: CaseEvent, before: readonly Receipt[]): Receipt[] {
  const round = before.at(-1)?.round ?? 1;
  if (event.type === 'ApplicationSubmitted') {
    const { document, at: receivedAt, intake, draft, inputs, dueAt: answerDueAt } = event;
    const handedInBy = intake === undefined ? (draft?.by ?? principal) : principal;
    const [clerk, papers] = [clerkOf(intake), papersIn(inputs)];
    return [{ document, what: 'application', round: 1, receivedAt, handedInBy, clerk, papers, answerDueAt }];
  }
  if (event.type === 'CorrectionSubmitted') {
    const { document, at: receivedAt, by: handedInBy = principal, intake, round, inputs, dueAt, accepted } = event;
    const answerDueAt = accepted === true ? null : dueAt;
    const [clerk, papers] = [clerkOf(intake), papersIn(inputs)];
    return [{ document, what: 'correction', round, receivedAt, handedInBy, clerk, papers, answerDueAt }];
  }
  if (event.type === 'ToleranceFulfilled') {
    const { document, at: receivedAt, by: handedInBy, papers } = event;
    const taken = { receivedAt, handedInBy, clerk: null, papers, answerDueAt: null };
    return [{ document, what: 'owed-papers', round, ...taken }];
  }
  if (event.type === 'ToleranceAccepted') {
    const { document, at: receivedAt, by: handedInBy, print: sha256 } = event;
    const papers = [{ kind: PROMISE_PAPER, sha256 }];
    return [{ document, what: 'promise', round, receivedAt, handedInBy, clerk: null, papers, answerDueAt: null }];
  }
  if (event.type === 'CommitmentSigned') {
    const { document, at: receivedAt, by: handedInBy, papers } = event;
    // one that came with the form stands on the receipt of the form
    if (papers.every((paper) => before.some((one) => one.papers.some((had) => sameAs(had, paper))))) return [];
    return [{ document, what: 'commitment', round, receivedAt, handedInBy, clerk: null, papers, answerDueAt: null }];
  }
  return [];
}

const clerkOf = (intake: Intake | undefined): Receipt['clerk'] =>
  intake === undefined ? null : { id: intake.by, hall: intake.hall, signed: intake.signed };

const sameAs = (one: ReceivedPaper, other: ReceivedPaper): boolean =>
  one.kind === other.kind && one.sha256 === other.sha256;

/** A matter's inputs name the papers of its form under `papers`; a matter without papers has none. */
export function papersIn({ papers }: Readonly<Record<string, unknown>>): ReceivedPaper[] {
  if (!Array.isArray(papers)) return [];
  return (papers as readonly ReceivedPaper[]).map(({ kind, sha256 }) => ({ kind, sha256 }));
}

import type { DepartmentName } from '@yichuang/contracts';
import type { DeskEvent, DeskRegister } from '../desk.js';
import { shownSentBack } from './sent-back.js';
import { questionsNow } from './state.js';
import type { Item, Officed } from './with-officers.js';

/** Whose queue. */
interface Queue<S> {
  readonly department: DepartmentName;
  readonly desk: string;
  readonly item: (state: S) => Item | null;
}

export const queueColumns = {
  case_id: 'text',
  desk: 'text',
  number: 'text',
  step: 'text',
  round: 'int',
  status: 'text',
  waits_since: 'bigint',
  waits_for: 'text',
  /** The findings in full: rule, article, sentence, evidence. */
  findings: 'jsonb',
  due_at: 'bigint',
  claimed_by: 'text',
  claim_until: 'bigint',
  recommended_by: 'text',
  recommendation: 'jsonb',
  /** What other departments were asked about it, or what this one was asked. */
  questions: 'jsonb',
  /** Why it lies here, where the supervisor refused a second notice. */
  sent_back: 'jsonb',
  division: 'text',
  hall: 'text',
} as const;

/** One table a desk: registers of one service may not share a name. */
export const queueTable = (department: string, desk: string): string =>
  `${department.replaceAll('-', '_')}_${desk}_queue`;

/** 待办: what waits for a person at one desk. A case stands in it while it waits, and no longer. */
export function queueRegister<S>({ department, desk, item }: Queue<S>): DeskRegister<Officed<S>, DeskEvent> {
  const rowOf = ({ own, officers }: Officed<S>, caseId: string): Readonly<Record<string, unknown>> | null => {
    const { answer, calls, since, claim, recommended } = officers;
    const lies = item(own);
    if (since === null || answer === null || lies === null) return null;
    return {
      case_id: caseId,
      desk,
      number: lies.number,
      step: answer.step,
      round: answer.round,
      status: recommended === null ? 'to-recommend' : 'to-decide',
      waits_since: since,
      waits_for: [...new Set(calls.map(({ code }) => code))].join(' '),
      findings: calls,
      due_at: lies.dueAt,
      claimed_by: claim?.by ?? null,
      claim_until: claim?.until ?? null,
      recommended_by: recommended?.by ?? null,
      recommendation: recommended === null ? null : { rulings: recommended.rulings, opinion: recommended.opinion },
      questions: questionsNow(officers),
      sent_back: shownSentBack(officers),
      division: lies.of?.authority ?? null,
      hall: lies.of?.hall ?? null,
    };
  };
  return {
    table: {
      name: queueTable(department, desk),
      columns: queueColumns,
      key: ['case_id'],
      indexes: [['due_at', 'waits_since', 'case_id'], ['claimed_by']],
    },
    // most cases never wait: they write no row, and take none away
    project: (_event, state, caseId) =>
      state.officers.since !== null || state.officers.left ? [{ key: [caseId], row: rowOf(state, caseId) }] : [],
  };
}

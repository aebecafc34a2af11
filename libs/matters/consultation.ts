import type { Opinion } from '@yichuang/contracts';
import { text, type Decider } from '@yichuang/kernel';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import type { CaseState } from './case-state.js';
import type { ConsultationCommand, ConsultationEvent } from './consultation-events.js';

/**
 * Working minutes within which a department answers where a plan says nothing: half of the 120 a department's step has, so that
 * whoever asked has as long again to decide.
 */
export const CONSULTATION_MINUTES = 60;

/** What silence counts as, and what it costs. */
export const silenceRule = {
  id: 'R-DEEM-02',
  article: '缺席默认、超时默认制度 [L]',
  text: text(
    '部门之间征求意见，逾期不答复的，视为无异议，由该部门承担责任',
    'A department that does not answer a consultation in time counts as having no objection, and answers for it',
  ),
} as const;

/** How a question ended; `deemed`: in silence. */
export type ConsultationStatus = 'open' | 'answered' | 'withdrawn' | 'deemed';

/** A question of one department to another. Instants are epoch ms. */
export interface Consultation {
  readonly id: string;
  readonly from: string;
  readonly desk: string;
  readonly to: string;
  readonly step: string;
  readonly round: number;
  readonly question: string;
  readonly askedBy: string;
  readonly openedAt: number;
  /** Working minutes. */
  readonly minutes: number;
  readonly dueAt: number;
  /** By which it is due then. */
  readonly calendarVersion: string;
  readonly status: ConsultationStatus;
  /** When it was answered, taken back, or over; `null` while it is open. */
  readonly closedAt: number | null;
  readonly answer: {
    readonly opinion: Opinion;
    readonly reason: string;
    readonly article: string | null;
    readonly by: string;
  } | null;
}

export const isOpen = ({ status }: Consultation): boolean => status === 'open';

/** Those a step waits for. */
export const openAt = ({ consultations, round }: CaseState, step: string): readonly Consultation[] =>
  consultations.filter((one) => isOpen(one) && one.step === step && one.round === round);

/** When the next silence counts; `null` when nobody is asked. */
export function nextSilenceAt({ consultations }: Pick<CaseState, 'consultations'>): number | null {
  const due = consultations.filter(isOpen).map(({ dueAt }) => dueAt);
  return due.length === 0 ? null : Math.min(...due);
}

type Evolve = Pick<Decider<CaseCommand, CaseState, CaseEvent>['evolve'], ConsultationEvent['type']>;

const changed = (state: CaseState, id: string, change: Partial<Consultation>): CaseState => ({
  ...state,
  consultations: state.consultations.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

const OPEN = { status: 'open', closedAt: null, answer: null } as const;

export const consultationEvolve: Evolve = {
  ConsultationOpened: (state, { type: _type, at: openedAt, ...asked }) => {
    const fresh: Consultation = { ...asked, openedAt, question: '', askedBy: '', ...OPEN };
    return { ...state, consultations: [...state.consultations, fresh] };
  },
  OpinionSought: (state, { id, question, askedBy }) => changed(state, id, { question, askedBy }),
  ConsultationAnswered: (state, { id, answeredAt, opinion, reason, article, by }) =>
    changed(state, id, { status: 'answered', closedAt: answeredAt, answer: { opinion, reason, article, by } }),
  ConsultationWithdrawn: (state, { id, asOf }) => changed(state, id, { status: 'withdrawn', closedAt: asOf }),
  ConsultationReprojected: (state, { id, dueAt, reckonedNow: calendarVersion }) =>
    changed(state, id, { dueAt, calendarVersion }),
  NoObjectionDeemed: (state, { id, dueAt }) => changed(state, id, { status: 'deemed', closedAt: dueAt }),
};

/**
 * The command behind what a department said.
 * @throws TypeError for events no decision begins with
 */
export function recallConsultation(
  first: Exclude<ConsultationEvent, { readonly type: 'NoObjectionDeemed' | 'ConsultationReprojected' }>,
  events: readonly CaseEvent[],
): ConsultationCommand {
  const { type, at, id } = first;
  if (type === 'ConsultationAnswered') {
    const { to: department, answeredAt, opinion, reason, article, by } = first;
    return { type: 'TakeOpinion', at, department, id, answeredAt, opinion, reason, article, by };
  }
  if (type === 'ConsultationWithdrawn')
    return { type: 'WithdrawConsultation', at, department: first.from, id, withdrawnAt: first.asOf };
  const sought = events.find((event) => event.type === 'OpinionSought');
  if (type === 'OpinionSought' || sought === undefined) throw new TypeError(`no decision begins with ${type}`);
  const { from: department, desk, to, step, round, minutes } = first;
  const { question, askedBy: by, agents } = sought;
  const unsaid = agents === undefined ? { agentless: true as const } : {};
  return { type: 'OpenConsultation', at, department, id, desk, to, by, question, minutes, step, round, ...unsaid };
}

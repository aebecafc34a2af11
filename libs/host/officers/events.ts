import type { PastDeed } from '@yichuang/contracts';
import type { ClaimHolder } from '@yichuang/event-store';
import type { OfficersRuling } from '../assessment.js';
import type { DeskEvent } from '../desk.js';
import type { Ending } from './commands.js';

/** What an officer says of one rule, before it is known what stands there. */
export type Ruling = Omit<OfficersRuling, 'over' | 'officer'>;

/** What officers had done in the case at the department's other desks, as the decision saw it; absent where nobody had. */
type Elsewhere = readonly PastDeed[];

/** What waits, by the step it was answered to; absent in events of before. */
interface Placed {
  readonly step?: string;
  readonly round?: number;
}

/** Somebody took what waits in hand: until then nobody else works on it. */
export interface ItemClaimed extends DeskEvent, Placed {
  readonly type: 'ItemClaimed';
  readonly by: string;
  readonly until: number;
}
export interface ItemReleased extends DeskEvent, Placed {
  readonly type: 'ItemReleased';
  readonly by: string;
}
/** Whoever had it gave it to another. */
export interface ItemHandedOver extends DeskEvent, Placed {
  readonly type: 'ItemHandedOver';
  readonly by: string;
  readonly to: string;
  readonly until: number;
}
/** An approver said whose it is. */
export interface ItemAssigned extends DeskEvent, Placed {
  readonly type: 'ItemAssigned';
  readonly by: string;
  readonly to: string;
  readonly until: number;
}
export interface ClaimLapsed extends DeskEvent, Placed {
  readonly type: 'ClaimLapsed';
  /** When it ran out. */
  readonly dueAt: number;
}
/** 审核意见: what the reviewer would have decided. */
export interface StepRecommended extends DeskEvent {
  readonly type: 'StepRecommended';
  readonly by: string;
  readonly step: string;
  readonly round: number;
  readonly rulings: readonly Ruling[];
  readonly opinion: string;
  readonly elsewhere?: Elsewhere;
}
/**
 * 核准: an officer answered rules. What the law makes of it follows in the same decision, as the desk's own events.
 * `override`: of rules a machine had answered.
 */
export interface OfficerRuled extends DeskEvent {
  readonly type: 'OfficerRuled';
  readonly by: string;
  readonly how: 'decide' | 'override';
  readonly step: string;
  readonly round: number;
  readonly rulings: readonly OfficersRuling[];
  /** Of an override, and of a decision against an objection: why. */
  readonly reason: string | null;
  /** Whom the decision saw, where the desk looks at claims. */
  readonly seen: readonly ClaimHolder[];
  readonly elsewhere?: Elsewhere;
}
/** 实地核查 by one officer (行政许可法 a.34 wants two). */
export interface ItemInspected extends DeskEvent {
  readonly type: 'ItemInspected';
  readonly by: string;
  readonly step: string;
  readonly round: number;
  readonly findings: string;
}
/** 征求意见: what an officer wants to know of another department. It reaches that department through the orchestrator. */
export interface ConsultationRequested extends DeskEvent {
  readonly type: 'ConsultationRequested';
  /** `<department>.<desk>.<number>`: unique in the case. */
  readonly id: string;
  readonly desk: string;
  readonly by: string;
  readonly to: string;
  readonly question: string;
  readonly minutes: number | null;
  readonly step: string;
  readonly round: number;
}
export interface ConsultationRequestWithdrawn extends DeskEvent {
  readonly type: 'ConsultationRequestWithdrawn';
  readonly id: string;
  readonly by: string;
}
export interface ConsultationDated extends DeskEvent {
  readonly type: 'ConsultationDated';
  readonly id: string;
  readonly dueAt: number;
}
export interface ConsultationEnded extends DeskEvent {
  readonly type: 'ConsultationEnded';
  readonly id: string;
  readonly ending: Ending;
}
/** 退回重新处理: the supervisor refused the second notice in which faults this desk had named would have been told. */
export interface FaultsSentBack extends DeskEvent {
  readonly type: 'FaultsSentBack';
  /** Which notice. */
  readonly proposal: string;
  /** The supervisor, and his words. */
  readonly by: string;
  readonly reason: string;
  readonly step: string;
  readonly round: number;
  /** Those that still stood in the desk's answer. */
  readonly rules: readonly string[];
}
/** The notice was given after all, or what would have to be told is something else. */
export interface SendingBackEnded extends DeskEvent {
  readonly type: 'SendingBackEnded';
  readonly proposal: string;
}
/** Who acts for the applicant, or does no more, since the task said it: nobody acts on a case of his own. */
export interface AgentNoted extends DeskEvent {
  readonly type: 'AgentNoted';
  readonly agent: string;
  readonly acts: boolean;
}
export type OfficerEvent =
  | ItemClaimed
  | ItemReleased
  | ItemHandedOver
  | ItemAssigned
  | ClaimLapsed
  | StepRecommended
  | OfficerRuled
  | ItemInspected
  | ConsultationRequested
  | ConsultationRequestWithdrawn
  | ConsultationDated
  | ConsultationEnded
  | FaultsSentBack
  | SendingBackEnded
  | AgentNoted;

const types: Readonly<Record<OfficerEvent['type'], true>> = {
  ItemClaimed: true,
  ItemReleased: true,
  ItemHandedOver: true,
  ItemAssigned: true,
  ClaimLapsed: true,
  StepRecommended: true,
  OfficerRuled: true,
  ItemInspected: true,
  ConsultationRequested: true,
  ConsultationRequestWithdrawn: true,
  ConsultationDated: true,
  ConsultationEnded: true,
  FaultsSentBack: true,
  SendingBackEnded: true,
  AgentNoted: true,
};
export const isOfficerEvent = (event: { readonly type: string }): event is OfficerEvent =>
  Object.hasOwn(types, event.type);

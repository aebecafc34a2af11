import type { Opinion } from '@yichuang/contracts';
import type { PublishedNotice } from './reprojected.js';

interface Asked {
  /** Domain time, epoch ms. */
  readonly at: number;
  /** Of the question, as the desk that asks named it: unique in its case. */
  readonly id: string;
  /** Who asks, at which desk. */
  readonly from: string;
  readonly desk: string;
  /** Who is asked. */
  readonly to: string;
}

/** 征求意见: until `dueAt` another department may say what it thinks. What was asked stands in {@link OpinionSought}. */
export interface ConsultationOpened extends Asked {
  readonly type: 'ConsultationOpened';
  readonly step: string;
  readonly round: number;
  /** Working minutes. */
  readonly minutes: number;
  readonly dueAt: number;
  readonly calendarVersion: string;
}

/** The question, for the department that is asked and nobody else. */
export interface OpinionSought {
  readonly type: 'OpinionSought';
  readonly at: number;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly question: string;
  readonly askedBy: string;
  readonly dueAt: number;
  /** Whose case it is. */
  readonly number: string;
  readonly authority: string;
  readonly hall: string;
  readonly principal: string;
  /** Who acts for him by then, where somebody does. */
  readonly agents?: readonly string[];
}

/** What it thinks, for the department that asked and nobody else. */
export interface ConsultationAnswered extends Asked {
  readonly type: 'ConsultationAnswered';
  readonly answeredAt: number;
  readonly opinion: Opinion;
  readonly reason: string;
  /** Of an objection. */
  readonly article: string | null;
  readonly by: string;
}

/** Nobody waits for the opinion any more: whoever asked took it back, or the step needs no officer now. */
export interface ConsultationWithdrawn extends Asked {
  readonly type: 'ConsultationWithdrawn';
  readonly asOf: number;
  readonly because: 'TAKEN_BACK' | 'MOOT';
}

/** 超时默认无异议: the time is over, and silence counts as no objection. */
export interface NoObjectionDeemed extends Asked {
  readonly type: 'NoObjectionDeemed';
  readonly rule: string;
  readonly article: string;
  readonly dueAt: number;
}

/** A published calendar moved the end of a question that is open, or left it where it was: it rests on that calendar from now on. */
export interface ConsultationReprojected extends Asked {
  readonly type: 'ConsultationReprojected';
  /** All years of the calendar in force. */
  readonly calendarVersion: string;
  readonly reason: 'CALENDAR_PUBLISHED';
  readonly basis: string;
  /** As in `SlaReprojected`. */
  readonly notices: readonly PublishedNotice[];
  /** Versions by which it was reckoned before and is now. */
  readonly reckonedBefore: string;
  readonly reckonedNow: string;
  readonly dueBefore: number;
  readonly dueAt: number;
}

export type ConsultationEvent =
  | ConsultationOpened
  | OpinionSought
  | ConsultationAnswered
  | ConsultationWithdrawn
  | ConsultationReprojected
  | NoObjectionDeemed;

interface Heard {
  readonly at: number;
  /** Who says so. */
  readonly department: string;
  readonly id: string;
}

export interface OpenConsultation extends Heard {
  readonly type: 'OpenConsultation';
  readonly calendarVersion?: string;
  readonly desk: string;
  readonly to: string;
  readonly by: string;
  readonly question: string;
  /** `null`: as many as the plan gives. */
  readonly minutes: number | null;
  readonly step: string;
  readonly round: number;
  /** In replay, of a question that named no agents, or was sent on before it did. */
  readonly agentless?: true;
}

export interface TakeOpinion extends Heard {
  readonly type: 'TakeOpinion';
  readonly answeredAt: number;
  readonly opinion: Opinion;
  readonly reason: string;
  readonly article: string | null;
  readonly by: string;
}

export interface WithdrawConsultation extends Heard {
  readonly type: 'WithdrawConsultation';
  readonly withdrawnAt: number;
}

export type ConsultationCommand = OpenConsultation | TakeOpinion | WithdrawConsultation;

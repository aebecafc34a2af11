import type { CaseDocument } from './case-documents.js';
import type { Defect } from './case-events.js';
import type { Consequence, Found } from './commitment.js';
import type { Gap } from './tolerance.js';

interface Act {
  /** Domain time, epoch ms. */
  readonly at: number;
  /** `actor.id` of whoever did it. */
  readonly by: string;
}

/** A paper by its kind and fingerprint. */
export interface GivenPaper {
  readonly kind: string;
  readonly sha256: string;
}

/** 容缺受理: accepted although papers are missing that were promised until a deadline. */
export interface ToleranceAccepted extends Act {
  readonly type: 'ToleranceAccepted';
  readonly round: number;
  /** Of the promise, and its SHA-256 as it was signed. */
  readonly version: string;
  readonly print: string;
  readonly gaps: readonly Gap[];
  /** Working days from acceptance, and the close of the last of them. */
  readonly workingDays: number;
  readonly deadline: number;
  readonly calendarVersion: string;
  /** 容缺受理通知书. */
  readonly document: CaseDocument;
}

/** Put off, once. */
export interface ToleranceExtended extends Act {
  readonly type: 'ToleranceExtended';
  readonly workingDays: number;
  readonly deadline: number;
  readonly note: string;
  readonly calendarVersion: string;
  readonly document: CaseDocument;
}

/** All that was owed has been handed in. */
export interface ToleranceFulfilled extends Act {
  readonly type: 'ToleranceFulfilled';
  readonly papers: readonly GivenPaper[];
  readonly document: CaseDocument;
}

/** The deadline passed. Nobody did it, so nobody is named. */
export interface ToleranceLapsed {
  readonly type: 'ToleranceLapsed';
  readonly at: number;
  readonly gaps: readonly Gap[];
}

/** 退办: what was handed in goes back, and nothing is decided on the merits. */
export interface CaseTerminated {
  readonly type: 'CaseTerminated';
  readonly at: number;
  readonly asOf: number;
  readonly reason: 'TOLERANCE_LAPSED';
  readonly defects: readonly Defect[];
  readonly document: CaseDocument;
}

/** 告知承诺: the promise takes the place of the proof. */
export interface CommitmentSigned extends Act {
  readonly type: 'CommitmentSigned';
  readonly commitment: string;
  readonly version: string;
  readonly department: string;
  readonly rule: string;
  readonly print: string;
  /** The promise as the paper it is. */
  readonly papers: readonly GivenPaper[];
  /** Last instant of the inspection. */
  readonly inspectBy: number;
  readonly document: CaseDocument;
}

/** One officer looked. */
export interface CommitmentInspected extends Act {
  readonly type: 'CommitmentInspected';
  readonly commitment: string;
  readonly found: Found;
  /** Names nobody, for everybody may read it. */
  readonly note: string;
}

interface Established {
  readonly at: number;
  /** The two who found it alike. */
  readonly by: readonly string[];
  readonly commitment: string;
}
export interface CommitmentVerified extends Established {
  readonly type: 'CommitmentVerified';
}
export interface CommitmentFalsified extends Established {
  readonly type: 'CommitmentFalsified';
  /** The promise as the paper it was. */
  readonly papers: readonly { readonly kind: string }[];
  readonly article: string;
  /** What is to follow, in this order. */
  readonly consequences: readonly Consequence[];
}

/** Nobody looked in time. */
export interface InspectionMissed {
  readonly type: 'InspectionMissed';
  readonly at: number;
  readonly commitment: string;
  readonly department: string;
}

export type ToleranceEvent =
  | ToleranceAccepted
  | ToleranceExtended
  | ToleranceFulfilled
  | ToleranceLapsed
  | CaseTerminated
  | CommitmentSigned
  | CommitmentInspected
  | CommitmentVerified
  | CommitmentFalsified
  | InspectionMissed;

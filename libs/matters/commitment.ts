import type { Text } from '@yichuang/kernel';

/**
 * 告知承诺 as data (国办发〔2020〕42号): the authority says condition, content and liability in writing, the applicant promises
 * in writing, and the promise takes the place of the proof. It is looked at afterwards.
 */
export interface CommitmentLaw {
  readonly id: string;
  /** Of the words that are signed; older words are signed no more. */
  readonly version: string;
  /** The signed text as a paper of the form. */
  readonly paper: string;
  readonly department: string;
  /** The rule whose proof it replaces. */
  readonly rule: string;
  readonly condition: Text;
  readonly content: Text;
  readonly liability: Text;
  readonly article: string;
  /** Calendar days within which it is inspected. */
  readonly inspectionDays: number;
  /** What follows a false promise, in this order. */
  readonly consequences: readonly Consequence[];
}

/** 虚假承诺的后果 (国办发〔2020〕42号 五). */
export type Consequence = 'end-procedure' | 'order-to-correct' | 'revoke' | 'penalise' | 'credit-record';

/** Whether what was promised is so. */
export type Found = 'true' | 'false';

/** A promise that was signed. It outlives the case. */
export interface Commitment {
  readonly id: string;
  readonly version: string;
  readonly department: string;
  readonly rule: string;
  readonly status: 'signed' | 'verified' | 'falsified';
  readonly signedAt: number;
  readonly by: string;
  readonly print: string;
  /** Last instant of the inspection, epoch ms. */
  readonly inspectBy: number;
  /** It passed, and nobody had looked. */
  readonly missed: boolean;
  /** What each officer found who looked. */
  readonly seenBy: readonly { readonly by: string; readonly found: Found }[];
}

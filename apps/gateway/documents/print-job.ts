import type { LicenceDocument } from './document-answers.js';

/** What a department did, as it may be shown. */
export interface DepartmentResult {
  /** Who answers for it. */
  readonly accountable: string | null;
  readonly result: Readonly<Record<string, unknown>>;
}

/** What of a case is printed. Nothing of it is private. */
export interface PrintedCase {
  readonly number: string;
  readonly documents: readonly { readonly kind: string; readonly number: string; readonly date: string }[];
  readonly departments: Readonly<Record<string, DepartmentResult>>;
}

/** Something to print, whole: equal jobs make equal bytes. */
export type PrintJob =
  | { readonly kind: 'licence'; readonly licence: LicenceDocument }
  | { readonly kind: 'package'; readonly licence: LicenceDocument; readonly case: PrintedCase };

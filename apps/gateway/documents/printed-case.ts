import type { PrintedCase } from './print-job.js';

/** What of a case is looked at, as the orchestrator shows it. */
export interface CompletedCase {
  readonly status: string;
  readonly number: string;
  readonly documents: readonly { readonly kind: string; readonly number: string; readonly date: string }[];
  readonly departments: Readonly<
    Record<
      string,
      {
        readonly outcome: string | null;
        readonly result: Readonly<Record<string, unknown>>;
        readonly steps: readonly { readonly accountable?: string }[];
      }
    >
  >;
}

/** What goes onto paper: of those departments that have done their part. */
export const printedCaseOf = ({ number, documents, departments }: CompletedCase): PrintedCase => ({
  number,
  documents: documents.map(({ kind, number: of, date }) => ({ kind, number: of, date })),
  departments: Object.fromEntries(
    Object.entries(departments)
      .filter(([, { outcome }]) => outcome === 'done')
      .map(([name, { result, steps }]) => [name, { accountable: steps.at(-1)?.accountable ?? null, result }]),
  ),
});

import type { Text } from '@yichuang/kernel';
import type { Plan } from './plan.js';
import type { PrivacyStatement } from './privacy.js';

/** One fault of a form, under its JSON pointer; never repeats the value. */
export interface FormFaultLine {
  readonly path: string;
  readonly code: string;
  readonly text: Text;
}

/** A form, parted: what each department alone may read, and what is not private. */
export interface Divided {
  readonly hall: string;
  readonly authority: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly leftOut: Readonly<Record<string, string>>;
  /** Plain sections by department, to be sealed at once. */
  readonly sections: Readonly<Record<string, unknown>>;
}

/** A matter: what a door needs to take its form, and the plans its cases run under. */
export interface Matter<Form = unknown> {
  readonly name: string;
  readonly title: Text;
  /** Every plan ever in force, the present one last. A version stays as long as a case of it exists. */
  readonly plans: readonly Plan[];
  readonly readForm: (
    body: unknown,
  ) => { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly faults: readonly FormFaultLine[] };
  readonly jsonSchema: () => Record<string, unknown>;
  /** Departments in whose section the papers of the form are: theirs are the scans of them too. */
  readonly papersFor?: readonly string[];
  divide(form: Form): Divided;
  /** What people are told before their data is taken, every version that was ever shown, the present one last. */
  readonly privacy?: readonly PrivacyStatement[];
}

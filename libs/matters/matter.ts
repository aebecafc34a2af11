import type { Text } from '@yichuang/kernel';

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

/** What a door needs of a matter; its plan is in the catalogue. A new matter needs no edit at any door. */
export interface Matter<Form = unknown> {
  readonly name: string;
  readonly title: Text;
  readonly readForm: (
    body: unknown,
  ) => { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly faults: readonly FormFaultLine[] };
  readonly jsonSchema: () => Record<string, unknown>;
  divide(form: Form): Divided;
}

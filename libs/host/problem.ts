import { text, type Text } from '@yichuang/kernel';

/** One fault of an input, under its path in the form. Never repeats the value. */
export interface Fault {
  /** JSON pointer. */
  readonly path: string;
  readonly code: string;
  readonly text: Text;
}

/** Problem details (RFC 9457) with every sentence in both languages. Thrown by doors, rendered by {@link ProblemFilter}. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly text: Text,
    readonly more: {
      readonly faults?: readonly Fault[];
      readonly retryAfterSeconds?: number;
      readonly detail?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(`${code}: ${text.en}`);
  }

  /** The body; `language` chooses title, both languages stand in `text`. */
  body(language: 'zh-CN' | 'en'): Record<string, unknown> {
    return {
      type: `urn:yichuang:problem:${this.code.toLowerCase().replaceAll('_', '-')}`,
      title: this.text[language],
      status: this.status,
      code: this.code,
      text: this.text,
      ...(this.more.faults === undefined ? {} : { faults: this.more.faults }),
      ...this.more.detail,
    };
  }
}

export const badInput = (faults: readonly Fault[]): Problem =>
  new Problem(
    400,
    'BAD_INPUT',
    text(`输入有 ${String(faults.length)} 处错误`, `the input has ${String(faults.length)} fault(s)`),
    {
      faults,
    },
  );

export const notFound = (what: Text): Problem => new Problem(404, 'NOT_FOUND', what);

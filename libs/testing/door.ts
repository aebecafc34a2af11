import { randomUUID } from 'node:crypto';
import { until } from './house.js';
import { accountFor, type TokenOf } from './people.js';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text where it is none. */
  readonly body: Record<string, unknown>;
}

export interface SeenDefect {
  readonly code: string;
  readonly department: string;
  readonly path: string;
  readonly phase: string;
}

/** What specs read of a case; the door tells more. */
export interface SeenCase {
  readonly caseId: string;
  readonly number: string;
  readonly status: string;
  readonly company: { readonly name: string; readonly uscc: string; readonly establishedOn: string } | null;
  readonly clock: Readonly<Record<string, unknown>> | null;
  readonly departments: Readonly<Record<string, { readonly status: string; readonly outcome: string | null }>>;
  readonly notice: {
    readonly number: number;
    readonly avoidable: boolean;
    readonly defects: readonly SeenDefect[];
  } | null;
  readonly position: string;
  readonly round: number;
}

/** An event of any service as the door shows it. */
export interface SeenEvent {
  readonly service: string;
  readonly desk: string;
  readonly type: string;
  /** When it was so, and when it was written down. */
  readonly at: string;
  readonly recordedAt: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const AT_REST = new Set([
  'awaiting-correction',
  'awaiting-consent',
  'in-review',
  'completed',
  'declined',
  'refused',
  'withdrawn',
  'terminated',
  'parked',
]);

/** A house as a program outside knows it. */
export interface Addressed {
  readonly url: string;
  readonly tokenOf: TokenOf;
}

/** The public door as a program outside uses it. */
export class TestDoor {
  /**
   * @param house anything that knows its address, also after a restart, and signs people in
   * @param account whoever does it; when absent, the account that fits what is done
   */
  constructor(
    private readonly house: Addressed,
    private readonly account?: string,
  ) {}

  /** The same door to somebody else. */
  as(account: string): TestDoor {
    return new TestDoor(this.house, account);
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const token = await this.house.tokenOf(this.account ?? accountFor(method, path));
    const answer = await fetch(new URL(path, this.house.url), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: parsed(text) };
  }

  get(path: string, headers?: Record<string, string>): Promise<Answered> {
    return this.send('GET', path, undefined, headers);
  }

  /** Hands in a form. @throws Error when it is not taken */
  async open(
    form: unknown,
    key: string = randomUUID(),
  ): Promise<{ readonly caseId: string; readonly position: string }> {
    const answer = await this.send('POST', '/api/v1/cases', form, { 'idempotency-key': key });
    if (answer.status !== 201 && answer.status !== 200) throw new Error(`not taken: ${JSON.stringify(answer.body)}`);
    return answer.body as unknown as { caseId: string; position: string };
  }

  correct(caseId: string, form: unknown, key: string = randomUUID()): Promise<Answered> {
    return this.send('POST', `/api/v1/cases/${caseId}/correct`, form, { 'idempotency-key': key });
  }

  /** An act without a body: `insist`, `withdraw`. */
  act(caseId: string, what: string, key: string = randomUUID()): Promise<Answered> {
    return this.send('POST', `/api/v1/cases/${caseId}/${what}`, {}, { 'idempotency-key': key });
  }

  async read(caseId: string, query = ''): Promise<SeenCase> {
    const { status, body } = await this.get(`/api/v1/cases/${caseId}${query}`);
    if (status !== 200) throw new Error(`case ${caseId}: ${JSON.stringify(body)}`);
    return body as unknown as SeenCase;
  }

  /** The case once nothing more happens by itself. */
  async atRest(caseId: string, position: string): Promise<SeenCase> {
    let seen = await this.read(caseId, `?after=${position}`);
    await until(
      async () => {
        if (!AT_REST.has(seen.status)) seen = await this.read(caseId);
        return AT_REST.has(seen.status);
      },
      60_000,
      () => `case ${caseId} is still ${seen.status}`,
    );
    return seen;
  }

  /** Hands in a form and waits until nothing more happens by itself. */
  async run(form: unknown): Promise<SeenCase> {
    const { caseId, position } = await this.open(form);
    return this.atRest(caseId, position);
  }

  async events(caseId: string): Promise<readonly SeenEvent[]> {
    return (await this.get(`/api/v1/cases/${caseId}/events`)).body as unknown as SeenEvent[];
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}

/** What a notice names, without its words: for comparing as sets. */
export const named = (defects: readonly { code: string; department: string; path: string }[]): string[] =>
  defects.map(({ code, department, path }) => `${department} ${code} ${path}`).sort();

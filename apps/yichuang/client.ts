import { text, type Text } from '@yichuang/kernel';
import { setTimeout as pause } from 'node:timers/promises';
import { exitCodes, Failure } from './failure.js';
import type { Options } from './options.js';
import { tokensFor } from './sign-in/tokens.js';

export const DEFAULT_SERVER = 'http://127.0.0.1:7800';

/** A busy server says when to come back; this often it is worth it. */
const BUSY_TRIES_MAX = 60;

interface ProblemBody {
  readonly text?: Text;
  readonly code?: string;
  readonly [more: string]: unknown;
}

type Headers = Readonly<Record<string, string>>;

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly headers?: Headers;
}

const asJson = (body: unknown): Sent =>
  body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' };
const parsed = (payload: string): unknown => (payload === '' ? undefined : JSON.parse(payload));

/** The public door as the commands use it. Writes carry an idempotency key, so a retry never does a thing twice. */
export class Client {
  constructor(
    private readonly server: string,
    /** Who asks; `null` for nobody who is signed in. */
    private readonly token: () => Promise<string | null> = () => Promise.resolve(null),
  ) {}

  async get<T>(path: string): Promise<T> {
    return parsed(await this.call('GET', path)) as T;
  }

  async post<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T> {
    const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    return parsed(await this.call('POST', path, { ...asJson(body), headers })) as T;
  }

  async put<T>(path: string, body: unknown, headers: Headers = {}): Promise<T> {
    return parsed(await this.call('PUT', path, { ...asJson(body), headers })) as T;
  }

  async delete(path: string): Promise<void> {
    await this.call('DELETE', path);
  }

  /** The bytes of a file as they are. */
  async upload<T>(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<T> {
    return parsed(await this.call('POST', path, { body: bytes, type: 'application/octet-stream' })) as T;
  }

  /** What is no JSON. */
  async text(path: string, accept: string): Promise<string> {
    return this.call('GET', path, { headers: { accept } });
  }

  /** A file as it is. */
  async download(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.answered('GET', path)).arrayBuffer());
  }

  /** Calls back at each event of the case until the signal ends it. */
  async listen(caseId: string, signal: AbortSignal, onEvent: () => void): Promise<void> {
    const answer = await this.fetch(`/api/v1/cases/${caseId}/live`, {
      signal,
      headers: { accept: 'text/event-stream' },
    });
    const reader = answer.body?.getReader();
    for (;;) {
      const chunk = await reader?.read().catch(() => undefined);
      if (chunk === undefined || chunk.done) return;
      onEvent();
    }
  }

  private async call(method: string, path: string, sent: Sent = {}): Promise<string> {
    return (await this.answered(method, path, sent)).text();
  }

  private async answered(method: string, path: string, { body, type, headers }: Sent = {}): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.fetch(path, {
        method,
        headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
        ...(body === undefined ? {} : { body }),
      });
      if (answer.ok) return answer;
      const payload = await answer.text();
      if ((answer.status === 429 || answer.status === 503) && tries < BUSY_TRIES_MAX) {
        await pause(Math.max(0.2, Number(answer.headers.get('retry-after') ?? 1)) * 1000);
        continue;
      }
      throw failureOf(answer.status, payload);
    }
  }

  private async fetch(
    path: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers: Record<string, string> },
  ): Promise<Response> {
    try {
      const address = new URL(path, this.server);
      const token = await this.token();
      const headers = { ...init.headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
      return await fetch(address, { ...init, headers });
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (error instanceof TypeError && /invalid url/i.test(error.message)) {
        throw new Failure(text('--server 不是有效的网址', '--server is not a URL'), exitCodes.other);
      }
      throw new Failure(
        text(
          `连不上 ${this.server}：请先运行 npm start，或用 --server 指定地址`,
          `nothing answers at ${this.server}: run npm start first, or name another with --server`,
        ),
      );
    }
  }
}

/** As whoever is signed in, or in a demo as the account that fits the command. */
export const clientOf = (options: Options): Client => new Client(String(options['server']), tokensFor(options));

const notSignedIn = text('未登录或登录已失效：请运行 yichuang login', 'nobody is signed in: run yichuang login');

function failureOf(status: number, payload: string): Failure {
  let body: ProblemBody = {};
  try {
    body = JSON.parse(payload) as ProblemBody;
  } catch {
    // not ours: the status must do
  }
  if (status === 401) return new Failure(notSignedIn);
  const said = body.text ?? text(`服务器回答 ${String(status)}`, `the server answered ${String(status)}`);
  return new Failure(said, status === 400 || status === 422 ? exitCodes.badInput : exitCodes.other, body);
}

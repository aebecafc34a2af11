import { TryLater } from '@yichuang/event-store';
import { text } from '@yichuang/kernel';
import { errors, Pool } from 'undici';
import { ON_BEHALF_OF } from './on-behalf.js';
import { Problem, type Fault } from './problem.js';
import type { Identity } from './service-tokens.js';
import { currentTrace } from './tracing.js';
import { AWAY_MILLIS, CALL_CONNECTIONS, CALL_TIMEOUT_MILLIS, LONG_CALL_TIMEOUT_MILLIS } from './limits.js';

/** How long a silent call may last; what goes over everything ever recorded takes its time. */
export type Patience = 'usual' | 'long';

/** What may be asked of another service of the house. */
interface Calls {
  /** @throws Problem with the status the other side gave, TryLater when it is away */
  post<T>(path: string, body: unknown, headers?: Readonly<Record<string, string>>, patience?: Patience): Promise<T>;
  put<T>(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<T>;
  get<T>(path: string, headers?: Readonly<Record<string, string>>, patience?: Patience): Promise<T>;
  /** What is no JSON. */
  text(path: string): Promise<string>;
}

/** The door of another service, asked by this one for itself: nobody stands behind it. */
export interface ServiceClient extends Calls {
  /** The same door, asked for whoever has shown this access token; `undefined`: for somebody who has shown none. */
  onBehalfOf(token: string | undefined): ClientOnBehalf;
  close(): Promise<void>;
}

/** The door of another service, asked for a person. One that asks for itself is no such client, nor the other way round. */
export interface ClientOnBehalf extends Calls {
  readonly onBehalfOf?: never;
}

type Method = 'GET' | 'POST' | 'PUT';

interface Call {
  readonly method: Method;
  readonly path: string;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly patience: Patience;
}

/** What a caller says of a call beside what he asks. */
type More = Partial<Pick<Call, 'headers' | 'patience'>>;

interface Said {
  readonly status: number;
  readonly payload: string;
  readonly retryAfter: string | string[] | undefined;
}

/**
 * @param address `http://host:port`, or the path of a Unix socket; those of several instances with `|` between them
 * @param to the service that answers there, for which the tokens are made
 */
export function serviceClient(address: string, to: string, identity: Identity): ServiceClient {
  const instances = new Instances(address.split('|'));

  const answerTo = async (
    person: string | undefined,
    asked: Omit<Call, 'headers' | 'patience'>,
    more: More = {},
  ): Promise<string> => {
    for (let tries = 1; ; tries += 1) {
      const authorization = `Bearer ${await tokenFor(to, identity)}`;
      const trace = currentTrace();
      const headers = {
        authorization,
        ...(trace === undefined ? {} : { traceparent: trace }),
        ...(person === undefined ? {} : { [ON_BEHALF_OF]: person }),
        ...(asked.body === null ? {} : { 'content-type': 'application/json' }),
        ...more.headers,
      };
      const said = await instances.ask({ ...asked, patience: more.patience ?? 'usual', headers });
      if (said.status < 300) return said.payload;
      if (said.status !== 401) throw problemOf(said.status, said.payload, said.retryAfter);
      // its keys or ours were just changed: once with a token made anew, then it is for an operator to mend
      identity.forget(to);
      if (tries === 2) throw new TryLater(`${to} does not know who calls`);
    }
  };
  const call = async <T>(...of: Parameters<typeof answerTo>): Promise<T> => {
    const payload = await answerTo(...of);
    return (payload === '' ? undefined : JSON.parse(payload)) as T;
  };
  const sent = (body: unknown): string => JSON.stringify(body);
  const optional = (headers?: Readonly<Record<string, string>>, patience?: Patience): More => ({
    ...(headers === undefined ? {} : { headers }),
    ...(patience === undefined ? {} : { patience }),
  });
  const callsFor = (person: string | undefined): Calls => ({
    post: (path, body, ...more) => call(person, { method: 'POST', path, body: sent(body) }, optional(...more)),
    put: (path, body, ...more) => call(person, { method: 'PUT', path, body: sent(body) }, optional(...more)),
    get: (path, ...more) => call(person, { method: 'GET', path, body: null }, optional(...more)),
    text: (path) => answerTo(person, { method: 'GET', path, body: null }),
  });

  return { ...callsFor(undefined), onBehalfOf: callsFor, close: () => instances.close() };
}

/** A key that cannot be read just now is mended by an operator, and no fault of the case that needed the call. */
async function tokenFor(to: string, identity: Identity): Promise<string> {
  try {
    return await identity.tokenFor(to);
  } catch (error) {
    throw new TryLater(`no token for ${to}: ${error instanceof Error ? error.message : 'failed'}`);
  }
}

/** The instances of one service, in turn; one that is away is passed over. Every call here may be repeated. */
class Instances {
  private readonly pools: readonly { readonly pool: Pool; awayUntil: number }[];
  private turn = 0;

  constructor(addresses: readonly string[]) {
    this.pools = addresses.map((address) => ({ pool: poolOf(address), awayUntil: 0 }));
  }

  /** @throws TryLater when none answers */
  async ask(call: Call): Promise<Said> {
    let away: TryLater | null = null;
    for (const one of this.order()) {
      try {
        const said = await ask(one.pool, call);
        if (said.status !== 503 || this.pools.length === 1) return said;
        away = new TryLater('the other service is not ready');
      } catch (error) {
        away = new TryLater(`${call.method} ${call.path.split('?')[0] ?? call.path}: ${wordsOf(error)}`);
        one.awayUntil = performance.now() + AWAY_MILLIS;
        // it may be at work on it still: another one would only come to wait for the same
        if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) break;
      }
    }
    throw away ?? new TryLater('there is nobody to ask');
  }

  async close(): Promise<void> {
    await Promise.all(this.pools.map(({ pool }) => pool.close()));
  }

  private order() {
    const first = this.turn++ % this.pools.length;
    const all = [...this.pools.slice(first), ...this.pools.slice(0, first)];
    const now = performance.now();
    return [...all.filter((one) => one.awayUntil <= now), ...all.filter((one) => one.awayUntil > now)];
  }
}

function poolOf(address: string): Pool {
  const socket = address.startsWith('/');
  return new Pool(socket ? 'http://localhost' : address, {
    connections: CALL_CONNECTIONS,
    headersTimeout: CALL_TIMEOUT_MILLIS,
    bodyTimeout: CALL_TIMEOUT_MILLIS,
    ...(socket ? { socketPath: address } : {}),
  });
}

async function ask(pool: Pool, { method, path, body, headers, patience }: Call): Promise<Said> {
  const answer = await pool.request({
    method,
    path,
    body,
    headers,
    ...(patience === 'long' ? { headersTimeout: LONG_CALL_TIMEOUT_MILLIS, bodyTimeout: LONG_CALL_TIMEOUT_MILLIS } : {}),
  });
  const payload = await answer.body.text();
  return { status: answer.statusCode, payload, retryAfter: answer.headers['retry-after'] };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : 'no answer');

function problemOf(status: number, payload: string, retryAfter: string | string[] | undefined): Error {
  let body: { code?: unknown; text?: unknown; faults?: unknown; [more: string]: unknown } = {};
  try {
    body = JSON.parse(payload) as typeof body;
  } catch {
    // not problem details: the status alone must do
  }
  if (status === 503) return new TryLater('the other service is not ready');
  const { code, text: said, faults, type: _type, title: _title, status: _status, ...detail } = body;
  return new Problem(
    status,
    typeof code === 'string' ? code : 'UPSTREAM',
    isText(said) ? said : text('另一服务拒绝了请求', 'another service turned the request down'),
    {
      detail,
      ...(Array.isArray(faults) ? { faults: faults as Fault[] } : {}),
      ...(retryAfter === undefined ? {} : { retryAfterSeconds: Number(retryAfter) }),
    },
  );
}

const isText = (value: unknown): value is { 'zh-CN': string; en: string } =>
  typeof value === 'object' && value !== null && 'zh-CN' in value && 'en' in value;

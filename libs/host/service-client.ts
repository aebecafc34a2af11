import { TryLater } from '@yichuang/event-store';
import { text } from '@yichuang/kernel';
import { Pool } from 'undici';
import { Problem, type Fault } from './problem.js';

/** Connections to one service; its answers are short, so a few carry hundreds of calls a second. */
const CONNECTIONS = 8;
const TIMEOUT_MILLIS = 30_000;

/** How long a silent call may last; what goes over everything ever recorded takes its time. */
export type Patience = 'usual' | 'long';
const LONG_TIMEOUT_MILLIS = 300_000;

/** The door of another service of the house. */
export interface ServiceClient {
  /** @throws Problem with the status the other side gave, TryLater when it is away */
  post<T>(path: string, body: unknown, headers?: Readonly<Record<string, string>>, patience?: Patience): Promise<T>;
  put<T>(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<T>;
  get<T>(path: string, headers?: Readonly<Record<string, string>>, patience?: Patience): Promise<T>;
  close(): Promise<void>;
}

/** @param address `http://host:port`, or the path of a Unix socket. */
export function serviceClient(address: string, self: string): ServiceClient {
  const socket = address.startsWith('/');
  const pool = new Pool(socket ? 'http://localhost' : address, {
    connections: CONNECTIONS,
    headersTimeout: TIMEOUT_MILLIS,
    bodyTimeout: TIMEOUT_MILLIS,
    ...(socket ? { socketPath: address } : {}),
  });

  const call = async <T>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: string | null,
    headers: object,
    patience: Patience = 'usual',
  ): Promise<T> => {
    let answer;
    let payload: string;
    try {
      answer = await pool.request({
        method,
        path,
        body,
        ...(patience === 'long' ? { headersTimeout: LONG_TIMEOUT_MILLIS, bodyTimeout: LONG_TIMEOUT_MILLIS } : {}),
        headers: { 'x-service': self, ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers },
      });
      payload = await answer.body.text();
    } catch (error) {
      throw new TryLater(
        `${method} ${path.split('?')[0] ?? path}: ${error instanceof Error ? error.message : 'no answer'}`,
      );
    }
    if (answer.statusCode < 300) return (payload === '' ? undefined : JSON.parse(payload)) as T;
    throw problemOf(answer.statusCode, payload, answer.headers['retry-after']);
  };

  return {
    post: (path, body, headers = {}, patience) => call('POST', path, JSON.stringify(body), headers, patience),
    put: (path, body, headers = {}) => call('PUT', path, JSON.stringify(body), headers),
    get: (path, headers = {}, patience) => call('GET', path, null, headers, patience),
    close: () => pool.close(),
  };
}

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

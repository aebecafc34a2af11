import { problem } from './answers.js';

/** A parameter of a path, a query or a header, in words for whoever calls. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export const path = (name: string, description: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
});
export const query = (name: string, description: string, schema: object = { type: 'string' }): Parameter => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { ...schema },
});

export const key: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '同一键同一请求只办一次 one key and one request are done once',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};
export const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: '所读的版本（ETag） the version that was read: its ETag',
  schema: { type: 'string' },
};
export const caseId = path('caseId', '办件标识 id of the case');
export const at = query('at', '某一时刻的样子 as it was at this instant');
export const after = query('after', '等到此写入可见 wait until this write shows: the position it was answered with');

/** How a read fails, and how a write does. */
export const notThere = { 400: problem, 404: problem, 503: problem };
export const notNow = { 400: problem, 404: problem, 409: problem, 422: problem, 429: problem, 503: problem };

import { permissionTable } from '@yichuang/contracts';
import { matters } from '@yichuang/matters';
import { z } from 'zod';
import { problem } from './answers.js';
import { UPLOADED_AS } from './attachments/uploaded-as.js';
import { counterIntake } from './counter.js';
import { sharing } from './draft-book.js';
import { routes, type Route } from './routes.js';

/** The document is built once from the schemas; nothing in it is written twice. */
export class OpenApi {
  private built: object | null = null;

  document(): object {
    this.built ??= build();
    return this.built;
  }
}

const PROBLEM = { $ref: '#/components/schemas/Problem' };
const BODIES: Readonly<Record<Exclude<Extract<Route['body'], string>, 'bytes'>, () => object>> = {
  form: () => ({ oneOf: matters.map(({ name }) => ({ $ref: `#/components/schemas/${name}` })) }),
  draft: () => ({ type: 'object', description: '申请表的一部分或者全部 part or all of the form of a matter' }),
  sharing: () => plain(z.toJSONSchema(sharing)),
  counter: () => plain(z.toJSONSchema(counterIntake)),
  opening: () => ({
    type: 'object',
    properties: {
      section: { type: 'string', minLength: 1 },
      reason: { type: 'string', minLength: 1, maxLength: 200 },
      warrant: { type: 'string', minLength: 1, maxLength: 60, description: '审计人员必填 an auditor must name it' },
    },
    required: ['section', 'reason'],
  }),
  reason: () => ({ type: 'object', properties: { reason: { type: 'string', minLength: 1 } }, required: ['reason'] }),
  repair: () => ({
    type: 'object',
    properties: { service: { type: 'string' }, partition: { type: 'integer', minimum: 0 } },
  }),
  behaviour: () => ({ type: 'object' }),
};

function build(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  const forms = Object.fromEntries(matters.map(({ name, jsonSchema }) => [name, embedded(name, jsonSchema())]));
  return {
    openapi: '3.1.0',
    info: {
      title: '一窗 Yichuang',
      version: '1',
      description:
        '除标明任何人可用的以外，均须出示访问令牌；各操作的 x-action 见 docs/roles.md。 Whatever is not open to anybody asks for an access token; docs/roles.md tells who may do which x-action.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { securitySchemes: SCHEMES, schemas: { ...forms, Problem: plain(z.toJSONSchema(problem)) } },
  };
}

const SCHEMES = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'RFC 9068；由 /api/v1/sign-in 所示的提供方签发 issued by the provider that /api/v1/sign-in names',
  },
};

/** Whoever is not signed in, or whose function or reach does not go so far, is told so the same way everywhere. */
const turnedAway = { 401: problem, 403: problem };

function operation({ id, action, summary, parameters = [], body, answers }: Route): object {
  const open = permissionTable[action] === 'anybody';
  return {
    operationId: id,
    summary,
    'x-action': action,
    security: open ? [] : [{ accessToken: [] }],
    parameters,
    ...(body === undefined ? {} : { requestBody: { required: true, content: bodyOf(body) } }),
    responses: Object.fromEntries(
      Object.entries(open ? answers : { ...answers, ...turnedAway }).map(([status, answer]) => [
        status,
        { description: summary, content: contentOf(answer) },
      ]),
    ),
  };
}

function bodyOf(body: NonNullable<Route['body']>): object {
  if (body === 'bytes') return Object.fromEntries(UPLOADED_AS.map((type) => [type, { schema: BYTES }]));
  const schema = typeof body === 'string' ? BODIES[body]() : plain(z.toJSONSchema(body, { io: 'input' }));
  return { 'application/json': { schema } };
}

const BYTES = { type: 'string', format: 'binary' };

function contentOf(answer: Route['answers'][number]): object {
  if (answer === 'figures') return { 'text/plain': { schema: { type: 'string' } } };
  if (answer === 'pdf') return { 'application/pdf': { schema: { type: 'string', format: 'binary' } } };
  if (answer === 'event-stream') return { 'text/event-stream': { schema: { type: 'string' } } };
  if (answer === 'json-schema') return { 'application/json': { schema: { type: 'object' } } };
  if (answer === problem) return { 'application/problem+json': { schema: PROBLEM } };
  if (answer === 'nothing') return {};
  if (answer === 'bytes') return Object.fromEntries(UPLOADED_AS.slice(1).map((type) => [type, { schema: BYTES }]));
  if ('pages' in answer) {
    const page = { schema: { type: 'string' } };
    return { ...contentOf(answer.json), ...Object.fromEntries(answer.pages.map((type) => [type, page])) };
  }
  return { 'application/json': { schema: plain(z.toJSONSchema(answer)) } };
}

/** The dialect is OpenAPI 3.1's own; said again in every schema it would only be noise. */
const plain = ({ $schema: _dialect, ...schema }: Record<string, unknown>): object => schema;

/** A schema with references into itself stays whole as a resource of its own. */
const embedded = (name: string, schema: Record<string, unknown>): object => ({
  $id: `urn:yichuang:matter:${name}`,
  ...plain(schema),
});

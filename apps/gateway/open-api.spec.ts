import { RequestMethod, type Type } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { ASKED } from '@yichuang/host';
import { generateApplications } from '@yichuang/matters';
import { z } from 'zod';
import { OpenApi } from './open-api.js';
import { controllers } from './service.js';

interface Operation {
  readonly operationId: string;
  readonly 'x-action': string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { schema: object }>> }>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const document = JSON.parse(JSON.stringify(new OpenApi().document())) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** What Nest would route, read from the controllers' own decorators. */
function routed(controller: Type): { readonly route: string; readonly asked: string }[] {
  const prefix = String(Reflect.getMetadata('path', controller));
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name] as object;
    const path: unknown = name === 'constructor' ? undefined : Reflect.getMetadata('path', handler);
    if (typeof path !== 'string') return [];
    const method = RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod].toLowerCase();
    const whole = `/${[prefix, path]
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/')}`;
    const asked: unknown = Reflect.getMetadata(ASKED, handler) ?? Reflect.getMetadata(ASKED, controller);
    return [{ route: `${method} ${whole.replace(/:(\w+)/g, '{$1}')}`, asked: String(asked) }];
  });
}

/** The schema a client would make of it; references into the components are followed. @throws for one nobody can use */
function usable(schema: object): z.ZodType {
  const { $ref, oneOf } = schema as { $ref?: string; oneOf?: object[] };
  if (oneOf !== undefined) return z.union(oneOf.map(usable));
  if ($ref === undefined) return z.fromJSONSchema(schema as never);
  const component = document.components.schemas[$ref.replace('#/components/schemas/', '')];
  if (component === undefined) throw new RangeError(`there is no ${$ref}`);
  return z.fromJSONSchema(component as never);
}

describe('the description of the door', () => {
  it('names every route the controllers have, and no other', () => {
    const described = operations.map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(
      controllers
        .flatMap(routed)
        .map(({ route }) => route)
        .sort(),
    );
  });

  it('says of every route the action that its controller asks for, and asks nobody for a token where anybody may', () => {
    const asked = new Map(controllers.flatMap(routed).map(({ route, asked: action }) => [route, action]));
    for (const { method, path, operation } of operations) {
      const { 'x-action': action, security, responses } = operation;
      expect([path, action]).toEqual([path, asked.get(`${method} ${path}`)]);
      const open = ['api.read', 'health.read'].includes(action);
      expect([path, security]).toEqual([path, open ? [] : [{ accessToken: [] }]]);
      if (!open) expect([path, Object.keys(responses)]).toEqual([path, expect.arrayContaining(['401', '403'])]);
    }
  });

  it('declares every parameter that stands in a path, and each operation under a name of its own', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((one) => one.in === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort());
      expect(declared.every(({ required }) => required)).toBe(true);
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
    }
  });

  it('asks for an Idempotency-Key wherever a case is changed', () => {
    // who looks changes nothing, and looking again is another look
    const looks = ['/api/v1/cases/{caseId}/personal-data/open'];
    const changing = operations.filter(
      ({ method, path }) => method === 'post' && path.startsWith('/api/v1/cases') && !looks.includes(path),
    );
    expect(changing.length).toBeGreaterThan(8);
    for (const { operation } of changing)
      expect(operation.parameters).toContainEqual(
        expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
      );
  });

  it('holds schemas that can be used as they are', () => {
    const schemas = operations.flatMap(({ operation }) => [
      ...Object.values(operation.responses).flatMap(({ content }) =>
        Object.values(content).map(({ schema }) => schema),
      ),
      ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
    ]);
    expect(schemas.length).toBeGreaterThan(40);
    for (const schema of schemas) expect(() => usable(schema)).not.toThrow();
  });

  it('describes the form that is taken: a valid application is one, a broken one is not', () => {
    const { schema } = operations.find(({ operation }) => operation.operationId === 'createCase')!.operation
      .requestBody!.content['application/json']!;
    const form = usable(schema);
    const [one] = generateApplications({ count: 1, seed: 3 });
    const given = JSON.parse(JSON.stringify(one!.form)) as Record<string, unknown>;
    expect(form.safeParse(given).success).toBe(true);
    expect(form.safeParse({ ...given, company: 1 }).success).toBe(false);
  });
});

import { departments, stepAnswer } from '@yichuang/contracts';
import { matters } from '@yichuang/matters';
import { z } from 'zod';

const bilingual = z.object({ 'zh-CN': z.string(), en: z.string() });

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    text: bilingual,
    faults: z.array(z.object({ path: z.string(), code: z.string(), text: bilingual })).optional(),
  })
  .meta({ description: '问题详情 Problem details (RFC 9457)' });

const instant = z.string().meta({ format: 'date-time', example: '2026-11-23T15:00:00+08:00' });

const statuses = [
  'submitted',
  'pre-checking',
  'awaiting-correction',
  'in-review',
  'in-progress',
  'completed',
  'declined',
  'refused',
  'withdrawn',
  'terminated',
  'parked',
] as const;

const caseView = z.object({
  caseId: z.string(),
  number: z.string(),
  status: z.enum(statuses),
  company: z.object({ name: z.string(), uscc: z.string(), establishedOn: z.string() }).nullable(),
  clock: z.object({
    startedAt: instant.nullable(),
    dueAt: instant.nullable(),
    stoppedAt: instant.nullable(),
    usedMinutes: z.number(),
    budgetMinutes: z.number(),
    calendarVersion: z.string().nullable(),
    state: z.string(),
  }),
  departments: z.record(
    z.enum(departments),
    z.object({ status: z.string(), outcome: z.string().nullable(), rules: stepAnswer.shape.rules }),
  ),
  notice: z
    .object({
      number: z.int(),
      defects: z.array(
        z.object({ code: z.string(), department: z.string(), path: z.string(), article: z.string(), text: bilingual }),
      ),
    })
    .nullable(),
  position: z.string(),
});

const taken = z.object({ caseId: z.string(), position: z.string() });

/** The document is built once from the schemas; nothing in it is written twice. */
export class OpenApi {
  private built: object | null = null;

  document(): object {
    this.built ??= build();
    return this.built;
  }
}

function build(): object {
  const forms = matters.map((matter) => matter.jsonSchema());
  const form = forms.length === 1 ? forms[0] : { oneOf: forms };
  const key = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', maxLength: 200 } };
  const caseId = { name: 'caseId', in: 'path', required: true, schema: { type: 'string' } };
  const query = (name: string, description: string) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: { type: 'string' },
  });
  const after = query('after', '等到此写入可见 wait until this write shows');
  const at = query('at', '某一时刻的样子 as it was at this instant');
  const body = { required: true, content: { 'application/json': { schema: form } } };
  return {
    openapi: '3.1.0',
    info: { title: '一窗 Yichuang', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths: {
      '/api/v1/cases': {
        post: operation(
          '提交申请 Hand in an application',
          [key],
          { 201: taken, 400: problem, 422: problem, 429: problem },
          body,
        ),
        get: operation(
          '办件列表 List cases',
          [
            query('status', '状态 status'),
            query('limit', '每页 per page'),
            query('after', '上一页的 next the last page’s `next`'),
          ],
          {
            200: z.object({
              cases: z.array(z.looseObject({ caseId: z.string(), number: z.string(), status: z.enum(statuses) })),
              next: z.string().nullable(),
            }),
          },
        ),
      },
      '/api/v1/cases/{caseId}': {
        get: operation('查看办件 Read a case', [caseId, at, after], { 200: caseView, 404: problem }),
      },
      '/api/v1/cases/{caseId}/timeline': {
        get: operation('时间线 Timeline', [caseId], {
          200: z.array(z.looseObject({ at: instant, text: bilingual })),
          404: problem,
        }),
      },
      '/api/v1/cases/{caseId}/clock': {
        get: operation('时钟及其说明 Clock with its explanation', [caseId], { 200: z.looseObject({}), 404: problem }),
      },
      '/api/v1/cases/{caseId}/events': {
        get: operation('全部事件 Every event', [caseId], {
          200: z.array(z.looseObject({ service: z.string(), type: z.string(), at: instant })),
          404: problem,
        }),
      },
      '/api/v1/cases/{caseId}/live': {
        get: {
          summary: '实时更新 Live updates',
          parameters: [caseId],
          responses: { 200: { description: 'server-sent events', content: { 'text/event-stream': {} } } },
        },
      },
      '/api/v1/cases/{caseId}/correct': {
        post: operation('补正 Correct', [caseId, key], { 200: taken, 400: problem, 409: problem }, body),
      },
      '/api/v1/cases/{caseId}/insist': {
        post: operation('坚持原申请 Insist', [caseId, key], { 200: taken, 409: problem }),
      },
      '/api/v1/cases/{caseId}/withdraw': {
        post: operation('撤回 Withdraw', [caseId, key], { 202: taken, 409: problem }),
      },
    },
  };
}

function operation(
  summary: string,
  parameters: readonly object[],
  answers: Readonly<Record<number, z.ZodType>>,
  requestBody?: object,
): object {
  return {
    summary,
    parameters,
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, schema]) => [
        status,
        {
          description: summary,
          content: {
            [Number(status) >= 400 ? 'application/problem+json' : 'application/json']: {
              schema: z.toJSONSchema(schema),
            },
          },
        },
      ]),
    ),
  };
}

import { sealKind } from '@yichuang/contracts';
import { z } from 'zod';
import { problem } from './answers.js';
import { caseId, key, notNow, notThere } from './parameters.js';
import type { Route } from './routes.js';

const filing = z.object({ number: z.string(), filedOn: z.iso.date(), impressions: z.int() });

const order = z.object({
  caseId: z.string(),
  number: z.string(),
  status: z.enum(['making', 'review', 'refused', 'done']),
  maker: z.string(),
  /** It waits until the maker says what he made; else a machine does. */
  byHand: z.boolean(),
  companyName: z.string(),
  uscc: z.string(),
  seals: z.array(
    z.looseObject({
      kind: sealKind,
      shape: z.enum(['round', 'oval', 'square']),
      widthMillimetres: z.number(),
      heightMillimetres: z.number(),
      number: z.string().nullable(),
    }),
  ),
  material: z.enum(['standard', 'chip']),
  delivery: z.enum(['window', 'mail']),
  dueAt: z.string().meta({ format: 'date-time' }).nullable(),
  filing: filing.nullable(),
});

export const orders: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/orders',
    id: 'listOrders',
    action: 'order.read',
    summary: '待制作的刻章订单 Orders of seals that wait to be made, of the maker who asks',
    answers: { 200: z.object({ orders: z.array(order) }), 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/orders/{caseId}',
    id: 'readOrder',
    action: 'order.read',
    summary: '一份刻章订单 One order of seals',
    parameters: [caseId],
    answers: { 200: order, ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/orders/{caseId}/name',
    id: 'readNameToEngrave',
    action: 'order.read-name',
    summary:
      '手工刻制名章所需的法定代表人姓名，留痕并告知本人 The name on the seal of the legal representative, while it is engraved by hand; the look is recorded',
    parameters: [caseId],
    answers: { 200: z.object({ caseId: z.string(), name: z.string() }), ...notThere, 409: problem },
  },
  {
    method: 'post',
    path: '/api/v1/orders/{caseId}/fill',
    id: 'fillOrder',
    action: 'order.fill',
    summary:
      '制作并备案完毕：印章编码与备案回执 What was made and filed, with each seal’s number and the receipt of the filing',
    parameters: [caseId, key],
    body: z.strictObject({
      engravedName: z.string().min(1).max(100),
      seals: z
        .array(z.strictObject({ kind: sealKind, number: z.string() }))
        .min(1)
        .max(20),
      filing: z.strictObject(filing.shape),
    }),
    answers: { 200: z.object({ caseId: z.string(), position: z.string(), status: order.shape.status }), ...notNow },
  },
];

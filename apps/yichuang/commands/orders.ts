import { randomUUID } from 'node:crypto';
import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { say } from './print.js';

interface Order {
  readonly caseId: string;
  readonly number: string;
  readonly status: string;
  readonly byHand: boolean;
  readonly companyName: string;
  readonly uscc: string;
  readonly seals: readonly {
    readonly kind: string;
    readonly widthMillimetres: number;
    readonly heightMillimetres: number;
    readonly number: string | null;
  }[];
  readonly material: string;
  readonly delivery: string;
  readonly dueAt: string | null;
}

const ORDERS = '/api/v1/orders';
const pathOf = (id: string): string => `${ORDERS}/${encodeURIComponent(id)}`;

export async function list(options: Options, language: Language): Promise<void> {
  const { orders } = await clientOf(options).get<{ orders: readonly Order[] }>(ORDERS);
  const none = text('没有待制作的订单', 'no order waits')[language];
  say(options, orders, () => (orders.length === 0 ? none : orders.map((one) => lineOf(one, language)).join('\n')));
}

export async function show(id: string, options: Options, language: Language): Promise<void> {
  const order = await clientOf(options).get<Order>(pathOf(id));
  say(options, order, () => pageOf(order, language));
}

/** Of the person nothing else is told. */
export async function name(id: string, options: Options): Promise<void> {
  const answer = await clientOf(options).get<{ name: string }>(`${pathOf(id)}/name`);
  say(options, answer, () => answer.name);
}

export async function fill(id: string, options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  const seals = ((options['seal'] ?? []) as readonly string[]).map((said) => {
    const [kind = '', number = ''] = said.split('=');
    return { kind, number };
  });
  const engravedName = options['name'] ?? (await client.get<Order>(pathOf(id))).companyName;
  const filing = { number: options['filing'], filedOn: options['filedOn'], impressions: seals.length };
  const body = { engravedName, seals, filing };
  const answer = await client.post<{ status: string }>(`${pathOf(id)}/fill`, body, randomUUID());
  say(options, answer, () =>
    answer.status === 'done'
      ? text('已备案', 'filed')[language]
      : text('与订单不符，待工作人员审核', 'not as ordered: an officer looks')[language],
  );
}

function lineOf({ caseId, number, companyName, dueAt, byHand }: Order, language: Language): string {
  const waits = byHand ? text('待您办理', 'waits for you') : text('联网办理', 'by machine');
  return `${caseId}  ${number}  ${companyName}  ${dueAt ?? ''}  ${waits[language]}`;
}

const pageOf = (order: Order, language: Language): string =>
  [
    lineOf(order, language),
    `  ${order.uscc}  ${order.material}  ${order.delivery}`,
    ...order.seals.map(({ kind, widthMillimetres: width, heightMillimetres: height, number }) =>
      `  ${kind}  ${String(width)} × ${String(height)} mm  ${number ?? ''}`.trimEnd(),
    ),
  ].join('\n');

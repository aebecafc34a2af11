import { sealKind, type SealSection } from '@yichuang/contracts';
import { hearEndings, hearTask, type Desk } from '@yichuang/host';
import { z } from 'zod';
import { audience } from './answer.js';
import type { FilledOrder, SealCommand, SealEvent, SealOrder } from './events.js';
import { factsOf } from './facts.js';
import { lawInForce } from './law.js';
import { belongingOfOrder } from './maker.js';
import { claimOf, claimsOf, order, type SealsHeld } from './order.js';
import { recall } from './recall.js';
import { sealOrders } from './register.js';
import type { SealState } from './state.js';

/** 13 digits: division of the approving unit and a sequence of the maker's county (GA 241.1-2000, practice). */
export const sealReceipt = z.object({
  maker: z.string().regex(/^[A-Z0-9-]{1,40}$/),
  engravedName: z.string(),
  seals: z.array(z.object({ kind: sealKind, number: z.string().regex(/^\d{13}$/) })),
  filing: z.object({
    number: z.string().regex(/^[A-Z0-9-]{1,40}$/),
    filedOn: z.iso.date(),
    impressions: z.int().nonnegative(),
  }),
  simulated: z.boolean().default(false),
});

/** What a maker says at the door: the same, but who he is and that he is real. */
export const filledOrder = z.strictObject({
  engravedName: z.string().min(1).max(100),
  seals: z
    .array(z.strictObject({ kind: sealKind, number: z.string().regex(/^\d{13}$/) }))
    .min(1)
    .max(20),
  filing: z.strictObject({
    number: z.string().regex(/^[A-Z0-9-]{1,40}$/),
    filedOn: z.iso.date(),
    impressions: z.int().nonnegative(),
  }),
});

const heldBy = ({ uscc, kinds }: SealOrder): { key: string; data: SealsHeld } => ({
  key: claimOf(uscc),
  data: { kinds },
});

/** 公章刻制: from the order to the filing with public security. */
export const orderDesk: Desk<SealCommand, SealState, SealEvent, SealSection> = {
  name: 'order',
  decider: order,
  audience,
  hears: {
    ...hearTask<SealCommand, SealSection>({
      department: 'seal',
      preCheck: (task, section) => ({
        type: 'PreCheck',
        ...task,
        ruleSet: lawInForce,
        facts: factsOf(section, task.at),
      }),
      open: (at, opening) => ({ type: 'Open', at, opening }),
    }),
    ...hearEndings<SealCommand, SealSection>(({ now, body }) => ({ type: 'EndCase', at: now, reason: body.reason })),
  },
  doors: {
    fill: {
      action: 'order.fill',
      schema: filledOrder,
      command: (filled: FilledOrder, { now: at, actor }) => ({ type: 'FillOrder', at, by: actor.id, filled }),
      answer: ({ status }) => ({ status }),
    },
  },
  // whose the case is the task says; whose the order is, this
  belonging: (state, command) => (command.type === 'FillOrder' ? belongingOfOrder(state) : null),
  claims: (command, state) =>
    command.type === 'Open' && state.status === 'checked' ? claimsOf(state.check, command.opening) : [],
  holds: (event) => (event.type === 'SealOrdered' ? { keep: [heldBy(event.order)] } : {}),
  errands: (event, state) =>
    event.type === 'SealOrdered' && state.status === 'making' && event.order.byHand !== true
      ? [{ port: 'seal-maker', ask: event.order, sealed: state.check.sealed }]
      : [],
  learned: {
    'seal-maker': ({ now, answer }) => ({ type: 'TakeReceipt', at: now, receipt: sealReceipt.parse(answer) }),
  },
  registers: [sealOrders],
  recall,
};

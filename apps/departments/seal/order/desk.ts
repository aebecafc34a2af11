import {
  departmentTaskDispatched,
  openData,
  sealKind,
  type DepartmentTaskDispatched,
  type SealSection,
} from '@yichuang/contracts';
import { hearEndings, type Desk, type Heard } from '@yichuang/host';
import { z } from 'zod';
import { audience } from './answer.js';
import type { SealCommand, SealEvent } from './events.js';
import { factsOf } from './facts.js';
import { lawInForce } from './law.js';
import { claimOf, order } from './order.js';
import { recall } from './recall.js';
import { sealOrders, seals } from './register.js';
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

/** @throws TypeError when the task brings no section: it cannot be checked, and silence would lose it. */
function taskCommand(heard: Heard<DepartmentTaskDispatched>, section: SealSection | null): SealCommand | null {
  const { body, now: at, sealed } = heard;
  if (body.department !== 'seal') return null;
  const { step, round, number, dueAt } = body;
  switch (body.task) {
    case 'pre-check': {
      if (section === null || sealed === undefined) throw new TypeError('the task pre-check brings no section');
      const facts = factsOf(section, at);
      return { type: 'PreCheck', at, step, round, number, dueAt, ruleSet: lawInForce, facts, sealed };
    }
    case 'open':
      return { type: 'Open', at, opening: { step, round, dueAt, company: openData.parse(body.data) } };
    default:
      return null;
  }
}

/** 公章刻制: from the order to the filing with public security. */
export const orderDesk: Desk<SealCommand, SealState, SealEvent, SealSection> = {
  name: 'order',
  decider: order,
  audience,
  hears: {
    DepartmentTaskDispatched: { from: 'orchestrator', schema: departmentTaskDispatched, command: taskCommand },
    ...hearEndings<SealCommand, SealSection>(({ now, body }) => ({ type: 'EndCase', at: now, reason: body.reason })),
  },
  claims: (command, state) =>
    command.type === 'Open' && state.status === 'checked'
      ? [...new Set(state.check.facts.kinds)].map((kind) => claimOf(command.opening.company.uscc, kind))
      : [],
  holds: (event) =>
    event.type === 'SealOrdered'
      ? { keep: event.order.kinds.map((kind) => ({ key: claimOf(event.order.uscc, kind), data: { kind } })) }
      : {},
  errands: (event, state) =>
    event.type === 'SealOrdered' && state.status === 'making'
      ? [{ port: 'seal-maker', ask: event.order, sealed: state.check.sealed }]
      : [],
  learned: {
    'seal-maker': ({ now, answer }) => ({ type: 'TakeReceipt', at: now, receipt: sealReceipt.parse(answer) }),
  },
  registers: [sealOrders, seals],
  recall,
};

import {
  departmentTaskDispatched,
  openData,
  type DepartmentTaskDispatched,
  type HousingFundSection,
} from '@yichuang/contracts';
import { hearEndings, type Desk, type Heard } from '@yichuang/host';
import { z } from 'zod';
import { account } from './account.js';
import { audience } from './answer.js';
import type { AccountCommand, AccountEvent } from './events.js';
import { factsOf } from './facts.js';
import { lawInForce } from './law.js';
import { recall } from './recall.js';
import { unitAccounts } from './register.js';
import type { AccountState } from './state.js';

export const accountReceipt = z.object({
  accountNumber: z.string().regex(/^[A-Z0-9-]{1,40}$/),
  openedOn: z.iso.date(),
  simulated: z.boolean().default(false),
});

/** @throws TypeError when the task brings no section: it cannot be checked, and silence would lose it. */
function taskCommand(
  heard: Heard<DepartmentTaskDispatched>,
  section: HousingFundSection | null,
): AccountCommand | null {
  const { body, now: at, sealed } = heard;
  if (body.department !== 'housing-fund') return null;
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

/** 住房公积金缴存登记: the one desk of the fund in a company opening. */
export const accountDesk: Desk<AccountCommand, AccountState, AccountEvent, HousingFundSection> = {
  name: 'account',
  decider: account,
  audience,
  hears: {
    DepartmentTaskDispatched: { from: 'orchestrator', schema: departmentTaskDispatched, command: taskCommand },
    ...hearEndings<AccountCommand, HousingFundSection>(({ now, body }) => ({
      type: 'EndCase',
      at: now,
      reason: body.reason,
    })),
  },
  errands: (event, state) =>
    event.type === 'AccountOrdered' && state.status === 'opening'
      ? [{ port: 'housing-fund-core', ask: event.order, sealed: state.check.sealed }]
      : [],
  learned: {
    'housing-fund-core': ({ now, answer }) => ({ type: 'TakeReceipt', at: now, receipt: accountReceipt.parse(answer) }),
  },
  registers: [unitAccounts],
  recall,
};

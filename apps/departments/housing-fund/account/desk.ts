import { type HousingFundSection } from '@yichuang/contracts';
import { hearEndings, hearTask, type Desk } from '@yichuang/host';
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

/** 住房公积金缴存登记: the one desk of the fund in a company opening. */
export const accountDesk: Desk<AccountCommand, AccountState, AccountEvent, HousingFundSection> = {
  name: 'account',
  decider: account,
  audience,
  hears: {
    ...hearTask<AccountCommand, HousingFundSection>({
      department: 'housing-fund',
      preCheck: (task, section) => ({
        type: 'PreCheck',
        ...task,
        ruleSet: lawInForce,
        facts: factsOf(section, task.at),
      }),
      open: (at, opening) => ({ type: 'Open', at, opening }),
    }),
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

import { personRef, type TaxSection } from '@yichuang/contracts';
import { hearEndings, hearTask, type Desk } from '@yichuang/host';
import { z } from 'zod';
import { audience } from './answer.js';
import type { TaxCommand, TaxEvent } from './events.js';
import { factsOf } from './facts.js';
import { lawInForce } from './law.js';
import { recall } from './recall.js';
import { taxRegistrations } from './register.js';
import { registration } from './registration.js';
import { checkOf, hearsSources, type TaxState } from './state.js';

/** References only: whatever else a source may say of a person goes no further. */
export const riskAnswer = z.object({
  hits: z.array(personRef),
  list: z
    .string()
    .regex(/^[\w.-]{1,80}$/)
    .optional(),
});
export const taxReceipt = z.object({
  registrationNumber: z.string().regex(/^\d{20}$/),
  confirmedOn: z.iso.date(),
  simulated: z.boolean().default(false),
});

/** 一照一码户登记信息确认: the one desk of the tax office in a company opening. */
export const registrationDesk: Desk<TaxCommand, TaxState, TaxEvent, TaxSection> = {
  name: 'registration',
  decider: registration,
  audience,
  hears: {
    ...hearTask<TaxCommand, TaxSection>({
      department: 'tax',
      preCheck: (task, section) => ({
        type: 'PreCheck',
        ...task,
        ruleSet: lawInForce,
        facts: factsOf(section, task.at),
      }),
      open: (at, opening) => ({ type: 'Open', at, opening }),
    }),
    ...hearEndings<TaxCommand, TaxSection>(({ now, body }) => ({ type: 'EndCase', at: now, reason: body.reason })),
  },
  errands: (event, state) => {
    if (event.type === 'TaxTaskTaken') return [{ port: 'tax-core', ask: { round: event.round }, sealed: event.sealed }];
    return event.type === 'TaxRegistrationOrdered'
      ? [{ port: 'tax-registration', ask: event.order, sealed: checkOf(state).sealed }]
      : [];
  },
  asksNoMore: (state) => state.status !== 'idle' && !hearsSources(state),
  learned: {
    'tax-core': ({ now, ask, answer }) => ({
      type: 'TakeRiskAnswer',
      at: now,
      round: z.object({ round: z.number() }).parse(ask).round,
      risk: riskAnswer.nullable().parse(answer),
    }),
    'tax-registration': ({ now, answer }) => ({ type: 'TakeReceipt', at: now, receipt: taxReceipt.parse(answer) }),
  },
  registers: [taxRegistrations],
  recall,
};

import { personRef, type SocialInsuranceSection } from '@yichuang/contracts';
import { hearEndings, hearTask, type Desk } from '@yichuang/host';
import { z } from 'zod';
import { audience } from './answer.js';
import { enrolment } from './enrolment.js';
import type { EnrolmentCommand, EnrolmentEvent } from './events.js';
import { factsOf } from './facts.js';
import { lawInForce } from './law.js';
import { recall } from './recall.js';
import { insuredUnits } from './register.js';
import { checkOf, hearsSources, type EnrolmentState } from './state.js';

/** References only: whatever else a source may say of a person goes no further. */
export const insuredAnswer = z.object({
  elsewhere: z.array(personRef),
  list: z
    .string()
    .regex(/^[\w.-]{1,80}$/)
    .optional(),
});
export const enrolmentReceipt = z.object({
  unitNumber: z.string().regex(/^[A-Z0-9-]{1,40}$/),
  registeredOn: z.iso.date(),
  enrolled: z.int().nonnegative(),
  elsewhere: z.array(personRef),
  simulated: z.boolean().default(false),
});

/** 社会保险登记和职工参保: the one desk of social insurance in a company opening. */
export const enrolmentDesk: Desk<EnrolmentCommand, EnrolmentState, EnrolmentEvent, SocialInsuranceSection> = {
  name: 'enrolment',
  decider: enrolment,
  audience,
  hears: {
    ...hearTask<EnrolmentCommand, SocialInsuranceSection>({
      department: 'social-insurance',
      preCheck: (task, section, authority) => ({
        type: 'PreCheck',
        ...task,
        ruleSet: lawInForce,
        facts: factsOf(section, authority, task.at),
      }),
      open: (at, opening) => ({ type: 'Open', at, opening }),
    }),
    ...hearEndings<EnrolmentCommand, SocialInsuranceSection>(({ now, body }) => ({
      type: 'EndCase',
      at: now,
      reason: body.reason,
    })),
  },
  errands: (event, state) => {
    if (event.type === 'SocialInsuranceTaskTaken') {
      const ask = { round: event.round };
      return event.facts.employees === 0 ? [] : [{ port: 'social-insurance-query', ask, sealed: event.sealed }];
    }
    return event.type === 'EnrolmentOrdered'
      ? [{ port: 'social-insurance-core', ask: event.order, sealed: checkOf(state).sealed }]
      : [];
  },
  asksNoMore: (state) => state.status !== 'idle' && !hearsSources(state),
  learned: {
    'social-insurance-query': ({ now, ask, answer }) => ({
      type: 'TakeInsuredAnswer',
      at: now,
      round: z.object({ round: z.number() }).parse(ask).round,
      insured: insuredAnswer.nullable().parse(answer),
    }),
    'social-insurance-core': ({ now, answer }) => ({
      type: 'TakeReceipt',
      at: now,
      receipt: enrolmentReceipt.parse(answer),
    }),
  },
  registers: [insuredUnits],
  recall,
};

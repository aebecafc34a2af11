import { personRef, type MedicalInsuranceSection } from '@yichuang/contracts';
import { hearEndings, hearTask, type Desk } from '@yichuang/host';
import { z } from 'zod';
import { audience } from './answer.js';
import { enrolment } from './enrolment.js';
import type { EnrolmentCommand, EnrolmentEvent } from './events.js';
import { factsOf } from './facts.js';
import { lawInForce } from './law.js';
import { recall } from './recall.js';
import { medicalUnits } from './register.js';
import { checkOf, hearsSources, type EnrolmentState } from './state.js';

/** References only: whatever else a source may say of a person goes no further. */
export const insuredAnswer = z.object({
  elsewhere: z.array(personRef),
  list: z
    .string()
    .regex(/^[\w.-]{1,80}$/)
    .optional(),
});
export const medicalReceipt = z.object({
  unitNumber: z.string().regex(/^[A-Z0-9-]{1,40}$/),
  registeredOn: z.iso.date(),
  enrolled: z.int().nonnegative(),
  elsewhere: z.array(personRef),
  simulated: z.boolean().default(false),
});

/** 职工基本医疗保险参保登记: the one desk of medical insurance in a company opening. */
export const enrolmentDesk: Desk<EnrolmentCommand, EnrolmentState, EnrolmentEvent, MedicalInsuranceSection> = {
  name: 'enrolment',
  decider: enrolment,
  audience,
  hears: {
    ...hearTask<EnrolmentCommand, MedicalInsuranceSection>({
      department: 'medical-insurance',
      preCheck: (task, section) => ({
        type: 'PreCheck',
        ...task,
        ruleSet: lawInForce,
        facts: factsOf(section, task.at),
      }),
      open: (at, opening) => ({ type: 'Open', at, opening }),
    }),
    ...hearEndings<EnrolmentCommand, MedicalInsuranceSection>(({ now, body }) => ({
      type: 'EndCase',
      at: now,
      reason: body.reason,
    })),
  },
  errands: (event, state) => {
    if (event.type === 'MedicalInsuranceTaskTaken') {
      const ask = { round: event.round };
      return event.facts.employees === 0 ? [] : [{ port: 'medical-insurance-query', ask, sealed: event.sealed }];
    }
    return event.type === 'MedicalRegistrationOrdered'
      ? [{ port: 'medical-insurance-core', ask: event.order, sealed: checkOf(state).sealed }]
      : [];
  },
  asksNoMore: (state) => state.status !== 'idle' && !hearsSources(state),
  learned: {
    'medical-insurance-query': ({ now, ask, answer }) => ({
      type: 'TakeInsuredAnswer',
      at: now,
      round: z.object({ round: z.number() }).parse(ask).round,
      insured: insuredAnswer.nullable().parse(answer),
    }),
    'medical-insurance-core': ({ now, answer }) => ({
      type: 'TakeReceipt',
      at: now,
      receipt: medicalReceipt.parse(answer),
    }),
  },
  registers: [medicalUnits],
  recall,
};

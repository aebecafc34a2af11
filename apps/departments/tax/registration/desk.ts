import {
  departmentTaskDispatched,
  openData,
  personRef,
  type DepartmentTaskDispatched,
  type TaxSection,
} from '@yichuang/contracts';
import { hearEndings, type Desk, type Heard } from '@yichuang/host';
import { z } from 'zod';
import { audience } from './answer.js';
import type { TaxCommand, TaxEvent } from './events.js';
import { factsOf } from './facts.js';
import { lawInForce } from './law.js';
import { recall } from './recall.js';
import { taxRegistrations } from './register.js';
import { registration } from './registration.js';
import { checkOf, type TaxState } from './state.js';

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

/** @throws TypeError when the task brings no section: it cannot be checked, and silence would lose it. */
function taskCommand(heard: Heard<DepartmentTaskDispatched>, section: TaxSection | null): TaxCommand | null {
  const { body, now: at, sealed } = heard;
  if (body.department !== 'tax') return null;
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

/** 一照一码户登记信息确认: the one desk of the tax office in a company opening. */
export const registrationDesk: Desk<TaxCommand, TaxState, TaxEvent, TaxSection> = {
  name: 'registration',
  decider: registration,
  audience,
  hears: {
    DepartmentTaskDispatched: { from: 'orchestrator', schema: departmentTaskDispatched, command: taskCommand },
    ...hearEndings<TaxCommand, TaxSection>(({ now, body }) => ({ type: 'EndCase', at: now, reason: body.reason })),
  },
  errands: (event, state) => {
    if (event.type === 'TaxTaskTaken') return [{ port: 'tax-core', ask: { round: event.round }, sealed: event.sealed }];
    return event.type === 'TaxRegistrationOrdered'
      ? [{ port: 'tax-registration', ask: event.order, sealed: checkOf(state).sealed }]
      : [];
  },
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

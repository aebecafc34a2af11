import type { Door } from '@yichuang/host';
import {
  caseNumbers,
  currentPlan,
  statusOf,
  type Book,
  type CaseCommand,
  type CaseState,
  type Catalogue,
} from '@yichuang/matters';
import { z } from 'zod';

/** Base64 on the way in only; from here on ciphertext is bytes. */
const ciphertext = z.base64().transform((written): Uint8Array => Buffer.from(written, 'base64'));

const application = {
  inputs: z.record(z.string(), z.unknown()),
  leftOut: z.record(z.string(), z.string()),
  /** By department. */
  sections: z.record(z.string(), ciphertext),
};

const correction = z.strictObject(application);
type Correction = z.infer<typeof correction>;

const nothing = z.strictObject({});

/** What an applicant may do, as the gateway hands it on. A new case runs under the current plan of its matter. */
export function doorsOf(
  catalogue: Catalogue,
  bookOf: (state: CaseState) => Book,
): Readonly<Record<'submit' | 'correct' | 'insist' | 'withdraw', Door<CaseCommand, CaseState>>> {
  const submission = z.strictObject({
    ...application,
    matter: z.string().refine((matter) => currentPlan(catalogue, matter) !== undefined),
    hall: z.string().min(1).max(20),
    authority: z.string().min(1).max(20),
  });
  const answer = (state: CaseState) => ({ number: state.number, status: statusOf(bookOf(state).plan, state) });
  return {
    submit: {
      action: 'case.submit',
      schema: submission,
      command: (given: z.infer<typeof submission>, { caseId, now: at, actor }) => {
        const plan = currentPlan(catalogue, given.matter);
        const numbers = plan === undefined ? [] : caseNumbers({ plan, hall: given.hall, caseId, at });
        const { id: principal } = actor;
        return {
          type: 'SubmitApplication',
          at,
          caseId,
          planVersion: plan?.version ?? '',
          numbers,
          principal,
          ...given,
        };
      },
      answer,
    },
    correct: {
      action: 'case.correct',
      schema: correction,
      command: (given: Correction, { now: at }) => ({ type: 'CorrectApplication', at, ...given }),
      answer,
    },
    insist: {
      action: 'case.insist',
      schema: nothing,
      command: (_given, { now: at }) => ({ type: 'Insist', at }),
      answer,
    },
    withdraw: {
      action: 'case.withdraw',
      schema: nothing,
      command: (_given, { now: at }) => ({ type: 'Withdraw', at }),
      answer,
    },
  };
}

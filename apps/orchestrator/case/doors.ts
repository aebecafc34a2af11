import { account, paperKind, type Actor } from '@yichuang/contracts';
import type { Door, DoorContext } from '@yichuang/host';
import {
  caseNumbers,
  currentPlan,
  signings,
  statusOf,
  type Book,
  type CaseCommand,
  type CaseState,
  type Catalogue,
  type Intake,
  type SubmitApplication,
} from '@yichuang/matters';
import { z } from 'zod';
import { cardDoors } from './card-doors.js';
import { clockDoors } from './clock-doors.js';
import { managerDoor } from './manager-door.js';
import { noticeDoor } from './notice-door.js';
import { entrustDoors } from './entrust-doors.js';
import { promiseDoors } from './promise-doors.js';
import { rateDoor } from './rate-door.js';

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

/** 当场收件: how the applicant signed, and of which papers the clerk has seen the originals. */
const presence = z.strictObject({
  signed: z.enum(signings),
  papersSeen: z.array(paperKind).max(20),
});
type Presence = z.infer<typeof presence>;

const takenBy = ({ id: by, division }: Actor, seen: Presence): Intake => ({ by, hall: division ?? '', ...seen });

/** An agent stands in the form he hands in, with the power of attorney that the rules on agents ask for. */
const MANDATE = ['mandate'] as const;

const nothing = z.strictObject({});

/** What an applicant may do, or a clerk for one who is present, as the gateway hands it on. A new case runs under the current plan of its matter. */
export function doorsOf(
  catalogue: Catalogue,
  bookOf: (state: CaseState) => Book,
): Readonly<Record<string, Door<CaseCommand, CaseState>>> {
  const submission = z.strictObject({
    ...application,
    matter: z.string().refine((matter) => currentPlan(catalogue, matter) !== undefined),
    hall: z.string().min(1).max(20),
    authority: z.string().min(1).max(20),
    /** Which privacy statement was shown. */
    consentVersion: z.string().min(1).max(20).optional(),
    /** It was a draft under this id; the version the sections were made of. */
    draft: z.strictObject({ version: z.int().positive() }).optional(),
  });
  type Submission = z.infer<typeof submission>;
  const intake = submission.extend({
    /** Who applies: the person at the counter. */
    principal: z.string().min(1).max(200),
    /** Who stands at the counter for him, with the power of attorney. */
    agent: account.optional(),
    presence,
  });
  const submit = ({ draft, ...given }: Submission, { caseId, now: at, actor }: DoorContext): SubmitApplication => {
    const { id: by } = actor;
    const from = draft === undefined ? {} : { draft: { ...draft, by } };
    const plan = currentPlan(catalogue, given.matter);
    const numbers = plan === undefined ? [] : caseNumbers({ plan, hall: given.hall, caseId, at });
    const planVersion = plan?.version ?? '';
    return { type: 'SubmitApplication', at, caseId, planVersion, numbers, principal: by, ...from, ...given };
  };
  const answer = (state: CaseState) => ({ number: state.number, status: statusOf(bookOf(state).plan, state) });
  return {
    submit: {
      action: 'case.submit',
      meets: MANDATE,
      schema: submission,
      command: submit,
      answer,
    },
    intake: {
      action: 'case.accept',
      schema: intake,
      command: ({ presence: seen, agent, ...given }: z.infer<typeof intake>, context) => ({
        ...submit(given, context),
        intakeRoles: context.actor.roles,
        ...(agent === undefined || agent === given.principal
          ? {}
          : { entrusted: [{ id: agent, as: 'agent' as const }] }),
        intake: takenBy(context.actor, seen),
      }),
      answer,
    },
    correct: {
      action: 'case.correct',
      meets: MANDATE,
      schema: correction,
      command: (given: Correction, { now: at, actor }) => ({ type: 'CorrectApplication', at, by: actor.id, ...given }),
      answer,
    },
    'correct-at-counter': {
      action: 'case.accept',
      schema: correction.extend({ presence }),
      command: ({ presence: seen, ...given }: Correction & { presence: Presence }, { now: at, actor }) => ({
        type: 'CorrectApplication',
        at,
        intake: takenBy(actor, seen),
        intakeRoles: actor.roles,
        ...given,
      }),
      answer,
    },
    insist: {
      action: 'case.insist',
      meets: MANDATE,
      schema: nothing,
      command: (_given, { now: at, actor }) => ({ type: 'Insist', at, by: actor.id }),
      answer,
    },
    withdraw: {
      action: 'case.withdraw',
      meets: MANDATE,
      schema: nothing,
      command: (_given, { now: at, actor }) => ({ type: 'Withdraw', at, by: actor.id }),
      answer,
    },
    rate: rateDoor,
    ...entrustDoors,
    'name-manager': managerDoor,
    ...clockDoors(answer),
    ...cardDoors(answer),
    ...promiseDoors(answer),
    'consent-to-notice': noticeDoor(answer),
  };
}

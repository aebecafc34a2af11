import {
  answered,
  papersGiven,
  toleranceAccepted,
  type PapersGiven,
  type ToleranceAcceptedBody,
  departmentTaskDispatched,
  withdrawalRequested,
  type DepartmentTaskDispatched,
  type MarketRegulationSection,
  type WithdrawalRequested,
} from '@yichuang/contracts';
import { belongingOfTask, hearEndings, type Desk, type ErrandRequest, type Heard, type Learned } from '@yichuang/host';
import { isUscc } from '@yichuang/identifiers';
import { z } from 'zod';
import { dateOf } from '@yichuang/working-time';
import { audience } from './answer.js';
import type { RegistrationCommand, TakePapers } from './commands.js';
import type { RegistrationEvent, Saying } from './events.js';
import { factsOf } from './facts.js';
import { lawInForce } from './law.js';
import { particularsOf } from './licence.js';
import { nameKeyOf } from './name-in-force.js';
import { inPosts, mustBeVerified } from './posts.js';
import { recall } from './recall.js';
import { companyRegistrations, creditCodes } from './register.js';
import { registration } from './registration.js';
import { hearsSources, type RegistrationState } from './state.js';

type Section = MarketRegulationSection;

const simulated = z.boolean().default(false);
/** Every source says from which state of its data it speaks: it stands in the event beside what it said. */
const sourced = { version: z.string().min(1), simulated };
export const realNameAnswer = z.object({ unconfirmed: z.array(z.string()), ...sourced });
export const dishonestAnswer = z.object({
  ...sourced,
  hits: z.array(z.string()),
  banned: z.array(z.string()),
  heads: z.int().nonnegative(),
});
export const addressAnswer = z.object({
  ...sourced,
  found: z.boolean(),
  propertyKnown: z.boolean(),
  negative: z.boolean(),
  companies: z.int().nonnegative(),
  addedIn30Days: z.int().nonnegative(),
});
/** A code that cannot be one is nobody's registration: the case is parked instead. */
const uscc = z.string().refine(isUscc);
export const codeReceipt = z.object({ uscc, issuedOn: z.iso.date(), simulated });
export const voidReceipt = z.object({ uscc, voidedOn: z.iso.date(), simulated });
export const noticeReceipt = z.object({ noticeNumber: z.string().min(1), publishedOn: z.iso.date(), simulated });
const asked = z.object({ round: z.number() });

/** @throws TypeError when the task brings no section: it cannot be checked, and silence would lose it. */
function taskCommand(heard: Heard<DepartmentTaskDispatched>, section: Section | null): RegistrationCommand | null {
  const { body, now: at, caseId, sealed } = heard;
  if (body.department !== 'market-regulation') return null;
  const { step, round, number, dueAt, authority } = body;
  switch (body.task) {
    case 'pre-check': {
      if (section === null || sealed === undefined) throw new TypeError('the task pre-check brings no section');
      const facts = factsOf(section, authority, dateOf(at));
      const task = { caseId, step, round, number, dueAt, ...belongingOfTask(body) };
      return { type: 'PreCheck', at, ...task, ruleSet: lawInForce, facts, sealed };
    }
    case 'register':
      return { type: 'Register', at, task: { step, round, dueAt } };
    default:
      return null;
  }
}

const saying = (make: (answer: unknown) => Saying) => {
  return ({ now, ask, answer }: Learned<Section>): RegistrationCommand => ({
    type: 'TakeSaying',
    at: now,
    round: asked.parse(ask).round,
    saying: make(answer),
  });
};

const takePapers = ({ now, body }: Heard<PapersGiven>): TakePapers => ({
  type: 'TakePapers',
  at: now,
  papers: body.papers.map(({ kind }) => kind),
});

/** What is asked of the outside, by the event that needs it. */
const needs: {
  readonly [T in RegistrationEvent['type']]?: (
    event: Extract<RegistrationEvent, { readonly type: T }>,
    state: RegistrationState,
  ) => readonly ErrandRequest[];
} = {
  RegistrationTaskTaken: ({ round, facts, sealed }) => [
    { port: 'real-name', ask: { round, persons: mustBeVerified(facts) }, sealed },
    {
      port: 'dishonest-list',
      ask: { round, persons: inPosts(facts), legalRepresentative: facts.posts.legalRepresentative },
      sealed,
    },
    { port: 'address-library', ask: { round }, sealed },
  ],
  // the names go into the register with the code: the section is opened when it comes
  CodeRequested: ({ order }, state) => [
    { port: 'code-issuing', ask: order, sealed: 'check' in state ? state.check.sealed : undefined },
  ],
  CodeVoidingRequested: ({ receipt }) => [{ port: 'code-voiding', ask: { uscc: receipt.uscc } }],
  CompanyRegistered: ({ receipt, particulars: { companyName } }) => [
    { port: 'public-register', ask: { uscc: receipt.uscc, companyName } },
  ],
};

function errands(event: RegistrationEvent, state: RegistrationState): readonly ErrandRequest[] {
  const need = needs[event.type] as
    ((event: RegistrationEvent, state: RegistrationState) => readonly ErrandRequest[]) | undefined;
  return need?.(event, state) ?? [];
}

const readingName: ReadonlySet<RegistrationCommand['type']> = new Set([
  'TakeSaying',
  'TakePapers',
  'DropPapers',
  'LookAtName',
]);

/** Whoever decides whether to register looks at the claim on the name. */
function claims(command: RegistrationCommand, state: RegistrationState): readonly string[] {
  const deciding =
    command.type === 'Register'
      ? state.status === 'checking' || state.status === 'checked'
      : readingName.has(command.type) && state.status === 'review';
  return deciding && 'check' in state ? [nameKeyOf(state.check.facts)] : [];
}

function particulars(section: Section | null) {
  if (section === null) throw new TypeError('the code came back without the section it went with');
  return particularsOf(section);
}

/** 设立登记: is everything right, who is the company, and what is its code? */
export const registrationDesk: Desk<RegistrationCommand, RegistrationState, RegistrationEvent, Section> = {
  name: 'registration',
  decider: registration,
  audience,
  hears: {
    DepartmentTaskDispatched: { from: 'orchestrator', schema: departmentTaskDispatched, command: taskCommand },
    WithdrawalRequested: {
      from: 'orchestrator',
      schema: withdrawalRequested,
      command: ({ now, body }: Heard<WithdrawalRequested>) => ({
        type: 'RequestWithdrawal',
        at: now,
        requestedAt: body.requestedAt,
      }),
    },
    NameReserved: {
      from: 'market-regulation',
      schema: answered,
      command: ({ now }: Heard<unknown>) => ({ type: 'LookAtName', at: now }),
    },
    ToleranceAccepted: {
      from: 'orchestrator',
      schema: toleranceAccepted,
      command: ({ now, body: { gaps } }: Heard<ToleranceAcceptedBody>) => {
        const rules = gaps.filter(({ department }) => department === 'market-regulation').map(({ rule }) => rule);
        return rules.length === 0 ? null : { type: 'TakeTolerance', at: now, rules };
      },
    },
    ToleranceFulfilled: { from: 'orchestrator', schema: papersGiven, command: takePapers },
    CommitmentSigned: { from: 'orchestrator', schema: papersGiven, command: takePapers },
    CommitmentFalsified: {
      from: 'orchestrator',
      schema: papersGiven,
      command: (heard: Heard<PapersGiven>) => ({ ...takePapers(heard), type: 'DropPapers' }),
    },
    ...hearEndings<RegistrationCommand, Section>(({ now, body }) => ({
      type: 'EndCase',
      at: now,
      reason: body.reason,
    })),
  },
  claims,
  errands,
  asksNoMore: (state) => state.status !== 'idle' && !hearsSources(state),
  learned: {
    'real-name': saying((answer) => ({ source: 'real-name', answer: realNameAnswer.nullable().parse(answer) })),
    'dishonest-list': saying((answer) => ({
      source: 'dishonest-list',
      answer: dishonestAnswer.nullable().parse(answer),
    })),
    'address-library': saying((answer) => ({
      source: 'address-library',
      answer: addressAnswer.nullable().parse(answer),
    })),
    'code-issuing': ({ now, answer, section }) => ({
      type: 'TakeCode',
      at: now,
      receipt: codeReceipt.parse(answer),
      particulars: particulars(section),
    }),
    'code-voiding': ({ now, answer }) => ({ type: 'TakeVoiding', at: now, receipt: voidReceipt.parse(answer) }),
    'public-register': ({ now, answer }) => ({ type: 'TakeNotice', at: now, receipt: noticeReceipt.parse(answer) }),
  },
  registers: [companyRegistrations, creditCodes],
  recall,
};

import {
  evidenceOf,
  examination,
  isNews,
  obstacles,
  reasonsOf,
  refusedByOfficer,
  remedies,
  ruled,
  stepAnswerOf,
  type Asked,
  type Examination,
  type Opening,
} from '@yichuang/host';
import { alreadySo, decided, type Decider } from '@yichuang/kernel';
import type {
  EmployerInsured,
  EnrolmentCommand,
  EnrolmentEvent,
  EnrolmentOrdered,
  EnrolmentReceipt,
  ManualReviewRequired,
  SocialInsuranceRefused,
  SocialInsurancePreChecked,
} from './events.js';
import { lawOf } from './law.js';
import {
  checkOf,
  enrollingOf,
  hearsSources,
  initial,
  openingOf,
  receiptOf,
  waitingSince,
  withCheck,
  type Check,
  type EnrolmentState,
} from './state.js';

/** Who answers for what this desk decides. */
export const ACCOUNTABLE = '三明市沙县区社会劳动保险中心';

const examined = ({ ruleSet, facts, insured, rulings }: Check): Examination =>
  ruled(examination(lawOf(ruleSet).rules, { ...facts, insured }), rulings);

const asked = ({ step, round }: { readonly step: string; readonly round: number }, { ruleSet }: Check): Asked => ({
  step,
  round,
  ruleSet,
  accountable: ACCOUNTABLE,
});

export function preChecked(check: Check, at: number): SocialInsurancePreChecked {
  const findings = examined(check);
  const answer = stepAnswerOf(asked(check, check), 'checked', findings);
  return { type: 'SocialInsurancePreChecked', at, answer, evidence: evidenceOf(findings) };
}

const toOfficer = (check: Check, opening: Opening, at: number): ManualReviewRequired => ({
  type: 'ManualReviewRequired',
  at,
  answer: stepAnswerOf(asked(opening, check), 'review', examined(check)),
  opening,
});

const refused = (check: Check, opening: Opening, at: number): SocialInsuranceRefused => ({
  type: 'SocialInsuranceRefused',
  at,
  answer: stepAnswerOf(asked(opening, check), 'refused', examined(check)),
  opening,
  remedies,
});

/** The company exists: unit and employees enrolled at once where every rule passed, else an officer looks, and what he finds broken is refused. */
export function opened(
  check: Check,
  opening: Opening,
  at: number,
): EnrolmentOrdered | ManualReviewRequired | SocialInsuranceRefused {
  if (refusedByOfficer(examined(check))) return refused(check, opening, at);
  const terms = lawOf(check.ruleSet).injuryTerms(check.facts);
  if (terms === null || obstacles(examined(check)).length > 0) return toOfficer(check, opening, at);
  const { injuryClass, baseRatePercent } = terms;
  const order = { ...opening.company, injuryClass, baseRatePercent, insurances: check.facts.insurances };
  return { type: 'EnrolmentOrdered', at, opening, order };
}

function insured(check: Check, opening: Opening, receipt: EnrolmentReceipt, at: number): EmployerInsured {
  const { unitNumber, registeredOn, enrolled, simulated } = receipt;
  const terms = lawOf(check.ruleSet).injuryTerms(check.facts);
  const { insurances } = check.facts;
  const result = { unitNumber, registeredOn, ...terms, insurances, enrolled, simulated };
  const answer = stepAnswerOf(asked(opening, check), 'done', examined(check), result);
  return { type: 'EmployerInsured', at, answer, receipt };
}

/** What follows from the unit's registration, beside the answer itself. */
function consequences(check: Check, opening: Opening, receipt: EnrolmentReceipt, at: number): EnrolmentEvent[] {
  const { uscc, gbt4754 } = opening.company;
  const terms = lawOf(check.ruleSet).injuryTerms(check.facts);
  const { insurances } = check.facts;
  return [
    ...(terms === null ? [] : [{ type: 'InjuryRateClassAssigned' as const, at, uscc, gbt4754, ...terms }]),
    ...(receipt.enrolled === 0
      ? []
      : [{ type: 'EmployeeEnrolled' as const, at, employees: receipt.enrolled, insurances }]),
  ];
}

/** The unit is registered: the answer and what follows from it. */
const settled = (check: Check, opening: Opening, receipt: EnrolmentReceipt, at: number): EnrolmentEvent[] => [
  insured(check, opening, receipt, at),
  ...consequences(check, opening, receipt, at),
];

/** The law once more about a unit that is registered already, with a person in dispute: nobody is enrolled who was not. */
export function disputeSettled(
  check: Check,
  opening: Opening,
  receipt: EnrolmentReceipt,
  at: number,
): EnrolmentEvent[] {
  const findings = examined(check);
  if (refusedByOfficer(findings)) return [refused(check, opening, at)];
  return obstacles(findings).length > 0 ? [toOfficer(check, opening, at)] : settled(check, opening, receipt, at);
}

export const enrolment: Decider<EnrolmentCommand, EnrolmentState, EnrolmentEvent> = {
  initial,

  decide: {
    PreCheck: ({ type: _type, holders: _holders, ...task }, state) => {
      const fresh =
        state.status === 'idle' ||
        ((state.status === 'checking' || state.status === 'checked') && task.round > state.check.round);
      if (!fresh) return alreadySo;
      const taken: EnrolmentEvent = { ...task, type: 'SocialInsuranceTaskTaken' };
      // without employees there is nobody to ask about
      return task.facts.employees === 0
        ? decided<EnrolmentEvent>(taken, preChecked(task, task.at))
        : decided<EnrolmentEvent>(taken);
    },

    TakeInsuredAnswer: ({ at, round, insured: answer }, state) => {
      if (!hearsSources(state)) return alreadySo;
      if (round !== state.check.round || !isNews(state.check.insured, answer)) return alreadySo;
      const check = { ...state.check, insured: answer };
      return decided<EnrolmentEvent>(
        { type: 'InsuredElsewhereAnswered', at, source: 'social-insurance-query', round, insured: answer },
        state.status === 'review' ? opened(check, state.opening, at) : preChecked(check, at),
      );
    },

    Open: ({ at, opening }, state) => {
      if (state.status === 'idle' || state.status === 'ended') {
        throw new TypeError(`no unit can be registered in a case that is ${state.status}`);
      }
      if (state.status !== 'checking' && state.status !== 'checked') return alreadySo;
      return decided<EnrolmentEvent>(opened(state.check, opening, at));
    },

    TakeReceipt: ({ at, receipt }, state) => {
      if (state.status !== 'enrolling') return alreadySo;
      const { check, opening } = state;
      if (receipt.elsewhere.length > 0) {
        // insured by another employer between question and effect: the unit stands, the person is an officer's matter
        const disputed = { ...check, insured: { elsewhere: receipt.elsewhere } };
        const disputing: EnrolmentEvent = { type: 'EnrolmentDisputed', at, receipt };
        return decided<EnrolmentEvent>(disputing, ...disputeSettled(disputed, opening, receipt, at));
      }
      return decided<EnrolmentEvent>(...settled(check, opening, receipt, at));
    },

    EndCase: ({ at, reason }, state) =>
      state.status === 'checking' || state.status === 'checked'
        ? decided({ type: 'SocialInsuranceCaseEnded', at, reason })
        : alreadySo,
  },

  evolve: {
    SocialInsuranceTaskTaken: (_state, { type: _type, at: _at, ...check }) => ({ status: 'checking', check }),
    InsuredElsewhereAnswered: (state, { insured: answer }) =>
      withCheck(state, (check) => ({ ...check, insured: answer })),
    SocialInsurancePreChecked: (state) => ({ status: 'checked', check: checkOf(state) }),
    ManualReviewRequired: (state, { at, answer, opening }) => ({
      status: 'review',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
      receipt: receiptOf(state),
    }),
    EnrolmentOrdered: (state, { at, opening }) => ({
      status: 'enrolling',
      check: checkOf(state),
      opening,
      since: at,
      receipt: null,
    }),
    EnrolmentDisputed: (state, { receipt }) => {
      const enrolling = enrollingOf(state);
      return { ...enrolling, receipt, check: { ...enrolling.check, insured: { elsewhere: receipt.elsewhere } } };
    },
    SocialInsuranceRefused: (state, { at, answer, opening }) => ({
      status: 'refused',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
      receipt: receiptOf(state),
    }),
    EmployerInsured: (state, { receipt }) => ({
      status: 'done',
      check: checkOf(state),
      opening: openingOf(state),
      receipt,
    }),
    InjuryRateClassAssigned: (state) => state,
    EmployeeEnrolled: (state) => state,
    SocialInsuranceCaseEnded: (_state, { reason }) => ({ status: 'ended', reason }),
  },
};

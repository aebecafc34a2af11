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
  MedicalEmployerRegistered,
  EnrolmentCommand,
  EnrolmentEvent,
  MedicalRegistrationOrdered,
  MedicalReceipt,
  ManualReviewRequired,
  MedicalInsuranceRefused,
  MedicalInsurancePreChecked,
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
export const ACCOUNTABLE = '三明市医疗保障基金中心沙县管理部';

const examined = ({ ruleSet, facts, insured, rulings }: Check): Examination =>
  ruled(examination(lawOf(ruleSet).rules, { ...facts, insured }), rulings);

const asked = ({ step, round }: { readonly step: string; readonly round: number }, { ruleSet }: Check): Asked => ({
  step,
  round,
  ruleSet,
  accountable: ACCOUNTABLE,
});

export function preChecked(check: Check, at: number): MedicalInsurancePreChecked {
  const findings = examined(check);
  const answer = stepAnswerOf(asked(check, check), 'checked', findings);
  return { type: 'MedicalInsurancePreChecked', at, answer, evidence: evidenceOf(findings) };
}

const toOfficer = (check: Check, opening: Opening, at: number): ManualReviewRequired => ({
  type: 'ManualReviewRequired',
  at,
  answer: stepAnswerOf(asked(opening, check), 'review', examined(check)),
  opening,
});

const refused = (check: Check, opening: Opening, at: number): MedicalInsuranceRefused => ({
  type: 'MedicalInsuranceRefused',
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
): MedicalRegistrationOrdered | ManualReviewRequired | MedicalInsuranceRefused {
  if (refusedByOfficer(examined(check))) return refused(check, opening, at);
  if (obstacles(examined(check)).length > 0) return toOfficer(check, opening, at);
  const order = { ...opening.company, autoAccount: check.facts.autoAccount };
  return { type: 'MedicalRegistrationOrdered', at, opening, order };
}

function registered(check: Check, opening: Opening, receipt: MedicalReceipt, at: number): MedicalEmployerRegistered {
  const { unitNumber, registeredOn, enrolled, simulated } = receipt;
  const { autoAccount } = check.facts;
  const result = { unitNumber, registeredOn, enrolled, autoAccount, simulated };
  const answer = stepAnswerOf(asked(opening, check), 'done', examined(check), result);
  return { type: 'MedicalEmployerRegistered', at, answer, receipt };
}

/** The law once more about a unit that is registered already, with a person in dispute: nobody is enrolled who was not. */
export function disputeSettled(check: Check, opening: Opening, receipt: MedicalReceipt, at: number): EnrolmentEvent {
  const findings = examined(check);
  if (refusedByOfficer(findings)) return refused(check, opening, at);
  return obstacles(findings).length > 0 ? toOfficer(check, opening, at) : registered(check, opening, receipt, at);
}

export const enrolment: Decider<EnrolmentCommand, EnrolmentState, EnrolmentEvent> = {
  initial,

  decide: {
    PreCheck: ({ type: _type, holders: _holders, ...task }, state) => {
      const fresh =
        state.status === 'idle' ||
        ((state.status === 'checking' || state.status === 'checked') && task.round > state.check.round);
      if (!fresh) return alreadySo;
      const taken: EnrolmentEvent = { ...task, type: 'MedicalInsuranceTaskTaken' };
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
        { type: 'InsuredElsewhereAnswered', at, source: 'medical-insurance-query', round, insured: answer },
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
        return decided<EnrolmentEvent>(
          { type: 'MedicalRegistrationDisputed', at, receipt },
          disputeSettled(disputed, opening, receipt, at),
        );
      }
      return decided<EnrolmentEvent>(registered(check, opening, receipt, at));
    },

    EndCase: ({ at, reason }, state) =>
      state.status === 'checking' || state.status === 'checked'
        ? decided({ type: 'MedicalInsuranceCaseEnded', at, reason })
        : alreadySo,
  },

  evolve: {
    MedicalInsuranceTaskTaken: (_state, { type: _type, at: _at, ...check }) => ({ status: 'checking', check }),
    InsuredElsewhereAnswered: (state, { insured: answer }) =>
      withCheck(state, (check) => ({ ...check, insured: answer })),
    MedicalInsurancePreChecked: (state) => ({ status: 'checked', check: checkOf(state) }),
    ManualReviewRequired: (state, { at, answer, opening }) => ({
      status: 'review',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
      receipt: receiptOf(state),
    }),
    MedicalRegistrationOrdered: (state, { at, opening }) => ({
      status: 'enrolling',
      check: checkOf(state),
      opening,
      since: at,
      receipt: null,
    }),
    MedicalRegistrationDisputed: (state, { receipt }) => {
      const enrolling = enrollingOf(state);
      return { ...enrolling, receipt, check: { ...enrolling.check, insured: { elsewhere: receipt.elsewhere } } };
    },
    MedicalInsuranceRefused: (state, { at, answer, opening }) => ({
      status: 'refused',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
      receipt: receiptOf(state),
    }),
    MedicalEmployerRegistered: (state, { receipt }) => ({
      status: 'done',
      check: checkOf(state),
      opening: openingOf(state),
      receipt,
    }),
    MedicalInsuranceCaseEnded: (_state, { reason }) => ({ status: 'ended', reason }),
  },
};

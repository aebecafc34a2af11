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
  ManualReviewRequired,
  TaxInfoRefused,
  TaxCommand,
  TaxEvent,
  TaxInfoConfirmed,
  TaxPreChecked,
  TaxReceipt,
  TaxRegistrationOrdered,
} from './events.js';
import { lawOf } from './law.js';
import {
  checkOf,
  hearsSources,
  initial,
  openingOf,
  waitingSince,
  withCheck,
  type Check,
  type TaxState,
} from './state.js';

/** Who answers for what this desk decides. */
export const ACCOUNTABLE = '国家税务总局三明市沙县区税务局';

const examined = ({ ruleSet, facts, risk, rulings }: Check): Examination =>
  ruled(examination(lawOf(ruleSet).rules, { ...facts, risk }), rulings);

const asked = ({ step, round }: { readonly step: string; readonly round: number }, { ruleSet }: Check): Asked => ({
  step,
  round,
  ruleSet,
  accountable: ACCOUNTABLE,
});

export function preChecked(check: Check, at: number): TaxPreChecked {
  const findings = examined(check);
  const answer = stepAnswerOf(asked(check, check), 'checked', findings);
  return { type: 'TaxPreChecked', at, answer, evidence: evidenceOf(findings) };
}

type Opened = TaxRegistrationOrdered | ManualReviewRequired | TaxInfoRefused;

/** The company exists: registered at once where every rule passed, else an officer looks, and what he finds broken is refused. */
export function opened(check: Check, opening: Opening, at: number): Opened {
  const findings = examined(check);
  if (refusedByOfficer(findings)) {
    const answer = stepAnswerOf(asked(opening, check), 'refused', findings);
    return { type: 'TaxInfoRefused', at, answer, opening, remedies };
  }
  const { office, quotaFen, taxTypes } = lawOf(check.ruleSet).terms(check.facts);
  if (office === null || obstacles(findings).length > 0) {
    return {
      type: 'ManualReviewRequired',
      at,
      answer: stepAnswerOf(asked(opening, check), 'review', findings),
      opening,
    };
  }
  const { taxpayerKind, accountingStandard, accountingMethod } = check.facts;
  const terms = {
    office: office.code,
    taxpayerKind,
    accountingStandard,
    accountingMethod,
    quotaFen,
    taxTypes: taxTypes.map(({ code }) => code),
  };
  return { type: 'TaxRegistrationOrdered', at, opening, order: { ...opening.company, ...terms } };
}

function confirmed(check: Check, opening: Opening, receipt: TaxReceipt, at: number): TaxInfoConfirmed {
  const { office, quotaFen, taxTypes } = lawOf(check.ruleSet).terms(check.facts);
  const { taxpayerKind, accountingStandard, accountingMethod, bankAccounts } = check.facts;
  const result = {
    // since 三证合一 the credit code is the taxpayer's number, and his name at the electronic tax office
    taxpayerNumber: opening.company.uscc,
    office,
    taxpayerKind,
    taxTypes,
    invoiceQuotaFen: quotaFen,
    accounting: { standard: accountingStandard, method: accountingMethod },
    // reported within 15 days of opening (税收征收管理法实施细则 a.17); the agreement with the bank follows
    bankAccounts,
    ...receipt,
  };
  const answer = stepAnswerOf(asked(opening, check), 'done', examined(check), result);
  return { type: 'TaxInfoConfirmed', at, answer, receipt };
}

export const registration: Decider<TaxCommand, TaxState, TaxEvent> = {
  initial,

  decide: {
    PreCheck: ({ type: _type, holders: _holders, ...task }, state) => {
      const fresh =
        state.status === 'idle' ||
        ((state.status === 'checking' || state.status === 'checked') && task.round > state.check.round);
      return fresh ? decided({ ...task, type: 'TaxTaskTaken' }) : alreadySo;
    },

    TakeRiskAnswer: ({ at, round, risk }, state) => {
      if (!hearsSources(state)) return alreadySo;
      if (round !== state.check.round || !isNews(state.check.risk, risk)) return alreadySo;
      const check = { ...state.check, risk };
      return decided<TaxEvent>(
        { type: 'TaxRiskAnswered', at, source: 'tax-core', round, risk },
        state.status === 'review' ? opened(check, state.opening, at) : preChecked(check, at),
      );
    },

    Open: ({ at, opening }, state) => {
      if (state.status === 'idle' || state.status === 'ended') {
        throw new TypeError(`a company cannot be opened for tax in a case that is ${state.status}`);
      }
      if (state.status !== 'checking' && state.status !== 'checked') return alreadySo;
      return decided(opened(state.check, opening, at));
    },

    TakeReceipt: ({ at, receipt }, state) => {
      if (state.status !== 'registering') return alreadySo;
      const { check, opening } = state;
      const { quotaFen: monthlyFen } = lawOf(check.ruleSet).terms(check.facts);
      const done = confirmed(check, opening, receipt, at);
      const { uscc } = opening.company;
      return monthlyFen === null
        ? decided(done)
        : decided<TaxEvent>(done, { type: 'InvoiceQuotaAssigned', at, uscc, monthlyFen });
    },

    EndCase: ({ at, reason }, state) =>
      state.status === 'checking' || state.status === 'checked'
        ? decided({ type: 'TaxCaseEnded', at, reason })
        : alreadySo,
  },

  evolve: {
    TaxTaskTaken: (_state, { type: _type, at: _at, ...check }) => ({ status: 'checking', check }),
    TaxRiskAnswered: (state, { risk }) => withCheck(state, (check) => ({ ...check, risk })),
    TaxPreChecked: (state) => ({ status: 'checked', check: checkOf(state) }),
    ManualReviewRequired: (state, { at, answer, opening }) => ({
      status: 'review',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
    }),
    TaxInfoRefused: (state, { at, answer, opening }) => ({
      status: 'refused',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
    }),
    TaxRegistrationOrdered: (state, { at, opening }) => ({
      status: 'registering',
      check: checkOf(state),
      opening,
      since: at,
    }),
    TaxInfoConfirmed: (state, { receipt }) => ({
      status: 'done',
      check: checkOf(state),
      opening: openingOf(state),
      receipt,
    }),
    InvoiceQuotaAssigned: (state) => state,
    TaxCaseEnded: (_state, { reason }) => ({ status: 'ended', reason }),
  },
};

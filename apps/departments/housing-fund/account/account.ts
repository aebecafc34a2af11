import {
  evidenceOf,
  examination,
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
  AccountCommand,
  AccountEvent,
  AccountOrdered,
  AccountReceipt,
  HousingFundAccountOpened,
  HousingFundPreChecked,
  ManualReviewRequired,
  HousingFundRefused,
} from './events.js';
import { lawOf } from './law.js';
import { checkOf, initial, openingOf, waitingSince, type AccountState, type Check } from './state.js';

/** Who answers for what this desk decides. */
export const ACCOUNTABLE = '三明市住房公积金中心沙县管理部';

const examined = ({ ruleSet, facts, rulings }: Check): Examination =>
  ruled(examination(lawOf(ruleSet).rules, facts), rulings);

const asked = ({ step, round }: { readonly step: string; readonly round: number }, { ruleSet }: Check): Asked => ({
  step,
  round,
  ruleSet,
  accountable: ACCOUNTABLE,
});

export function preChecked(check: Check, at: number): HousingFundPreChecked {
  const findings = examined(check);
  const answer = stepAnswerOf(asked(check, check), 'checked', findings);
  return { type: 'HousingFundPreChecked', at, answer, evidence: evidenceOf(findings) };
}

type Opened = AccountOrdered | ManualReviewRequired | HousingFundRefused;

/** The company exists: the account is opened at once where every rule passed, else an officer looks, and what he finds broken is refused. */
export function opened(check: Check, opening: Opening, at: number): Opened {
  const findings = examined(check);
  if (refusedByOfficer(findings)) {
    const answer = stepAnswerOf(asked(opening, check), 'refused', findings);
    return { type: 'HousingFundRefused', at, answer, opening, remedies };
  }
  if (obstacles(findings).length > 0) {
    return {
      type: 'ManualReviewRequired',
      at,
      answer: stepAnswerOf(asked(opening, check), 'review', findings),
      opening,
    };
  }
  const { kind, payDay, firstRemittance } = check.facts;
  const contribution = lawOf(check.ruleSet).contribution(check.facts, opening.company.establishedOn);
  const order = { ...opening.company, ...contribution, kind, payDay, firstRemittance };
  return { type: 'AccountOrdered', at, opening, order };
}

function accountOpened(check: Check, opening: Opening, receipt: AccountReceipt, at: number): HousingFundAccountOpened {
  const { payDay } = check.facts;
  const contribution = lawOf(check.ruleSet).contribution(check.facts, opening.company.establishedOn);
  const answer = stepAnswerOf(asked(opening, check), 'done', examined(check), { ...contribution, payDay, ...receipt });
  return { type: 'HousingFundAccountOpened', at, answer, receipt };
}

export const account: Decider<AccountCommand, AccountState, AccountEvent> = {
  initial,

  decide: {
    PreCheck: ({ type: _type, holders: _holders, ...task }, state) => {
      const fresh = state.status === 'idle' || (state.status === 'checked' && task.round > state.check.round);
      return fresh
        ? decided<AccountEvent>({ ...task, type: 'HousingFundTaskTaken' }, preChecked(task, task.at))
        : alreadySo;
    },

    Open: ({ at, opening }, state) => {
      if (state.status === 'idle' || state.status === 'ended') {
        throw new TypeError(`no account can be opened in a case that is ${state.status}`);
      }
      return state.status === 'checked' ? decided<AccountEvent>(opened(state.check, opening, at)) : alreadySo;
    },

    TakeReceipt: ({ at, receipt }, state) =>
      state.status === 'opening' ? decided(accountOpened(state.check, state.opening, receipt, at)) : alreadySo,

    EndCase: ({ at, reason }, state) =>
      state.status === 'checked' ? decided({ type: 'HousingFundCaseEnded', at, reason }) : alreadySo,
  },

  evolve: {
    HousingFundTaskTaken: (_state, { type: _type, at: _at, ...check }) => ({ status: 'checked', check }),
    HousingFundPreChecked: (state) => state,
    ManualReviewRequired: (state, { at, answer, opening }) => ({
      status: 'review',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
    }),
    HousingFundRefused: (state, { at, answer, opening }) => ({
      status: 'refused',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
    }),
    AccountOrdered: (state, { at, opening }) => ({ status: 'opening', check: checkOf(state), opening, since: at }),
    HousingFundAccountOpened: (state, { receipt }) => ({
      status: 'done',
      check: checkOf(state),
      opening: openingOf(state),
      receipt,
    }),
    HousingFundCaseEnded: (_state, { reason }) => ({ status: 'ended', reason }),
  },
};

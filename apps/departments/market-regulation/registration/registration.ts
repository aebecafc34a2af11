import { isNews, reasonsOf } from '@yichuang/host';
import { alreadySo, decided, text, type Decider } from '@yichuang/kernel';
import { nameSeen, preChecked, registered, registerOrNot } from './deciding.js';
import type { RegistrationCommand } from './commands.js';
import type { RegistrationEvent } from './events.js';
import {
  allHeard,
  checkOf,
  hearsSources,
  initial,
  stateIn,
  unheard,
  withoutPapers,
  withPapers,
  withSaying,
  type RegistrationState,
} from './state.js';

const tooLate = text(
  '公司已经登记，不能撤回；不再经营的，依法办理注销登记',
  'The company is registered and cannot be withdrawn; one that is not to go on is deregistered',
);

/** 设立登记: one case from its pre-check to the licence, or out again. */
export const registration: Decider<RegistrationCommand, RegistrationState, RegistrationEvent> = {
  initial,

  decide: {
    PreCheck: ({ type: _type, holders: _holders, ...task }, state) => {
      const fresh =
        state.status === 'idle' ||
        ((state.status === 'checking' || state.status === 'checked') && task.round > state.check.round);
      return fresh ? decided({ ...task, type: 'RegistrationTaskTaken' }) : alreadySo;
    },

    TakeSaying: (command, state) => {
      if (!hearsSources(state)) return alreadySo;
      const { at, round, saying } = command;
      if (round !== state.check.round || !isNews<unknown>(state.check.said[saying.source], saying.answer)) {
        return alreadySo;
      }
      const check = withSaying(state.check, saying);
      const name = state.status === 'review' ? nameSeen(command, check) : null;
      const answered: RegistrationEvent = { type: 'SourceAnswered', at, round, saying, name };
      if (state.status === 'review')
        return decided<RegistrationEvent>(answered, registerOrNot(check, state.task, name, at));
      return allHeard(check) ? decided<RegistrationEvent>(answered, preChecked(check, at)) : decided(answered);
    },

    TakeTolerance: ({ at, rules }, state) =>
      hearsSources(state) && state.check.owed === undefined
        ? decided({ type: 'PapersPromised', at, rules })
        : alreadySo,

    TakePapers: (command, state) => {
      if (!hearsSources(state)) return alreadySo;
      const { at, papers } = command;
      if ((state.check.owed ?? []).length === 0 && papers.every((one) => state.check.facts.papers.includes(one)))
        return alreadySo;
      const name = state.status === 'review' ? nameSeen(command, state.check) : null;
      const supplied: RegistrationEvent = { type: 'PapersSupplied', at, papers, name };
      return state.status === 'review'
        ? decided<RegistrationEvent>(supplied, registerOrNot(withPapers(state.check, papers), state.task, name, at))
        : decided(supplied);
    },

    // from the asking for a code on the registration stands until it is revoked
    DropPapers: (command, state) => {
      const { at, papers } = command;
      if (!hearsSources(state) || !papers.some((one) => state.check.facts.papers.includes(one))) return alreadySo;
      const name = state.status === 'review' ? nameSeen(command, state.check) : null;
      const dropped: RegistrationEvent = { type: 'PapersDropped', at, papers, name };
      return state.status === 'review'
        ? decided<RegistrationEvent>(dropped, registerOrNot(withoutPapers(state.check, papers), state.task, name, at))
        : decided(dropped);
    },

    Register: (command, state) => {
      if (state.status === 'idle') throw new TypeError('a company that was never checked cannot be registered');
      // an ended case registers nothing, whatever was still on its way
      if (state.status !== 'checking' && state.status !== 'checked') return alreadySo;
      return decided(registerOrNot(state.check, command.task, nameSeen(command, state.check), command.at));
    },

    LookAtName: (command, state) => {
      if (state.status !== 'review') return alreadySo;
      const outcome = registerOrNot(state.check, state.task, nameSeen(command, state.check), command.at);
      // it waits for an officer all the same
      return outcome.type === 'ManualReviewRequired' ? alreadySo : decided(outcome);
    },

    TakeCode: ({ at, receipt, particulars }, state) => {
      if (state.status !== 'issuing') return alreadySo;
      if (state.unwanted !== null) return decided({ type: 'CodeVoidingRequested', at, receipt });
      if (particulars === null) throw new TypeError('a company cannot be registered without its particulars');
      return decided(...registered(state, receipt, particulars, at));
    },

    TakeVoiding: ({ at, receipt }, state) => {
      if (state.status !== 'voiding') return alreadySo;
      const { requestedAt } = state.unwanted;
      const voided: RegistrationEvent = { type: 'CodeVoided', at, receipt };
      return requestedAt === null
        ? decided(voided)
        : decided<RegistrationEvent>(voided, { type: 'WithdrawalGranted', at, requestedAt });
    },

    TakeNotice: ({ at, receipt }, state) =>
      state.status === 'registered' && state.notice === null
        ? decided({ type: 'PublicNoticeRecorded', at, receipt })
        : alreadySo,

    RequestWithdrawal: ({ at, requestedAt }, state) => {
      switch (state.status) {
        case 'idle':
        case 'checking':
        case 'checked':
        case 'review':
        case 'refused':
          return decided({ type: 'WithdrawalGranted', at, requestedAt });
        case 'issuing':
        case 'voiding':
          return state.unwanted !== null && state.unwanted.requestedAt !== null
            ? alreadySo
            : decided({ type: 'CodeNoLongerWanted', at, reason: 'WITHDRAWAL_REQUESTED', requestedAt });
        case 'registered':
          return state.withdrawalRefused
            ? alreadySo
            : decided({ type: 'WithdrawalRefused', at, requestedAt, uscc: state.receipt.uscc, reason: tooLate });
        case 'ended':
          return alreadySo;
      }
    },

    EndCase: ({ at, reason }, state) => {
      switch (state.status) {
        case 'checking':
        case 'checked':
        case 'review':
        case 'refused':
          return decided({ type: 'RegistrationCaseEnded', at, reason });
        case 'issuing':
          return state.unwanted === null
            ? decided({ type: 'CodeNoLongerWanted', at, reason, requestedAt: null })
            : alreadySo;
        // a registered company is never undone
        case 'idle':
        case 'voiding':
        case 'registered':
        case 'ended':
          return alreadySo;
      }
    },
  },

  evolve: {
    RegistrationTaskTaken: (_state, { type: _type, at: _at, ...task }) => ({
      status: 'checking',
      check: { ...task, said: unheard },
    }),
    SourceAnswered: (state, { saying }) => {
      const before = stateIn(state, 'checking', 'checked', 'review');
      return { ...before, check: withSaying(before.check, saying) };
    },
    PapersPromised: (state, { rules: owed }) => {
      const before = stateIn(state, 'checking', 'checked', 'review');
      return { ...before, check: { ...before.check, owed } };
    },
    PapersSupplied: (state, { papers }) => {
      const before = stateIn(state, 'checking', 'checked', 'review');
      return { ...before, check: withPapers(before.check, papers) };
    },
    PapersDropped: (state, { papers }) => {
      const before = stateIn(state, 'checking', 'checked', 'review');
      return { ...before, check: withoutPapers(before.check, papers) };
    },
    RegistrationPreChecked: (state) => ({ status: 'checked', check: checkOf(state) }),
    ManualReviewRequired: (state, { at, answer, task, name }) => ({
      status: 'review',
      check: checkOf(state),
      task,
      name,
      since: state.status === 'review' ? state.since : at,
      why: reasonsOf(answer),
    }),
    RegistrationRefused: (state, { answer, task, name }) => ({
      status: 'refused',
      check: checkOf(state),
      task,
      name,
      why: reasonsOf(answer),
    }),
    CodeRequested: (state, { at, task, name }) => ({
      status: 'issuing',
      check: checkOf(state),
      task,
      name,
      decidedAt: at,
      unwanted: null,
    }),
    CompanyRegistered: (state, { receipt, particulars }) => {
      const { check, task, name } = stateIn(state, 'issuing');
      return {
        status: 'registered',
        check,
        task,
        name,
        receipt,
        particulars,
        withdrawalRefused: false,
        notice: null,
      };
    },
    LicenceIssued: (state) => state,
    PostLicencePermitReminded: (state) => state,
    CodeNoLongerWanted: (state, { reason, requestedAt }) => ({
      ...stateIn(state, 'issuing', 'voiding'),
      unwanted: { reason, requestedAt },
    }),
    CodeVoidingRequested: (state, { receipt }) => {
      const { check, task, name, unwanted } = stateIn(state, 'issuing');
      if (unwanted === null) throw new TypeError('a code that is wanted is not voided');
      return { status: 'voiding', check, task, name, receipt, unwanted };
    },
    CodeVoided: (state, { receipt }) => ({
      status: 'ended',
      reason: stateIn(state, 'voiding').unwanted.reason,
      voided: receipt.uscc,
    }),
    WithdrawalGranted: (state) =>
      state.status === 'ended' ? state : { status: 'ended', reason: 'WITHDRAWN', voided: null },
    WithdrawalRefused: (state) => ({ ...stateIn(state, 'registered'), withdrawalRefused: true }),
    PublicNoticeRecorded: (state, { receipt }) => ({ ...stateIn(state, 'registered'), notice: receipt }),
    RegistrationCaseEnded: (_state, { reason }) => ({ status: 'ended', reason, voided: null }),
  },
};

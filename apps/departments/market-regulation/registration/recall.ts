import type { RegistrationCommand } from './commands.js';
import type { RegistrationEvent } from './events.js';
import type { RegistrationState } from './state.js';

/**
 * The command behind the events of one decision, from what they recorded; the first of them tells which it was, and a
 * withdrawal's answer that stands alone is one of its own.
 *
 * @throws TypeError on events that no decision of this desk begins with
 */
export function recall(events: readonly RegistrationEvent[], before: RegistrationState): RegistrationCommand {
  const [first] = events;
  switch (first?.type) {
    case 'RegistrationTaskTaken':
      return { ...first, type: 'PreCheck' };
    case 'SourceAnswered':
      return { type: 'TakeSaying', at: first.at, round: first.round, saying: first.saying, name: first.name };
    case 'PapersPromised':
      return { type: 'TakeTolerance', at: first.at, rules: first.rules };
    case 'PapersSupplied':
      return { type: 'TakePapers', at: first.at, papers: first.papers, name: first.name };
    case 'PapersDropped':
      return { type: 'DropPapers', at: first.at, papers: first.papers, name: first.name };
    case 'CodeRequested':
    case 'ManualReviewRequired':
    case 'RegistrationRefused':
      // what waited for an officer went on because of the name
      return before.status === 'review'
        ? { type: 'LookAtName', at: first.at, name: first.name }
        : { type: 'Register', at: first.at, task: first.task, name: first.name };
    case 'CompanyRegistered':
      return { type: 'TakeCode', at: first.at, receipt: first.receipt, particulars: first.particulars };
    case 'CodeVoidingRequested':
      return { type: 'TakeCode', at: first.at, receipt: first.receipt, particulars: null };
    case 'CodeVoided':
      return { type: 'TakeVoiding', at: first.at, receipt: first.receipt };
    case 'PublicNoticeRecorded':
      return { type: 'TakeNotice', at: first.at, receipt: first.receipt };
    case 'WithdrawalGranted':
    case 'WithdrawalRefused':
      return { type: 'RequestWithdrawal', at: first.at, requestedAt: first.requestedAt };
    case 'CodeNoLongerWanted':
      return first.requestedAt === null
        ? { type: 'EndCase', at: first.at, reason: first.reason }
        : { type: 'RequestWithdrawal', at: first.at, requestedAt: first.requestedAt };
    case 'RegistrationCaseEnded':
      return { type: 'EndCase', at: first.at, reason: first.reason };
    case 'RegistrationPreChecked':
    case 'LicenceIssued':
    case 'PostLicencePermitReminded':
    case undefined:
      throw new TypeError(`no decision begins with ${String(first?.type)}`);
  }
}

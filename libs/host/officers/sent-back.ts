import {
  noticeConsented,
  secondNoticeRefused,
  secondNoticeTakenBack,
  type NoticeConsented,
  type ReportedFinding,
  type SecondNoticeRefused,
  type SecondNoticeTakenBack,
  type StepAnswer,
} from '@yichuang/contracts';
import { alreadySo, decided, text, type Rejection, type Text } from '@yichuang/kernel';
import type { Heard, Hearing } from '../desk.js';
import type { EndSendingBack, OfficerCommand, SendFaultsBack } from './commands.js';
import type { FaultsSentBack, Ruling } from './events.js';
import type { Matter, Said } from './matter.js';
import * as no from './rejections.js';
import type { OfficersState } from './state.js';

/**
 * 不同意再次告知: the supervisor lets a fault not be told that could have been told before, and it goes back to the desk that
 * named it. There it waits for a person as whatever rules could not tell: he lets it pass, or stands by it and says why. Then
 * the case is looked at anew.
 */
export interface SentBack extends Pick<
  FaultsSentBack,
  'at' | 'proposal' | 'by' | 'reason' | 'step' | 'round' | 'rules'
> {
  /** Whether it still waits; the last one is remembered, so that what is heard twice adds nothing. */
  readonly open: boolean;
}

/** A desk's ear for it. Only a case with a second notice says any of this. */
export function hearSendingBack(department: string): Readonly<Record<string, Hearing<OfficerCommand, unknown>>> {
  const from = 'orchestrator';
  const ends = (at: number, proposal: string): EndSendingBack => ({ type: 'EndSendingBack', at, proposal });
  return {
    SecondNoticeRefused: {
      from,
      schema: secondNoticeRefused,
      command: ({ now: at, body }: Heard<SecondNoticeRefused>) => {
        const { proposal, by, reason, sentBack = [] } = body;
        const faults = sentBack.filter((one) => one.department === department);
        return faults.length === 0 ? null : { type: 'SendFaultsBack', at, proposal, by, reason, faults };
      },
    },
    SecondNoticeTakenBack: {
      from,
      schema: secondNoticeTakenBack,
      command: ({ now, body }: Heard<SecondNoticeTakenBack>) => ends(now, body.proposal),
    },
    OneTimeNoticeIssued: {
      from,
      schema: noticeConsented,
      command: ({ now, body }: Heard<NoticeConsented>) =>
        body.consent === undefined ? null : ends(now, body.consent.proposal),
    },
  };
}

/** Nothing where the desk has meanwhile said something else of these rules, or another desk of the department named them. */
export function sendFaultsBack({ at, proposal, by, reason, faults }: SendFaultsBack, { state, open }: Matter): Said {
  const { answer } = state;
  if (!open || answer === null || state.sentBack?.proposal === proposal) return alreadySo;
  const { step, round } = answer;
  const named = faults.filter((one) => one.step === step).flatMap((one) => one.rules);
  const rules = named.filter((rule) => answer.findings.some((found) => found.rule === rule && isFault(found)));
  if (rules.length === 0) return alreadySo;
  return decided({ type: 'FaultsSentBack', at, proposal, by, reason, step, round, rules });
}

/** The notice is given after all, or something else took its place. */
export const endSendingBack = ({ at, proposal }: EndSendingBack, { state: { sentBack } }: Matter): Said =>
  sentBack?.open === true && sentBack.proposal === proposal
    ? decided({ type: 'SendingBackEnded', at, proposal })
    : alreadySo;

/** Of an answer the faults that are sent back and still stand in it. */
export const faultsBack = (
  sentBack: SentBack | null,
  { step, round, findings }: StepAnswer,
): readonly ReportedFinding[] =>
  sentBack?.open === true && sentBack.step === step && sentBack.round === round
    ? findings.filter((found) => sentBack.rules.includes(found.rule) && isFault(found))
    : [];

const isFault = ({ verdict, disposal }: ReportedFinding): boolean => verdict === 'fail' && disposal === 'block';

/** The supervisor has read those words, and refused: whoever stands by the fault says more. */
export function saidBefore({ answer, sentBack }: OfficersState, rulings: readonly Ruling[]): Rejection | null {
  if (answer === null) return null;
  const repeated = faultsBack(sentBack, answer).filter(({ rule, evidence }) =>
    rulings.some(
      (one) =>
        one.rule === rule &&
        one.verdict === 'fail' &&
        one.reason === evidence['reason'] &&
        one.article === evidence['article'],
    ),
  );
  return repeated.length === 0 ? null : no.saidBefore(repeated.map(({ rule }) => rule));
}

/** Why it lies here, as the queue shows it. Instants are epoch ms. */
export interface ShownSentBack {
  readonly proposal: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly rules: readonly string[];
  readonly text: Text;
}

export function shownSentBack({ sentBack }: OfficersState): ShownSentBack | null {
  if (sentBack?.open !== true) return null;
  const { proposal, at, by, reason, rules } = sentBack;
  const said = text(
    `效能监督员不同意再次告知：${reason}；本可在前次告知的 ${rules.join('、')} 退回重新处理`,
    `the supervisor refused a second notice: ${reason}; what could have been told before is to be thought of anew: ${rules.join(', ')}`,
  );
  return { proposal, at, by, reason, rules, text: said };
}

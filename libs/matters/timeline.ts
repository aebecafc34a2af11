import { paperWords } from '@yichuang/contracts';
import { text, type Text } from '@yichuang/kernel';
import { formatInstant, toMinutes } from '@yichuang/working-time';
import type { CaseDocument } from './case-documents.js';
import type { CaseEvent, DepartmentTaskDispatched } from './case-events.js';
import type { OpinionSought } from './consultation-events.js';
import { noticeText } from './clock-notices.js';
import { stepOf, type Plan } from './plan.js';
import { entrustedText, revokedText } from './entrustment.js';
import { caseManagerText } from './case-manager.js';
import { ratedText } from './rating.js';
import { reprojectedQuestionText, reprojectedText } from './reprojected.js';
import { proposedText, refusedText, takenBackText } from './second-notice.js';

/** One line of a case's story in plain words. */
export interface TimelineLine {
  readonly at: number;
  readonly type: CaseEvent['type'];
  readonly department: string | null;
  readonly text: Text;
}

/** What happened, in order. Tasks that went out together are one line. */
export function timeline(plan: Plan, events: readonly CaseEvent[]): TimelineLine[] {
  const lines: TimelineLine[] = [];
  let sent: DepartmentTaskDispatched[] = [];
  const flush = () => {
    if (sent.length > 0) lines.push(dispatchedLine(plan, sent));
    sent = [];
  };
  for (const event of events) {
    if (event.type === 'DepartmentTaskDispatched' && (sent[0]?.at ?? event.at) === event.at) {
      sent.push(event);
      continue;
    }
    flush();
    if (event.type === 'DepartmentTaskDispatched') sent.push(event);
    // what was asked is between the two departments; that it was asked is a line of its own
    else if (event.type !== 'OpinionSought')
      lines.push({ at: event.at, type: event.type, department: departmentOf(plan, event), text: say(plan, event) });
  }
  flush();
  return lines;
}

function dispatchedLine(plan: Plan, sent: readonly DepartmentTaskDispatched[]): TimelineLine {
  const titles = sent.map(({ step }) => stepOf(plan, step).title);
  const [first] = sent as readonly [DepartmentTaskDispatched];
  return {
    at: first.at,
    type: first.type,
    department: sent.length === 1 ? first.department : null,
    text: text(
      `已推送：${titles.map((title) => title['zh-CN']).join('、')}`,
      `sent out: ${titles.map((title) => title.en).join(', ')}`,
    ),
  };
}

function departmentOf(plan: Plan, event: CaseEvent): string | null {
  if (event.type === 'StepAnswered') return stepOf(plan, event.answer.step).department;
  if (event.type === 'WithdrawalRequested' || event.type === 'WithdrawalTurnedDown') return plan.withdrawal;
  if ('to' in event && 'from' in event) return event.to;
  return 'department' in event ? event.department : null;
}

type Told = Exclude<CaseEvent, DepartmentTaskDispatched | OpinionSought>;
type Sayings = { readonly [T in Told['type']]: (event: Extract<Told, { readonly type: T }>, plan: Plan) => Text };

const say = (plan: Plan, event: Told): Text => (SAYINGS[event.type] as (event: Told, plan: Plan) => Text)(event, plan);

const card =
  (chinese: string, english: string) => (event: { readonly clock: string; readonly department: string | null }) =>
    text(
      `${chinese}（${event.department ?? clockName(event.clock)}）`,
      `${english} (${event.department ?? event.clock})`,
    );
const cardAct =
  (chinese: string, english: string) =>
  ({ card: id, by, words }: { readonly card: string; readonly by: string; readonly words: string }) =>
    text(`${id} ${chinese}（${by}）：${words}`, `${id} ${english} by ${by}: ${words}`);
const clockName = (clock: string): string => (clock === 'case' ? '全程' : '受理环节');
const told = ({ document }: { readonly document: CaseDocument }): Text => noticeText(document) ?? text('', '');
const paperName = (kind: string): Text => (paperWords as Readonly<Record<string, Text>>)[kind] ?? text(kind, kind);
const day = (at: number): string => formatInstant(at).slice(0, 16).replace('T', ' ');
const minutesOf = (millis: number): string => String(Math.round(toMinutes(millis) * 100) / 100);

const ANSWERED = {
  checked: text('预审完成', 'checked'),
  review: text('转人工审核', 'waits for an officer'),
  done: text('办结', 'done'),
  refused: text('不予办理', 'refused'),
} as const;

const DECLINED = {
  NOT_COMPETENT: text('不属于本机关职权范围', 'it is another authority’s matter'),
  NOT_ADMISSIBLE: text('依法不能受理', 'it cannot be admitted'),
  DEFECTS_OF_FORM_REMAIN: text('申请人坚持不补正形式问题', 'defects of form remain'),
} as const;

const SAYINGS: Sayings = {
  ApplicationSubmitted: ({ number }) => text(`收到申请，办件编号 ${number}`, `application received, number ${number}`),
  StepAnswered: ({ answer: { step, outcome } }, plan) => {
    const { title } = stepOf(plan, step);
    return text(`${title['zh-CN']}：${ANSWERED[outcome]['zh-CN']}`, `${title.en}: ${ANSWERED[outcome].en}`);
  },
  OneTimeNoticeIssued: ({ number, defects, consent }) =>
    consent === undefined
      ? text(
          `第${String(number)}次一次性告知，共${String(defects.length)}项`,
          `notice ${String(number)} with all defects: ${String(defects.length)}`,
        )
      : text(
          `第${String(number)}次告知，共${String(defects.length)}项，其中有本可在前次告知的；${consent.by} 同意：${consent.reason}`,
          `notice ${String(number)} with all defects: ${String(defects.length)}; some could have been told before, and ${consent.by} consented: ${consent.reason}`,
        ),
  SecondNoticeProposed: proposedText,
  SecondNoticeRefused: refusedText,
  SecondNoticeTakenBack: takenBackText,
  OfficerNoted: ({ step, officer }, plan) => {
    const { title } = stepOf(plan, step);
    return officer === null
      ? text(`${title['zh-CN']}：待工作人员经办`, `${title.en}: no officer has it in hand`)
      : text(`${title['zh-CN']}：工作人员经办中`, `${title.en}: an officer has it in hand`);
  },
  CorrectionSubmitted: ({ intake }) =>
    intake === undefined
      ? text('收到补正后的申请', 'corrected application received')
      : text('窗口收到补正后的申请', 'corrected application taken at the counter'),
  ApplicantInsisted: () => text('申请人坚持原申请', 'the applicant stands by the application'),
  ApplicationAccepted: () => text('已受理', 'accepted'),
  AcceptanceDeemed: ({ dueAt, acceptedAt, article, workingDays, silent }) =>
    text(
      `${day(dueAt)} 前（${String(workingDays)}个工作日内）未告知需要补正的内容，自收到材料之时 ${day(acceptedAt)} 起视为受理（${article}）；未答复：${silent.join('、')}`,
      `by ${day(dueAt)}, within ${String(workingDays)} working days, nothing was named as missing: accepted as of receipt, ${day(acceptedAt)} (${article}); silent: ${silent.join(', ')}`,
    ),
  ApplicationDeclined: ({ reason, competentAuthority }) => {
    const to = competentAuthority ?? '';
    return text(
      `不予受理：${DECLINED[reason]['zh-CN']}${to && `，请向${to}申请`}`,
      `not accepted: ${DECLINED[reason].en}${to && `; apply to ${to}`}`,
    );
  },
  SlaStarted: ({ startedAt, dueAt }) =>
    text(`开始计时 ${day(startedAt)}，承诺办结 ${day(dueAt)}`, `clock starts ${day(startedAt)}, due ${day(dueAt)}`),
  PackageReady: ({ contents }) =>
    text(`大礼包已备齐（${String(contents.length)}项）`, `package ready (${String(contents.length)} results)`),
  CaseCompleted: () => text('办结', 'concluded'),
  SlaMet: ({ usedMillis }) =>
    text(`按时办结，用时${minutesOf(usedMillis)}工作分钟`, `in time: ${minutesOf(usedMillis)} working minutes`),
  SlaBreached: ({ usedMillis }) =>
    text(`超时，用时${minutesOf(usedMillis)}工作分钟`, `overdue: ${minutesOf(usedMillis)} working minutes`),
  CaseRefused: ({ defects }) =>
    text(`不予登记，共${String(defects.length)}项理由`, `refused; reasons: ${String(defects.length)}`),
  WithdrawalRequested: () => text('申请人请求撤回', 'the applicant asked to withdraw'),
  WithdrawalTurnedDown: () => text('已不能撤回，继续办理', 'too late to withdraw; the case goes on'),
  ToleranceAccepted: ({ document }) => noticeText(document) ?? text('', ''),
  ToleranceExtended: ({ document }) => noticeText(document) ?? text('', ''),
  ToleranceFulfilled: ({ papers }) =>
    text(
      `容缺材料已补齐：${papers.map(({ kind }) => paperName(kind)['zh-CN']).join('、')}`,
      `what was owed has been handed in: ${papers.map(({ kind }) => paperName(kind).en).join(', ')}`,
    ),
  ToleranceLapsed: ({ gaps }) =>
    text(
      `容缺材料逾期未补：${gaps.map(({ title }) => title['zh-CN']).join('、')}`,
      `what was owed was not handed in by the deadline: ${gaps.map(({ title }) => title.en).join(', ')}`,
    ),
  CaseTerminated: ({ document }) => noticeText(document) ?? text('', ''),
  CommitmentSigned: ({ inspectBy }) =>
    text(
      `已签署告知承诺书，代替证明材料；${day(inspectBy)} 前核查`,
      `the commitment that takes the place of the proof is signed; it is inspected by ${day(inspectBy)}`,
    ),
  CommitmentInspected: ({ by, found, note }) =>
    text(
      `${by} 核查承诺：${found === 'true' ? '属实' : '不实'}。${note}`,
      `${by} inspected what was promised and found it ${found}: ${note}`,
    ),
  CommitmentVerified: () => text('承诺经核查属实', 'what was promised was inspected and is so'),
  CommitmentFalsified: ({ article }) =>
    text(`承诺不实，依法处理（${article}）`, `the promise was false; what the law says follows (${article})`),
  InspectionMissed: ({ department, commitment }) =>
    text(
      `${department} 逾期未核查承诺 ${commitment}`,
      `${department} has not inspected the commitment ${commitment} in time`,
    ),
  CaseWithdrawn: () => text('已撤回', 'withdrawn'),
  EarlyWarningRaised: card('预警', 'early warning'),
  YellowCardIssued: card('黄牌', 'yellow card'),
  RedCardIssued: card('红牌', 'red card'),
  EscalationRaised: card('升级督办', 'escalated'),
  StatutoryTermBreached: card('超过法定时限', 'statutory term exceeded'),
  CardTakenBack: ({ card: id }) =>
    text(`撤销 ${id}：时钟此前已停`, `${id} taken back: the clock had stopped before it`),
  SlaReprojected: reprojectedText,
  CardIssued: ({ kind, department, by, words, cause }) => {
    const to = department ?? '';
    if (cause !== undefined)
      return text(
        `黄牌（${to}）：第${String(cause.notice)}次告知的问题本可在前次告知`,
        `yellow card to ${to}: what notice ${String(cause.notice)} names could have been told before`,
      );
    const [chinese, english] = kind === 'red' ? ['红牌', 'red card'] : ['黄牌', 'yellow card'];
    return text(
      `${by} 发出${chinese}${to && `（${to}）`}：${words}`,
      `${by} issued a ${english}${to && ` to ${to}`}: ${words}`,
    );
  },
  CardExplained: cardAct('已说明', 'explained'),
  CardLeftUnexplained: ({ card: id }) =>
    text(`${id} 一个工作日内未说明`, `${id} was not explained within one working day`),
  CardUpheld: cardAct('维持', 'upheld'),
  CardCancelled: cardAct('撤销', 'cancelled'),
  CardRectified: cardAct('已整改', 'rectified'),
  CardClosed: cardAct('办结', 'closed'),
  SlaPaused: told,
  ServiceRated: ratedText,
  CaseEntrusted: entrustedText,
  EntrustmentRevoked: revokedText,
  CaseManagerNamed: caseManagerText,
  SlaResumed: told,
  SlaExtended: told,
  SlaRestarted: told,
  OutageDeclared: ({ by, note }) =>
    text(`${by} 报告公共设施故障，待另一人批准：${note}`, `${by} declared an outage, another must approve it: ${note}`),
  ConsultationOpened: ({ from, to, dueAt }) =>
    text(
      `${from} 就本件征求 ${to} 的意见，${day(dueAt)} 前答复`,
      `${from} has asked ${to} for its opinion, to be given by ${day(dueAt)}`,
    ),
  ConsultationAnswered: ({ from, to }) => text(`${to} 已答复 ${from}`, `${to} has answered ${from}`),
  ConsultationWithdrawn: ({ from, to }) =>
    text(`${from} 不再征求 ${to} 的意见`, `${from} no longer asks ${to} for its opinion`),
  ConsultationReprojected: reprojectedQuestionText,
  NoObjectionDeemed: ({ to, rule }) =>
    text(
      `${to} 逾期未答复，视为无异议（${rule}）`,
      `${to} did not answer in time and counts as having no objection (${rule})`,
    ),
  OutageApproved: ({ by }) => text(`${by} 批准公共设施故障`, `${by} approved the outage`),
};

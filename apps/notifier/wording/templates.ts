import { text, type Text } from '@yichuang/kernel';
import type { Kind } from '../notification/events.js';

/** What is written of one kind of thing; `{name}` is filled in when it is sent. */
export interface Template {
  readonly subject: Text;
  readonly body: Text;
}

/** Names that a template may fill in. */
export const blanks = [
  'number',
  'document',
  'dueAt',
  'dueBefore',
  'receivedAt',
  'reason',
  'basis',
  'expected',
  'promise',
  'competentAuthority',
  'defects',
  'remedies',
  'late',
] as const;
export type Blank = (typeof blanks)[number];

/** Every wording of what an applicant is told. A text message has the subject alone: the case tells the rest. */
export const templates: Readonly<Record<Kind, Template>> = {
  accepted: {
    subject: text('已受理：办件 {number}', 'Accepted: case {number}'),
    body: text(
      '您的申请（办件 {number}）已受理，承诺于 {dueAt} 前办结。办结时间如有变动，将说明理由另行告知。',
      'Your application (case {number}) has been accepted and will be done by {dueAt}. Should this change, you will be told why.',
    ),
  },
  'deemed-accepted': {
    subject: text('视为受理：办件 {number}', 'Accepted by law: case {number}'),
    body: text(
      '您的申请（办件 {number}）未在法定期限内得到答复，依法自收到材料之时（{receivedAt}）起视为受理（{basis}），文书 {document}。尚未完成的预审仍由有关部门继续办理；超时由其负责。如仍需补正，将一次性另行告知。',
      'Nobody answered your application (case {number}) within the term of the law, so it counts as accepted since it came in, {receivedAt} ({basis}), document {document}. What has not been checked yet still is, by the departments that were late and answer for it. Should anything be missing, you will be told once and at once.',
    ),
  },
  paused: {
    subject: text('暂停计时：办件 {number}', 'The clock stands still: case {number}'),
    body: text(
      '您的申请（办件 {number}）暂停计时，文书 {document}。理由：{reason}（{basis}）。{expected}',
      'The clock of your application (case {number}) stands still, document {document}. Reason: {reason} ({basis}).{expected}',
    ),
  },
  resumed: {
    subject: text('恢复计时：办件 {number}', 'The clock goes on: case {number}'),
    body: text(
      '您的申请（办件 {number}）不再因下列事由暂停计时，文书 {document}：{reason}（{basis}）。{promise}',
      'What stopped the clock of your application (case {number}) is over, document {document}: {reason} ({basis}). {promise}',
    ),
  },
  extended: {
    subject: text('延长法定期限：办件 {number}', 'The statutory term was lengthened: case {number}'),
    body: text(
      '您的申请（办件 {number}）的法定办理期限延长至 {dueAt}，文书 {document}。理由：{reason}（{basis}）。承诺的办结时间不因此改变。',
      'The statutory term of your application (case {number}) was lengthened to {dueAt}, document {document}. Reason: {reason} ({basis}). What was promised is not changed by it.',
    ),
  },
  restarted: {
    subject: text('重新计时：办件 {number}', 'The term begins anew: case {number}'),
    body: text(
      '您的申请（办件 {number}）重新计时，承诺于 {dueAt} 前办结，文书 {document}。理由：{reason}（{basis}）。',
      'The term of your application (case {number}) begins anew; it will be done by {dueAt}, document {document}. Reason: {reason} ({basis}).',
    ),
  },
  'due-moved': {
    subject: text('办结时间调整：办件 {number}', 'The end has moved: case {number}'),
    body: text(
      '您的申请（办件 {number}）的承诺办结时间由 {dueBefore} 调整为 {dueAt}。理由：{reason}（{basis}）。',
      'Your application (case {number}) was due by {dueBefore} and is now due by {dueAt}. Reason: {reason} ({basis}).',
    ),
  },
  notice: {
    subject: text('一次性告知：办件 {number} 需补正', 'One notice: case {number} needs correction'),
    body: text(
      '您的申请（办件 {number}）需要补正，一次性告知书 {document} 列明全部内容：\n{defects}\n{late}请在系统中补正后再次提交；坚持原申请的，也可以在系统中说明。',
      'Your application (case {number}) needs correction. Notice {document} names everything:\n{defects}\n{late}Correct it and hand it in again; you may also stand by the application as it is.',
    ),
  },
  declined: {
    subject: text('不予受理：办件 {number}', 'Not accepted: case {number}'),
    body: text(
      '您的申请（办件 {number}）不予受理，文书 {document}。理由：\n{defects}{competentAuthority}\n{remedies}',
      'Your application (case {number}) was not accepted, document {document}. Reasons:\n{defects}{competentAuthority}\n{remedies}',
    ),
  },
  refused: {
    subject: text('不予登记：办件 {number}', 'Refused: case {number}'),
    body: text(
      '您的申请（办件 {number}）不予登记，文书 {document}。理由：\n{defects}\n{remedies}',
      'Your application (case {number}) was refused, document {document}. Reasons:\n{defects}\n{remedies}',
    ),
  },
  ready: {
    subject: text('办结：办件 {number} 的执照与材料已备齐', 'Done: licence and papers of case {number} are ready'),
    body: text(
      '您的企业已经开办（办件 {number}）：营业执照、印章、税务、社保、医保、公积金的办理结果已备齐，请按申请时选择的方式领取。欢迎对本次服务作出评价。',
      'Your company is open (case {number}): licence, seals and the results of tax, social insurance, medical insurance and housing fund are ready, in the way you chose. You are welcome to rate the service.',
    ),
  },
  owed: {
    subject: text('容缺受理：办件 {number} 有材料待补', 'Papers owed: case {number}'),
    body: text(
      '您的申请（办件 {number}）已凭承诺受理，容缺受理通知书 {document}。请于 {dueAt} 前在系统中补交：\n{defects}\n逾期未补或者不符合要求的，终止办理并退回材料。',
      'Your application (case {number}) goes on by your promise, notice {document}. Hand in by {dueAt}:\n{defects}\nIf not, or if it does not conform, the procedure ends and the papers are returned.',
    ),
  },
  terminated: {
    subject: text('终止办理：办件 {number}', 'Ended: case {number}'),
    body: text(
      '您的申请（办件 {number}）因承诺补交的材料逾期未补而终止办理，文书 {document}，材料退回：\n{defects}\n补齐后可以重新申请。\n{remedies}',
      'Your application (case {number}) has ended because what you promised was not handed in, document {document}; the papers are returned:\n{defects}\nYou may apply again with everything.\n{remedies}',
    ),
  },
  withdrawn: {
    subject: text('已撤回：办件 {number}', 'Withdrawn: case {number}'),
    body: text('您的申请（办件 {number}）已撤回。', 'Your application (case {number}) has been withdrawn.'),
  },
  'withdrawal-turned-down': {
    subject: text('未能撤回：办件 {number}', 'Not withdrawn: case {number}'),
    body: text(
      '企业登记已经完成，您的申请（办件 {number}）不能撤回，将继续办理。',
      'The company is registered already: your application (case {number}) can no longer be withdrawn and goes on.',
    ),
  },
};

/** Under every letter (个人信息保护法 a.17). */
export const footer: Text = text(
  '此邮件由企业开办综合专窗自动发出，请勿回复。您的联系方式仅用于告知本办件的进展。',
  'Sent by the company opening window; please do not answer. Your address is used for telling you about this case and nothing else.',
);

/** How the parts of a body are written that depend on the case. */
export const parts = {
  defect: text('· {text}（{path}）', '· {text} ({path})'),
  noDefects: text('· 见文书', '· see the document'),
  competentAuthority: text('\n请向有权机关申请：{authority}', '\nApply to the competent authority: {authority}'),
  expected: text('预计至 {expectedOn}。', ' It is expected to last until {expectedOn}.'),
  promise: text('承诺于 {dueAt} 前办结。', 'It will be done by {dueAt}.'),
  noPromise: text('因其他事由仍暂停计时。', 'The clock still stands for another reason.'),
  late: text(
    '其中有本应在前次一并告知的内容，为此致歉；再次告知已经效能监督员同意。\n',
    'Some of it should have been told before, and we apologise; the supervisor has consented to telling it now.\n',
  ),
  remedies: text(
    '不服本决定的，可以自收到之日起{days}日内申请行政复议（{reconsideration}），或者{months}个月内提起行政诉讼（{suit}）。',
    'Against this decision you may apply for reconsideration within {days} days of receiving it ({reconsideration}), or sue within {months} months ({suit}).',
  ),
} as const satisfies Readonly<Record<string, Text>>;

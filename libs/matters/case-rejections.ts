import { rejected, text, type Rejection } from '@yichuang/kernel';

/** Commands that cannot be handled now. None of them is a refusal: nothing is recorded, the door answers 409. */

export const noSuchCase = (): Rejection => rejected('NO_SUCH_CASE', text('没有这个办件', 'there is no such case'));

export const noSuchMatter = (matter: string): Rejection =>
  rejected('NO_SUCH_MATTER', text(`没有事项 ${matter}`, `there is no matter ${matter}`));

export const caseEnded = (): Rejection => rejected('CASE_ENDED', text('办件已经结束', 'the case has ended'));

export const hallUnknown = (hall: string): Rejection =>
  rejected('HALL_UNKNOWN', text(`没有编号为${hall}的大厅`, `there is no hall ${hall}`));

export const numbersTaken = (): Rejection =>
  rejected(
    'NUMBERS_TAKEN',
    text(
      '暂时无法编号，请换一个 Idempotency-Key 重新提交',
      'no number is free: hand it in again under another Idempotency-Key',
    ),
  );

export const cannotBeLeftOut = (department: string): Rejection =>
  rejected('CANNOT_BE_LEFT_OUT', text(`${department} 不能由申请人免办`, `${department} cannot be left out`));

export const sectionMissing = (department: string): Rejection =>
  rejected('SECTION_MISSING', text(`缺少送${department}的材料`, `the section for ${department} is missing`));

export const inputMissing = (name: string): Rejection =>
  rejected('INPUT_MISSING', text(`缺少申请事项 ${name}`, `the input ${name} is missing`));

export const noCorrectionAsked = (): Rejection =>
  rejected('NO_CORRECTION_ASKED', text('当前没有需要补正的告知', 'there is no notice to answer now'));

export const withdrawalPending = (): Rejection =>
  rejected('WITHDRAWAL_PENDING', text('撤回申请正在审查', 'a withdrawal is being decided'));

export const tooLateToWithdraw = (): Rejection =>
  rejected('TOO_LATE_TO_WITHDRAW', text('已经登记，不能撤回', 'it is registered and cannot be withdrawn'));

export const withdrawalTurnedDown = (): Rejection =>
  rejected('WITHDRAWAL_TURNED_DOWN', text('撤回申请未获同意', 'the withdrawal was turned down'));

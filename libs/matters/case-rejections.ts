import { rejected, text, type Rejection, type Text } from '@yichuang/kernel';

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

export const noClockRuns = (): Rejection =>
  rejected('NO_CLOCK_RUNS', text('当前没有正在计时的时钟', 'no clock of the case runs now'));

export const notBeforeAcceptance = (): Rejection =>
  rejected(
    'NOT_BEFORE_ACCEPTANCE',
    text('受理前不得以此事由暂停', 'before acceptance no clock may be paused for this reason'),
  );

export const departmentMissing = (): Rejection =>
  rejected(
    'DEPARTMENT_MISSING',
    text('此事由须写明由哪个部门办理', 'for this reason the department that carries it out must be named'),
  );

export const expectedEndMissing = (): Rejection =>
  rejected(
    'EXPECTED_END_MISSING',
    text(
      '须书面告知申请人所需时间：请写明预计结束日期',
      'the applicant is told how long it takes: name the day until which it is expected to last',
    ),
  );

export const expectedEndPast = (): Rejection =>
  rejected('EXPECTED_END_PAST', text('预计结束日期已过', 'the day until which it is expected to last has passed'));

export const noShareOfDepartment = (department: string): Rejection =>
  rejected(
    'NO_SHARE_OF_DEPARTMENT',
    text(`${department} 当前没有正在计时的环节`, `no step of ${department} is on the clock now`),
  );

export const notPaused = (): Rejection =>
  rejected('NOT_PAUSED', text('没有以此事由暂停', 'nothing is paused for this reason'));

export const noTermToExtend = (): Rejection =>
  rejected(
    'NO_TERM_TO_EXTEND',
    text('没有可依此事由延长的法定时限', 'no statutory term runs that may be extended for this reason'),
  );

export const termOfAnother = (): Rejection =>
  rejected(
    'TERM_OF_ANOTHER',
    text('法定时限只能由承办机关负责人延长', 'only the head of the authority whose term it is may extend it'),
  );

export const termStandsStill = (): Rejection =>
  rejected(
    'TERM_STANDS_STILL',
    text('法定时限已暂停，恢复后方可延长', 'the statutory term stands still and can be extended once it goes on'),
  );

export const tooLateToRestart = (): Rejection =>
  rejected('TOO_LATE_TO_RESTART', text('已经登记，不能重新计时', 'it is registered; its term cannot begin anew'));

export const restartOfAnother = (): Rejection =>
  rejected(
    'RESTART_OF_ANOTHER',
    text(
      '只有作出登记（许可）决定的机关负责人可以决定重新计时',
      'only the head of the authority that decides may let the term begin anew',
    ),
  );

export const clockStandsStill = (): Rejection =>
  rejected(
    'CLOCK_STANDS_STILL',
    text('计时已暂停，恢复后方可重新计时', 'the clock stands still and can begin anew once it goes on'),
  );

export const noOutageDeclared = (): Rejection =>
  rejected('NO_OUTAGE_DECLARED', text('没有待批准的公共设施故障', 'no outage waits to be approved'));

export const outageDeclared = (): Rejection =>
  rejected('OUTAGE_DECLARED', text('公共设施故障已有人报告', 'an outage has been declared already'));

export const dutiesNotSeparate = (fault: { readonly id: string; readonly text: Text }): Rejection =>
  rejected('DUTIES_NOT_SEPARATE', text(`${fault.id} ${fault.text['zh-CN']}`, `${fault.id}: ${fault.text.en}`));

/** Of nobody's act, but of whom another would make what he cannot be. */
export const onHisOwnCase = (said: Text): Rejection => dutiesNotSeparate({ id: 'R-SOD-02', text: said });

export const noSuchCard = (): Rejection =>
  rejected('NO_SUCH_CARD', text('没有这个督办牌', 'the case has no such card'));

export const cardOfAnother = (): Rejection =>
  rejected('CARD_OF_ANOTHER', text('督办牌不是发给本部门的', 'the card is another department’s'));

export const asksForNothing = (): Rejection =>
  rejected(
    'CARD_ASKS_FOR_NOTHING',
    text('预警和升级督办无须说明', 'a warning or an escalation only tells somebody; nothing is done about it'),
  );

export const cardStands = (state: Text): Rejection =>
  rejected(
    'CARD_STANDS',
    text(`督办牌${state['zh-CN']}，不能如此处理`, `the card is ${state.en}; this has no place now`),
  );

export const notExplainedYet = (): Rejection =>
  rejected(
    'CARD_NOT_EXPLAINED_YET',
    text('说明期限未到，尚未说明', 'the card has not been explained, and there is still time to'),
  );

export const noNoticeProposed = (): Rejection =>
  rejected('NO_NOTICE_PROPOSED', text('没有待同意的此项再次告知', 'no such notice waits for consent'));

export const noticeRefused = (): Rejection =>
  rejected('NOTICE_REFUSED', text('已经不同意再次告知', 'the notice has been refused already'));

export const notAsked = (department: string): Rejection =>
  rejected('DEPARTMENT_NOT_ASKED', text(`本事项不涉及 ${department}`, `${department} has no part in this matter`));

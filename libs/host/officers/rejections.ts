import type { SeparationFault } from '@yichuang/contracts';
import { rejected, text, type Rejection } from '@yichuang/kernel';

export const nothingWaits = (): Rejection =>
  rejected('NOTHING_WAITS', text('此环节没有等待人工处理的事项', 'nothing waits for a person here'));

export const claimedByAnother = (): Rejection =>
  rejected('CLAIMED_BY_ANOTHER', text('此件已由他人认领', 'another has claimed it; nobody else works on it'));

export const notClaimed = (): Rejection =>
  rejected(
    'NOT_CLAIMED',
    text('请先认领，认领期满的须重新认领', 'claim it first; a claim that has run out is claimed again'),
  );

export const notRecommended = (): Rejection =>
  rejected('NOT_RECOMMENDED', text('尚无审核意见，不能核准', 'a reviewer has not recommended anything yet'));

export const notOverridable = (): Rejection =>
  rejected(
    'NOT_OVERRIDABLE',
    text('没有可以改变的自动决定', 'there is no automatic decision that can still be changed'),
  );

export const dutiesNotSeparated = (faults: readonly SeparationFault[]): Rejection =>
  rejected(
    'DUTIES_NOT_SEPARATE',
    text(
      faults.map(({ id, article, text: said }) => `${id}（${article}）${said['zh-CN']}`).join('；'),
      faults.map(({ id, article, text: said }) => `${id} (${article}): ${said.en}`).join('; '),
    ),
  );

export const rulesNotAnswered = (rules: readonly string[]): Rejection =>
  rejected(
    'RULES_NOT_ANSWERED',
    text(`尚未回答的规则：${rules.join('、')}`, `these rules are not answered: ${rules.join(', ')}`),
  );

export const rulesNotOpen = (rules: readonly string[]): Rejection =>
  rejected(
    'RULES_NOT_OPEN',
    text(
      `这些规则不由此处回答：${rules.join('、')}`,
      `these rules are not asked here, or were answered already: ${rules.join(', ')}`,
    ),
  );

export const rulesWait = (rules: readonly string[]): Rejection =>
  rejected(
    'RULES_WAIT',
    text(
      `这些规则尚待审核，须经审核和核准，不能直接改变：${rules.join('、')}`,
      `these rules wait to be reviewed and approved; there is nothing to override: ${rules.join(', ')}`,
    ),
  );

/** A rule whose passing needs a value the law’s tables do not have. */
export const cannotPass = (rules: readonly string[]): Rejection =>
  rejected(
    'CANNOT_PASS',
    text(
      `现行参数表没有所需的数据，不能判定符合：${rules.join('、')}`,
      `the tables in force lack what is needed to go on, so these cannot pass: ${rules.join(', ')}`,
    ),
  );

export const notConsulted = (departments: readonly string[]): Rejection =>
  rejected(
    'NOT_CONSULTED',
    departments.length === 0
      ? text('此处没有可以征求意见的部门', 'there is no department that could be asked from here')
      : text(
          `只能征求这些部门的意见：${departments.join('、')}`,
          `these departments can be asked: ${departments.join(', ')}`,
        ),
  );

export const askedAlready = (to: string): Rejection =>
  rejected(
    'ASKED_ALREADY',
    text(
      `已征求 ${to} 的意见，尚未答复；可先撤回再重新征求`,
      `${to} has been asked already and has not answered; take that question back to ask another`,
    ),
  );

export const saidBefore = (rules: readonly string[]): Rejection =>
  rejected(
    'SAID_BEFORE',
    text(
      `效能监督员已看过这一理由并不同意再次告知，坚持认定的须补充理由：${rules.join('、')}`,
      `the supervisor has read these words and refused: whoever stands by the fault says more: ${rules.join(', ')}`,
    ),
  );

export const noSuchQuestion = (): Rejection =>
  rejected('NO_SUCH_CONSULTATION', text('没有这项征求意见', 'nobody was asked this'));

export const questionEnded = (): Rejection =>
  rejected(
    'CONSULTATION_ENDED',
    text('这项征求意见已经答复、撤回或者逾期', 'this question was answered or taken back, or its time is over'),
  );

export const opinionsAwaited = (departments: readonly string[]): Rejection =>
  rejected(
    'OPINIONS_AWAITED',
    text(
      `正在征求意见，尚未答复：${departments.join('、')}；答复、逾期或者撤回后方可核准`,
      `opinions are awaited of ${departments.join(', ')}: it is decided when they have answered, when the time is over, or when the question is taken back`,
    ),
  );

export const objectionUnanswered = (departments: readonly string[]): Rejection =>
  rejected(
    'OBJECTION_UNANSWERED',
    text(
      `${departments.join('、')} 有异议，作出相反决定的，须写明理由`,
      `${departments.join(', ')} objected: whoever decides against it says why`,
    ),
  );

export const tooLateToAnswer = (): Rejection =>
  rejected(
    'CONSULTATION_OVER',
    text(
      '答复期限已过：逾期未答复视为无异议，由本部门承担责任',
      'the time to answer is over: silence counts as no objection, and this department answers for it',
    ),
  );

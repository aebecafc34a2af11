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

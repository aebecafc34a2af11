import { text, type Text } from '@yichuang/kernel';
import { extendReasons, formatInstant, pauseReasons, restartReasons, type Reason } from '@yichuang/working-time';
import type { CaseDocument, ClockNotice, OwedNotice } from './case-documents.js';

const reasons: Readonly<Record<ClockNotice['reason'], Reason>> = {
  ...pauseReasons,
  ...extendReasons,
  ...restartReasons,
};

export const reasonText = (reason: ClockNotice['reason']): Text => reasons[reason].text;

/** What a document about a clock or about owed papers says in plain words; `null` of every other document. */
export function noticeText({ kind, clock, owed }: CaseDocument): Text | null {
  if (owed !== undefined) return owedText(kind, owed);
  if (clock === undefined) return null;
  const said = HEADS[kind];
  if (said === undefined) return null;
  const { by, basis, note, dueAt, statutoryDueAt, expectedOn } = clock;
  const why = reasonText(clock.reason);
  const chinese = [
    `${said['zh-CN']}：${why['zh-CN']}（${basis}）`,
    ...(note === '' ? [] : [note]),
    `经办 ${by.join('、')}`,
    dueAt === null ? '承诺时限暂停计算' : `承诺办结 ${day(dueAt)}`,
    ...(statutoryDueAt === null ? [] : [`法定时限 ${day(statutoryDueAt)}`]),
    ...(expectedOn === undefined ? [] : [`预计至 ${expectedOn}`]),
  ];
  const english = [
    `${said.en}: ${why.en} (${basis})`,
    ...(note === '' ? [] : [note]),
    `by ${by.join(' and ')}`,
    dueAt === null ? 'the promised time does not count meanwhile' : `promised by ${day(dueAt)}`,
    ...(statutoryDueAt === null ? [] : [`statutory term until ${day(statutoryDueAt)}`]),
    ...(expectedOn === undefined ? [] : [`expected until ${expectedOn}`]),
  ];
  return text(chinese.join('；'), english.join('; '));
}

/** 容缺受理通知书, 终止办理通知书: each paper with its article, the deadline, and what follows. */
function owedText(kind: CaseDocument['kind'], { gaps, deadline, basis }: OwedNotice): Text {
  const chinese = gaps.map(({ title, article }) => `${title['zh-CN']}（${article}）`).join('、');
  const english = gaps.map(({ title, article }) => `${title.en} (${article})`).join(', ');
  return kind === 'termination'
    ? text(
        `终止办理：${chinese}逾期未补（${basis}）；材料退回，可以重新申请`,
        `the procedure ends: ${english} was not handed in by ${day(deadline)} (${basis}); the papers are returned, and you may apply again`,
      )
    : text(
        `容缺受理：请于 ${day(deadline)} 前补交${chinese}（${basis}）；逾期未补或者不符合要求的，终止办理并退回材料`,
        `accepted with papers owed: hand in ${english} by ${day(deadline)} (${basis}); if not, or if it does not conform, the procedure ends and the papers are returned`,
      );
}

const HEADS: Partial<Readonly<Record<CaseDocument['kind'], Text>>> = {
  'clock-paused': text('暂停计时', 'the clock stands still'),
  'clock-resumed': text('恢复计时', 'the clock runs again'),
  'clock-restarted': text('重新计时', 'the term begins anew'),
  'term-extended': text('延长法定时限', 'the statutory term is extended'),
};

const day = (at: number): string => formatInstant(at).slice(0, 16).replace('T', ' ');

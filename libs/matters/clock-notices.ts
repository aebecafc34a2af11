import { text, type Text } from '@yichuang/kernel';
import { extendReasons, formatInstant, pauseReasons, type Reason } from '@yichuang/working-time';
import type { CaseDocument, ClockNotice } from './case-documents.js';

const reasons: Readonly<Record<ClockNotice['reason'], Reason>> = { ...pauseReasons, ...extendReasons };

export const reasonText = (reason: ClockNotice['reason']): Text => reasons[reason].text;

/** What a document about a clock says in plain words; `null` of every other document. */
export function noticeText({ kind, clock }: CaseDocument): Text | null {
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

const HEADS: Partial<Readonly<Record<CaseDocument['kind'], Text>>> = {
  'clock-paused': text('暂停计时', 'the clock stands still'),
  'clock-resumed': text('恢复计时', 'the clock runs again'),
  'term-extended': text('延长法定时限', 'the statutory term is extended'),
};

const day = (at: number): string => formatInstant(at).slice(0, 16).replace('T', ' ');

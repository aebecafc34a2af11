import { rejected, type Rejection } from '@yichuang/kernel';
import type { Clock, ClockAct, ClockState } from './clock.js';
import type { Reason } from './clock-reasons.js';

/** The act has no place in this state. Code `CLOCK_<STATE>`, closed clocks `CLOCK_CLOSED`. */
export function wrongState(clock: Clock, act: ClockAct): Rejection {
  const closed = clock.state === 'MET' || clock.state === 'BREACHED' || clock.state === 'VOID';
  const [state, verb] = [stateWords[clock.state], actWords[act.type]];
  return rejected(closed ? 'CLOCK_CLOSED' : `CLOCK_${clock.state}`, {
    'zh-CN': `时限时钟${state.zh}，不能${verb.zh}`,
    en: `the clock ${state.en} and cannot be ${verb.en}`,
  });
}

export const backwards = (): Rejection =>
  rejected('CLOCK_BACKWARDS', {
    'zh-CN': '操作时间早于时限时钟的上一次操作',
    en: 'the act lies before the last act on the clock',
  });

export const heldAlready = (reason: Reason): Rejection =>
  rejected('CLOCK_HELD_ALREADY', {
    'zh-CN': `时限时钟已因“${reason.text['zh-CN']}”暂停`,
    en: `the clock already stands still for this reason: ${reason.text.en}`,
  });

export const notHeld = (reason: Reason): Rejection =>
  rejected('CLOCK_NOT_HELD', {
    'zh-CN': `时限时钟并未因“${reason.text['zh-CN']}”暂停`,
    en: `the clock does not stand still for this reason: ${reason.text.en}`,
  });

export const usedUp = (act: ClockAct): Rejection =>
  rejected('CLOCK_USED_UP', {
    'zh-CN': `时限已超过，不能${actWords[act.type].zh}`,
    en: `the term is overrun and cannot be ${actWords[act.type].en}`,
  });

export const extendedAlready = (reason: Reason): Rejection =>
  rejected('CLOCK_EXTENDED_ALREADY', {
    'zh-CN': `本时限已依${reason.basis}延长过一次`,
    en: `the term has been extended once under ${reason.basis}`,
  });

export const sameCalendar = (): Rejection =>
  rejected('CLOCK_SAME_CALENDAR', {
    'zh-CN': '时限已按该版本工作日历计算',
    en: 'the term is already computed under this calendar',
  });

export const morePersons = (reason: Reason): Rejection =>
  rejected('CLOCK_MORE_PERSONS', {
    'zh-CN': `“${reason.text['zh-CN']}”须由${String(reason.persons)}名不同人员核准`,
    en: `${String(reason.persons)} different persons must agree to: ${reason.text.en}`,
  });

const stateWords: Record<ClockState, { readonly zh: string; readonly en: string }> = {
  NOT_STARTED: { zh: '尚未启动', en: 'is not started' },
  RUNNING: { zh: '正在计时', en: 'is running' },
  PAUSED: { zh: '已暂停', en: 'is paused' },
  MET: { zh: '已按时办结', en: 'was met' },
  BREACHED: { zh: '已超时办结', en: 'was breached' },
  VOID: { zh: '已作废', en: 'is void' },
};

const actWords: Record<ClockAct['type'], { readonly zh: string; readonly en: string }> = {
  start: { zh: '启动', en: 'started' },
  pause: { zh: '暂停', en: 'paused' },
  resume: { zh: '恢复', en: 'resumed' },
  restart: { zh: '重新起算', en: 'restarted' },
  extend: { zh: '延长', en: 'extended' },
  reproject: { zh: '重新推算', en: 're-projected' },
  stop: { zh: '停止', en: 'stopped' },
  void: { zh: '作废', en: 'voided' },
};

import { act, clock, defaultCalendar, minutes, type Clock, type ClockAct, type PauseReason } from './index.js';
import { at } from './testing-instants.js';

export const shaxian = defaultCalendar();

/** The clock after acts of which each must be taken. */
export function after(acts: readonly ClockAct[], from: Clock = clock(minutes(240)), on = shaxian): Clock {
  return acts.reduce<Clock>((before, next) => {
    const result = act(on, before, next);
    if (result.kind === 'rejection') throw new Error(`${next.type}: ${result.code}`);
    return result;
  }, from);
}

export const code = (acts: readonly ClockAct[], last: ClockAct): string => {
  const result = act(shaxian, after(acts), last);
  return result.kind === 'rejection' ? result.code : result.state;
};

export const accept = (when: string): ClockAct => ({ type: 'start', at: at(when), reason: 'ACCEPTED' });
export const pause = (when: string, reason: PauseReason = 'TOLERANCE', by: string[] = []): ClockAct => ({
  type: 'pause',
  at: at(when),
  reason,
  by,
});
export const resume = (when: string, reason: PauseReason = 'TOLERANCE'): ClockAct => ({
  type: 'resume',
  at: at(when),
  reason,
});
export const complete = (when: string): ClockAct => ({ type: 'stop', at: at(when), reason: 'COMPLETED' });
export const withdraw = (when: string): ClockAct => ({ type: 'void', at: at(when), reason: 'WITHDRAWN' });
export const extend = (when: string, millis: number): ClockAct => ({
  type: 'extend',
  at: at(when),
  reason: 'AUTHORITY_HEAD',
  millis,
});
export const restart = (when: string): ClockAct => ({ type: 'restart', at: at(when), reason: 'APPLICATION_REPLACED' });

import { jest } from '@jest/globals';

const others = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** It is another time, while everything that waits waits as ever. `jest.useRealTimers()` ends it. */
export function onlyDates(now: number): void {
  jest.useFakeTimers({ now, doNotFake: [...others] });
}

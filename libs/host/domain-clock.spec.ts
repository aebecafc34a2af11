import { describe, expect, it } from '@jest/globals';
import { clockOf, trainingClock } from './domain-clock.js';

describe('the training clock', () => {
  it('runs from its anchor at its speed', () => {
    const machineInstant = Date.now() - 1_000;
    const clock = trainingClock({ instant: 1_000_000, machineInstant, speed: 60 });
    expect(clock.now()).toBeGreaterThanOrEqual(1_060_000);
    expect(clock.now()).toBeLessThan(1_060_000 + 60 * 60_000);
  });

  it('says how long the machine must wait, and nothing for what is past', () => {
    const clock = trainingClock({ instant: 0, machineInstant: Date.now(), speed: 100 });
    expect(clock.machineDelay(100_000)).toBeLessThanOrEqual(1_000);
    expect(clock.machineDelay(100_000)).toBeGreaterThan(0);
    expect(clock.machineDelay(-1)).toBe(0);
  });

  it('goes on after a restart: the anchor, not the start, is its beginning', () => {
    const anchor = { instant: 0, machineInstant: Date.now() - 10_000, speed: 10 };
    const first = trainingClock(anchor).now();
    expect(trainingClock(anchor).now()).toBeGreaterThanOrEqual(first);
  });

  it('is real time without an anchor, and an anchor that is no anchor is refused', () => {
    expect(clockOf(undefined).training).toBe(false);
    expect(clockOf('0,0,1').training).toBe(true);
    expect(() => clockOf('yesterday')).toThrow(TypeError);
  });
});

import { backOffFirstMillis, backOffMostMillis } from './limits.js';

/** Wait before attempt number `attempt` (1 for the first repetition), doubled each time, with jitter so that many do not return at once. */
export function backOffMillis(attempt: number): number {
  const whole = Math.min(backOffMostMillis, backOffFirstMillis * 2 ** Math.min(attempt - 1, 20));
  return whole / 2 + (Math.random() * whole) / 2;
}

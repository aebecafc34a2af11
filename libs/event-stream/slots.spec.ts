import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agenda, failed, newSlot } from './slots.js';

describe('what of a subscription is due', () => {
  it('is either due now or has an instant at which it will be: nothing with news is waited for without end', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), fc.nat(3), (ahead, failures) => {
        const now = 1_790_000_000_000;
        const slot = { ...newSlot(0, 0n), failures, notBefore: now + ahead };
        const { rounds, idleMillis } = agenda([slot], [1n], now);
        expect(rounds.length > 0).toBe(idleMillis === undefined);
        if (idleMillis !== undefined) expect(agenda([slot], [1n], now + idleMillis).rounds).toEqual([[slot]]);
      }),
    );
  });

  it('keeps company until one refuses; then each goes alone until it is taken', () => {
    const slots = [newSlot(0, 0n), newSlot(1, 0n)];
    expect(agenda(slots, [1n, 1n], 0).rounds).toEqual([slots]);
    failed(slots, 0);
    expect(agenda(slots, [1n, 1n], 0).rounds).toEqual(slots.map((slot) => [slot]));
  });
});

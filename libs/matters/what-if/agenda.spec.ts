import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Agenda } from './agenda.js';

it('gives its entries in order, whatever was added and taken between', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(50), fc.constant(null))), (steps) => {
      const agenda = new Agenda<number>((one, other) => one < other);
      let kept: number[] = [];
      for (const step of steps) {
        expect(agenda.next).toBe(kept[0]);
        if (step === null) {
          expect(agenda.take()).toBe(kept[0]);
          kept = kept.slice(1);
        } else {
          agenda.add(step);
          kept = [...kept, step].sort((a, b) => a - b);
        }
      }
    }),
  );
});

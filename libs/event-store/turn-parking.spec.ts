import { describe, expect, it } from '@jest/globals';
import { errandName } from './turn-parking.js';

describe('the name of an errand in the reason a case is parked for', () => {
  it.each([
    ['registration/c1|orchestrator:3:17|0|code-issuing', 'code-issuing'],
    ['order/c1|cause|1|seal-maker|finance', 'seal-maker finance'],
    ['registration/c1|registration/c1|orchestrator:3:17|0|code-issuing:1|0|public-register', 'public-register'],
  ])('of %s is %s', (id, name) => {
    expect(errandName(id)).toBe(name);
  });
});

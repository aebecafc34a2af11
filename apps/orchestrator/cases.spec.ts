import { describe, expect, it } from '@jest/globals';
import { publicPosition } from './cases.js';

const event = (position: number, audience: string | null) => ({ shard: 3, position, audience });

describe('the position a case is shown with', () => {
  it('is that of its last public event, for nobody can wait for a private one', () => {
    expect(publicPosition([event(4, '*'), event(7, 'tax'), event(9, null), event(10, null)])).toBe('3:7');
  });

  it('is that of its last event when that is public', () => {
    expect(publicPosition([event(4, '*'), event(9, null), event(12, '*')])).toBe('3:12');
  });

  it('asks nobody to wait when nothing public has happened', () => {
    expect(publicPosition([])).toBe('0:0');
  });
});

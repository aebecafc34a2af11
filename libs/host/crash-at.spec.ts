import { describe, expect, it } from '@jest/globals';
import { crashAt, crashAtPattern } from './crash-at.js';

describe('a place to crash at', () => {
  it('is reached once, at the count it was told, over all services of the process', () => {
    const deaths: string[] = [];
    const one = crashAt('errand-called:3', () => deaths.push('one'));
    const other = crashAt('errand-called:3', () => deaths.push('other'));
    one('errand-called');
    other('errand-called');
    one('committed');
    expect(deaths).toEqual([]);
    other('errand-called');
    one('errand-called');
    expect(deaths).toEqual(['other']);
  });

  it('is nowhere unless it is told', () => {
    const reached = crashAt(undefined, () => {
      throw new Error('died');
    });
    expect(() => {
      reached('committed');
    }).not.toThrow();
  });

  it.each(['errand-called', 'errand-called:0', 'committed:', 'elsewhere:1', 'committed:1:2'])(
    'is not %s',
    (setting) => {
      expect(crashAtPattern.test(setting)).toBe(false);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { publishedCalendars } from './published-calendars.js';

describe('the calendars of the house', () => {
  it('answer for every hall, now and under every version a case may have recorded', () => {
    expect(publishedCalendars('350405')?.hall.id).toBe('350405');
    expect(publishedCalendars('350400', '2026.1')?.hall.id).toBe('350400');
    const two = publishedCalendars('350405')!.bases.find((basis) => basis.calendarVersion.includes('+'))!;
    expect(publishedCalendars('350405', two.calendarVersion)).toBe(publishedCalendars('350405'));
  });

  it('answer for no hall and no version they do not have', () => {
    expect(publishedCalendars('110000')).toBeUndefined();
    expect(publishedCalendars('350405', '2026.999')).toBeUndefined();
  });
});

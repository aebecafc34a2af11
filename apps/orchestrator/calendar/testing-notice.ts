import { text } from '@yichuang/kernel';
import type { HolidayNotice } from '@yichuang/working-time';

/**
 * For specs: INVENTED. The notice of 2027 is not out; this one only looks like one. Its New Year begins on 31 December, so
 * that it moves what is due at the end of 2026.
 */
export const fictionalNotice: HolidayNotice = {
  year: 2027,
  citation: text('虚构的2027年放假通知，仅供测试', 'fictional notice of 2027, for tests only'),
  holidays: [
    { name: text('元旦', "New Year's Day"), from: '2026-12-31', to: '2027-01-03', days: 4 },
    { name: text('劳动节', 'Labour Day'), from: '2027-05-01', to: '2027-05-05', days: 5 },
    { name: text('国庆节', 'National Day'), from: '2027-10-01', to: '2027-10-07', days: 7 },
  ],
  makeUpDays: ['2027-05-08', '2027-10-09'],
  totals: { daysOff: 16, makeUpDays: 2 },
};

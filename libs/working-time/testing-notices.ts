import { text } from '@yichuang/kernel';
import type { HolidayNotice } from './notice.js';

/** For specs: 国办发明电〔2025〕7号, as one types it in. */
export const notice2026: HolidayNotice = {
  year: 2026,
  citation: text(
    '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号，2025-11-04）',
    'General Office of the State Council, notice on holidays in 2026 (国办发明电〔2025〕7号, 2025-11-04)',
  ),
  holidays: [
    { name: text('元旦', "New Year's Day"), from: '2026-01-01', to: '2026-01-03', days: 3 },
    { name: text('春节', 'Spring Festival'), from: '2026-02-15', to: '2026-02-23', days: 9 },
    { name: text('清明节', 'Qingming Festival'), from: '2026-04-04', to: '2026-04-06', days: 3 },
    { name: text('劳动节', 'Labour Day'), from: '2026-05-01', to: '2026-05-05', days: 5 },
    { name: text('端午节', 'Dragon Boat Festival'), from: '2026-06-19', to: '2026-06-21', days: 3 },
    { name: text('中秋节', 'Mid-Autumn Festival'), from: '2026-09-25', to: '2026-09-27', days: 3 },
    { name: text('国庆节', 'National Day'), from: '2026-10-01', to: '2026-10-07', days: 7 },
  ],
  makeUpDays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  totals: { daysOff: 33, makeUpDays: 6 },
};

/**
 * For specs: INVENTED. The notice of 2027 is not out; this one only looks like one. It begins in the December before, so
 * that it moves what is due at the end of 2026.
 */
export const fictionalNotice2027: HolidayNotice = {
  year: 2027,
  citation: text('虚构的2027年放假通知，仅供测试', 'fictional notice of 2027, for tests only'),
  holidays: [
    { name: text('元旦', "New Year's Day"), from: '2026-12-31', to: '2027-01-03', days: 4 },
    { name: text('春节', 'Spring Festival'), from: '2027-02-05', to: '2027-02-12', days: 8 },
    { name: text('清明节', 'Qingming Festival'), from: '2027-04-03', to: '2027-04-05', days: 3 },
    { name: text('劳动节', 'Labour Day'), from: '2027-05-01', to: '2027-05-05', days: 5 },
    { name: text('端午节', 'Dragon Boat Festival'), from: '2027-06-09', to: '2027-06-09', days: 1 },
    { name: text('中秋节', 'Mid-Autumn Festival'), from: '2027-09-15', to: '2027-09-15', days: 1 },
    { name: text('国庆节', 'National Day'), from: '2027-10-01', to: '2027-10-07', days: 7 },
  ],
  makeUpDays: ['2026-12-26', '2027-02-14', '2027-05-08', '2027-10-09'],
  totals: { daysOff: 29, makeUpDays: 4 },
};

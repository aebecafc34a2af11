import { text } from '@yichuang/kernel';
import type { CalendarYear } from '../calendar-year.js';
import * as festival from './festivals.js';

/**
 * The thirteen statutory days only. Holidays on a weekend are compensated and bridged by the yearly notice; which days
 * it will choose is not guessed here, so the year is provisional until the notice replaces it.
 */
export const year2027: CalendarYear = {
  year: 2027,
  version: '2027.0',
  provisional: true,
  source: text(
    '全国年节及纪念日放假办法（2024年修订）法定假日；2027年放假通知尚未发布，调休未定',
    'Statutory days of the national holiday regulation (2024 revision); the 2027 notice is not published, moved days are open',
  ),
  holidays: [
    { name: festival.newYearsDay, from: '2027-01-01', to: '2027-01-01' },
    { name: festival.springFestival, from: '2027-02-05', to: '2027-02-08' },
    { name: festival.qingming, from: '2027-04-05', to: '2027-04-05' },
    { name: festival.labourDay, from: '2027-05-01', to: '2027-05-02' },
    { name: festival.dragonBoat, from: '2027-06-09', to: '2027-06-09' },
    { name: festival.midAutumn, from: '2027-09-15', to: '2027-09-15' },
    { name: festival.nationalDay, from: '2027-10-01', to: '2027-10-03' },
  ],
  makeUpDays: [],
};

import { text } from '@yichuang/kernel';
import type { CalendarYear } from '../calendar-year.js';
import * as festival from './festivals.js';

export const year2026: CalendarYear = {
  year: 2026,
  version: '2026.1',
  provisional: false,
  source: text(
    '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号，2025-11-04）',
    'General Office of the State Council, notice on holidays in 2026 (国办发明电〔2025〕7号, 2025-11-04)',
  ),
  holidays: [
    { name: festival.newYearsDay, from: '2026-01-01', to: '2026-01-03' },
    { name: festival.springFestival, from: '2026-02-15', to: '2026-02-23' },
    { name: festival.qingming, from: '2026-04-04', to: '2026-04-06' },
    { name: festival.labourDay, from: '2026-05-01', to: '2026-05-05' },
    { name: festival.dragonBoat, from: '2026-06-19', to: '2026-06-21' },
    { name: festival.midAutumn, from: '2026-09-25', to: '2026-09-27' },
    { name: festival.nationalDay, from: '2026-10-01', to: '2026-10-07' },
  ],
  makeUpDays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};

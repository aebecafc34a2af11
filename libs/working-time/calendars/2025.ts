import { text } from '@yichuang/kernel';
import type { CalendarYear } from '../calendar-year.js';
import * as festival from './festivals.js';

export const year2025: CalendarYear = {
  year: 2025,
  version: '2025.1',
  provisional: false,
  source: text(
    '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号，2024-11-12）',
    'General Office of the State Council, notice on holidays in 2025 (国办发明电〔2024〕12号, 2024-11-12)',
  ),
  holidays: [
    { name: festival.newYearsDay, from: '2025-01-01', to: '2025-01-01' },
    { name: festival.springFestival, from: '2025-01-28', to: '2025-02-04' },
    { name: festival.qingming, from: '2025-04-04', to: '2025-04-06' },
    { name: festival.labourDay, from: '2025-05-01', to: '2025-05-05' },
    { name: festival.dragonBoat, from: '2025-05-31', to: '2025-06-02' },
    { name: festival.nationalDayAndMidAutumn, from: '2025-10-01', to: '2025-10-08' },
  ],
  makeUpDays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
};

import { text } from '@yichuang/kernel';

/** Holidays of all citizens: 全国年节及纪念日放假办法 (2024 revision) a.2. */
export const newYearsDay = text('元旦', "New Year's Day");
export const springFestival = text('春节', 'Spring Festival');
export const qingming = text('清明节', 'Qingming Festival');
export const labourDay = text('劳动节', 'Labour Day');
export const dragonBoat = text('端午节', 'Dragon Boat Festival');
export const midAutumn = text('中秋节', 'Mid-Autumn Festival');
export const nationalDay = text('国庆节', 'National Day');
export const nationalDayAndMidAutumn = text('国庆节、中秋节', 'National Day and Mid-Autumn Festival');

import { describe, expect, it } from '@jest/globals';
import { capitalText } from './capital.js';

describe('registered capital', () => {
  it.each([
    [100_000_000, 'CNY', '壹佰万元整', 'CNY 1,000,000.00'],
    [0, 'CNY', '零元整', 'CNY 0.00'],
    [1, 'CNY', '零元零壹分', 'CNY 0.01'],
    [12_345_678_90, 'CNY', '壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整', 'CNY 12,345,678.90'],
    [1_000_005_00, 'CNY', '壹佰万零伍元整', 'CNY 1,000,005.00'],
    [1_0000_0000_00, 'CNY', '壹亿元整', 'CNY 100,000,000.00'],
    [1_0000_0001_00, 'CNY', '壹亿零壹元整', 'CNY 100,000,001.00'],
    [1_0030_5000_00, 'CNY', '壹亿零叁拾万伍仟元整', 'CNY 100,305,000.00'],
    [2_050_00, 'USD', '贰仟零伍拾美元整', 'USD 2,050.00'],
    [10_00, 'CHF', '壹拾CHF整', 'CHF 10.00'],
    [10_05, 'EUR', '壹拾欧元零伍分', 'EUR 10.05'],
  ])('of %i %s reads %s', (fen, currency, chinese, english) => {
    expect(capitalText(fen, currency)).toEqual({ 'zh-CN': chinese, en: english });
  });
});

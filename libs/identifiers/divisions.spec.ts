import { describe, expect, it } from '@jest/globals';
import { divisionName, divisionOf, divisionsOn, parseDivision, townshipOf, townshipsOf } from './index.js';
import { divisions } from './divisions-reference.js';
import { codesOf } from './testing-codes.js';

const TODAY = '2026-11-23';
const BEFORE = '2020-12-31';

describe('the administrative divisions', () => {
  it('are Sanming’s counties of today, Shaxian a district among them', () => {
    const counties = divisionsOn(TODAY).filter(({ level }) => level === 'county');
    expect(counties.map(({ code, name }) => `${code} ${name['zh-CN']}`)).toEqual([
      '350404 三元区',
      '350405 沙县区',
      '350421 明溪县',
      '350423 清流县',
      '350424 宁化县',
      '350425 大田县',
      '350426 尤溪县',
      '350428 将乐县',
      '350429 泰宁县',
      '350430 建宁县',
      '350481 永安市',
    ]);
  });

  it('are Sanming’s counties of the past when a past day is asked about', () => {
    const codes = divisionsOn(BEFORE)
      .filter(({ level }) => level === 'county')
      .map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['350402', '350403', '350427']));
    expect(codes).not.toEqual(expect.arrayContaining(['350405']));
    expect(codes).not.toContain('350404');
  });

  it('have Fujian’s nine prefectures', () => {
    const names = divisionsOn(TODAY)
      .filter(({ level }) => level === 'prefecture')
      .map(({ name }) => name['zh-CN']);
    expect(names.join(' ')).toBe('福州市 厦门市 莆田市 三明市 泉州市 漳州市 南平市 龙岩市 宁德市');
  });

  it.each([
    ['350402', '梅列区', '350404'],
    ['350403', '三元区', '350404'],
    ['350427', '沙县', '350405'],
  ])('still know the retired %s, and what its area belongs to', (code, name, successor) => {
    const found = divisionOf(code);
    expect([found?.name['zh-CN'], found?.successor, found?.validTo?.slice(0, 4)]).toEqual([name, successor, '2021']);
    expect(divisionOf(code, TODAY)).toBeNull();
    expect(divisionOf(code, BEFORE)).toEqual(found);
  });

  it('leave no day without one of old and new, and no day with both', () => {
    const { validTo } = divisionOf('350427') ?? {};
    const { validFrom } = divisionOf('350405') ?? {};
    expect(Date.parse(validFrom ?? '') - Date.parse(validTo ?? '')).toBe(86_400_000);
  });

  it('have the twelve townships of Shaxian, and three zones that are none', () => {
    expect(townshipsOf('350405', TODAY).map(({ code, name }) => `${code.slice(6)} ${name['zh-CN']}`)).toEqual([
      '001 凤岗街道',
      '002 虬江街道',
      '100 青州镇',
      '101 夏茂镇',
      '102 高砂镇',
      '103 高桥镇',
      '104 富口镇',
      '105 大洛镇',
      '200 南霞乡',
      '201 南阳乡',
      '202 郑湖乡',
      '203 湖源乡',
    ]);
    expect(townshipsOf('350405', BEFORE)).toEqual([]);
    expect(townshipsOf('350404')).toEqual([]);
    expect(['350405400', '350405402', '350405403'].map((code) => townshipOf(code)?.level)).toEqual(
      Array(3).fill('special-zone'),
    );
  });

  it('are found by six or nine digits, and by the two or four of a province or prefecture', () => {
    expect(divisionOf('3504')?.name['zh-CN']).toBe('三明市');
    expect(divisionOf('35')?.name['zh-CN']).toBe('福建省');
    expect(townshipOf('350405001')?.name.en).toBe('Fenggang Subdistrict');
    expect(townshipOf('350405')).toBeNull();
    expect(townshipOf('350405999')).toBeNull();
  });

  it('name the province where they reach no further', () => {
    expect(divisionName('110105')?.['zh-CN']).toBe('北京市');
    expect(divisionName('350405')?.['zh-CN']).toBe('沙县区');
    expect(divisionName('990000')).toBeNull();
  });

  it('have each code once, under a parent that is there', () => {
    const codes = divisions.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, level } of divisions.filter((one) => one.level !== 'province')) {
      const parent = level === 'prefecture' ? code.slice(0, 2) : code.slice(0, level === 'county' ? 4 : 6);
      expect([code, divisionOf(parent) !== null]).toEqual([code, true]);
    }
  });
});

describe('the code of a division', () => {
  it('answers the row of the reference and whether it is in force', () => {
    expect(parseDivision('350405', TODAY)).toMatchObject({
      ok: true,
      parts: { province: { en: 'Fujian' }, division: { name: { 'zh-CN': '沙县区' } }, inForce: true },
    });
    expect(parseDivision('350427', TODAY)).toMatchObject({ ok: true, parts: { inForce: false } });
    expect(parseDivision('350405001')).toMatchObject({ ok: true, parts: { inForce: null } });
  });

  it('that lies beyond the reference is not called wrong', () => {
    expect(parseDivision('110105')).toMatchObject({ ok: true, parts: { division: null } });
  });

  it('that is missing where the reference is complete is wrong', () => {
    expect(codesOf(parseDivision('350499'))).toEqual(['DIVISION_UNKNOWN']);
    expect(codesOf(parseDivision('350405999'))).toEqual(['DIVISION_UNKNOWN']);
    expect(codesOf(parseDivision('351000'))).toEqual(['DIVISION_UNKNOWN']);
  });

  it('of no province, or of another form, is wrong', () => {
    expect(codesOf(parseDivision('990000'))).toEqual(['PROVINCE_UNKNOWN']);
    expect(codesOf(parseDivision('35O405'))).toEqual(['CHARACTER']);
    expect(codesOf(parseDivision('3504'))).toEqual(['LENGTH']);
  });
});

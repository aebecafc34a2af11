import { describe, expect, it } from '@jest/globals';
import { kinds, type Checked } from '@yichuang/identifiers';
import { yichuang } from '@yichuang/testing';

const english = { YICHUANG_LANG: 'en' };
const lines = (stdout: string): Checked[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Checked);

describe('check', () => {
  it('answers one line a code, and exit 0 when all are valid', async () => {
    const { code, stdout } = await yichuang(['check', 'uscc', '91350100M000100Y43', '91350405MAFAKE0198', '--json']);
    expect(code).toBe(0);
    expect(lines(stdout)).toMatchObject([
      { kind: 'uscc', code: '91350100M000100Y43', valid: true, parts: { organisationCode: 'M000100Y-4' }, faults: [] },
      { kind: 'uscc', code: '91350405MAFAKE0198', valid: true, parts: { division: '350405' }, faults: [] },
    ]);
    expect(lines(stdout).map((line) => Object.keys(line))).toEqual(
      Array(2).fill(['kind', 'code', 'valid', 'parts', 'faults']),
    );
  });

  it('answers for every code though one is invalid, and exit 1', async () => {
    const { code, stdout } = await yichuang(['check', 'uscc', '91350405MAFAKE0199', '91350405MAFAKE0198', '--json']);
    expect(code).toBe(1);
    expect(lines(stdout)).toMatchObject([
      { valid: false, parts: null, faults: [{ code: 'CHECK_CHARACTER', index: 17, expected: '8' }] },
      { valid: true },
    ]);
  });

  it('tells a person what is wrong, where, and what was expected', async () => {
    const wrong = ['check', 'resident-id', '350405198802300014', '350405198805120018'];
    expect((await yichuang(wrong, english)).stdout).toBe(
      [
        '350405198802300014: invalid',
        '  characters 7 to 14 are no day of the calendar',
        '350405198805120018: invalid',
        '  the check character at 18 is to be 9; look at it and at the others again',
        '',
      ].join('\n'),
    );
    expect((await yichuang(wrong, { YICHUANG_LANG: 'zh-CN' })).stdout).toContain('第 18 位校验码应为 9');
  });

  it('knows a number of somebody not yet born', async () => {
    const { code, stdout } = await yichuang(['check', 'resident-id', '350405999901010012', '--json']);
    expect(code).toBe(1);
    expect(lines(stdout)[0]?.faults.map((fault) => fault.code)).toContain('DATE_IN_FUTURE');
  });

  it.each([
    ['organisation-code', 'L5701181-X', '1'],
    ['registration-number', '320483000067848', '7'],
    ['bank-card', '6217000000000000005', '4'],
  ])('knows the kind %s', async (kind, wrong, expected) => {
    const { code, stdout } = await yichuang(['check', kind, wrong, '--json']);
    expect(code).toBe(1);
    expect(lines(stdout)).toMatchObject([{ kind, code: wrong, valid: false, faults: [{ expected }] }]);
  });

  it('names every kind it knows when asked for another', async () => {
    const { code, stdout, stderr } = await yichuang(['check', 'shoe-size', '42'], english);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`yichuang: no such kind; known are: ${kinds.join(' ')}\n`);
  });
});

import { describe, expect, it } from '@jest/globals';
import { text } from '@yichuang/kernel';
import { remedies } from '@yichuang/matters';
import { kinds, type Kind, type Said } from '../notification/events.js';
import { fill, headline, letter, shortMessage } from './message.js';
import { blanks, footer, parts, templates } from './templates.js';

const DUE = Date.parse('2026-11-23T15:00:00+08:00');
const defects = [
  { path: '/company/capitalFen', text: text('注册资本与出资额之和不符', 'capital differs from the sum of shares') },
  { path: '', text: text('缺少材料', 'a paper is missing') },
];
const grounds = { document: '沙开办20261123-0001-7-P1', reason: text('听证', 'hearing'), basis: '行政许可法 a.45' };
const SAID: Readonly<Record<Kind, Said>> = {
  accepted: { dueAt: DUE },
  'deemed-accepted': { document: '沙开办20261123-0001-7-A1', receivedAt: DUE, basis: '行政许可法 a.32(4)' },
  paused: { ...grounds, expectedOn: '2026-11-30' },
  resumed: { ...grounds, dueAt: DUE },
  extended: { ...grounds, dueAt: DUE },
  restarted: { ...grounds, dueAt: DUE },
  'due-moved': { reason: grounds.reason, basis: grounds.basis, dueBefore: DUE - 60_000, dueAt: DUE },
  notice: { document: '沙开办20261123-0001-7-N1', defects },
  declined: { document: '沙开办20261123-0001-7-X1', defects, competentAuthority: '350402', remedies },
  refused: { document: '沙开办20261123-0001-7-F1', defects, remedies },
  owed: { document: '沙开办20261123-0001-7-T1', dueAt: DUE, defects },
  terminated: { document: '沙开办20261123-0001-7-Z1', defects, remedies },
  ready: {},
  withdrawn: {},
  'withdrawal-turned-down': {},
};
const told = (kind: Kind) => ({ kind, number: '沙开办20261123-0001-7', said: SAID[kind] });
const namesIn = (template: string) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the wording of what is told', () => {
  it.each(kinds)('of %s says the same in both languages, and fills in what there is', (kind) => {
    const { subject, body } = templates[kind];
    for (const one of [subject, body]) {
      expect(namesIn(one['zh-CN'])).toEqual(namesIn(one.en));
      for (const name of namesIn(one.en)) expect(blanks).toContain(name);
      expect(one['zh-CN']).toMatch(/[一-鿿]/);
      expect(one.en).not.toMatch(/[一-鿿]/);
    }
    const { subject: line, body: whole } = letter(told(kind));
    expect(line).toContain('沙开办20261123-0001-7');
    expect(line).not.toMatch(/[\r\n]/);
    for (const part of [line, whole, shortMessage(told(kind)), headline(told(kind)).en])
      expect(part).not.toMatch(/[{}]/);
    expect(whole).toContain(footer['zh-CN']);
    expect(whole).toContain(footer.en);
  });

  it('has the same blanks in both languages of its parts', () => {
    for (const part of Object.values(parts)) expect(namesIn(part['zh-CN'])).toEqual(namesIn(part.en));
  });

  it('names the end time of an acceptance at the hall', () => {
    expect(letter(told('accepted')).body).toContain('2026-11-23 15:00');
  });

  it('names every defect under its place, in both languages', () => {
    const { body } = letter(told('notice'));
    for (const { text: wrong } of defects) {
      expect(body).toContain(wrong['zh-CN']);
      expect(body).toContain(wrong.en);
    }
    expect(body).toContain('/company/capitalFen');
  });

  it('says of a notice that could have been given before that it could, and of no other', () => {
    const late = letter({ ...told('notice'), said: { ...SAID.notice, late: true } });
    for (const words of ['本应在前次一并告知', 'should have been told before']) {
      expect(late.body).toContain(words);
      expect(letter(told('notice')).body).not.toContain(words);
    }
  });

  it.each(['declined', 'refused'] as const)('gives the remedies of an adverse decision: %s', (kind) => {
    const { body } = letter(told(kind));
    for (const line of [
      '60日内申请行政复议（行政复议法 a.20）',
      '6个月内提起行政诉讼',
      'within 60 days',
      'within 6 months',
    ])
      expect(body).toContain(line);
  });

  it('names the competent authority where there is one, and leaves no gap where there is none', () => {
    expect(letter(told('declined')).body).toContain('请向有权机关申请：350402');
    const { competentAuthority: _none, ...said } = SAID['declined'];
    expect(letter({ ...told('declined'), said }).body).not.toContain('有权机关');
  });

  it('tells of an end that moves why, by which article, and both ends; of one that stands, for how long', () => {
    const moved = letter(told('due-moved')).body;
    for (const part of ['听证（行政许可法 a.45）', 'hearing (行政许可法 a.45)', '2026-11-23 14:59', '2026-11-23 15:00'])
      expect(moved).toContain(part);
    expect(letter(told('paused')).body).toContain('预计至 2026-11-30');
    expect(letter({ ...told('paused'), said: grounds }).body).not.toContain('预计');
    expect(letter({ ...told('resumed'), said: grounds }).body).toContain('因其他事由仍暂停计时');
  });

  it('is not sent by halves', () => {
    expect(() => letter({ ...told('refused'), said: { document: 'x', defects } })).toThrow('remedies');
    expect(() => fill('{dueAt}', {})).toThrow('dueAt');
    expect(fill('{a} {a}', { a: '$&' })).toBe('$& $&');
  });
});

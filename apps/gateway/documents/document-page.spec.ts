import { describe, expect, it } from '@jest/globals';
import { remedies, remediesText } from '@yichuang/matters';
import type { DocumentView } from './document-answers.js';
import { documentHtml, documentText } from './document-page.js';

const refusal: DocumentView = {
  kind: 'refusal',
  number: 'QK-1-F1',
  date: '2026-11-23',
  remedies,
  caseId: 'c1',
  case: 'QK-1',
  matter: { 'zh-CN': '企业开办', en: 'Company opening' },
  title: { 'zh-CN': '不予登记通知书', en: 'Notice of refusal' },
  defects: [
    {
      code: 'SEAT_PROOF_MISSING',
      department: 'market-regulation',
      path: '/papers',
      article: '市场主体登记管理条例 a.16',
      text: { 'zh-CN': '缺少住所<证明>', en: 'no proof of the seat' },
      phase: 'substance',
      rule: 'R-MR-1',
      evidence: {},
    },
  ],
  competentAuthority: null,
  remediesText: remediesText(remedies),
  position: '0:1',
};

describe('a document of a case on paper', () => {
  it('says what it is, of which case, every reason with its article, and what may be done against it, in both languages', () => {
    const page = documentText(refusal);
    for (const said of [
      '不予登记通知书 Notice of refusal',
      '文书编号 Number: QK-1-F1',
      '  1. 缺少住所<证明> no proof of the seat  市场主体登记管理条例 a.16  SEAT_PROOF_MISSING /papers',
      '60 日内申请行政复议（行政复议法 a.20）',
      'sue within 6 months',
    ])
      expect(page).toContain(said);
    expect(page).not.toContain('Competent authority');
    expect(documentText({ ...refusal, competentAuthority: '三元区' })).toContain(
      '有权机关 Competent authority: 三元区',
    );
  });

  it('is a page in which nothing that was said becomes markup', () => {
    const page = documentHtml(refusal);
    expect(page).toContain('<h1>不予登记通知书 Notice of refusal</h1>');
    expect(page).toContain('缺少住所&lt;证明&gt;');
    expect(page).not.toContain('<证明>');
  });
});

import { text, type Text } from '@yichuang/kernel';
import type { z } from 'zod';
import type { paperKind } from './fields.js';

export type PaperKind = z.infer<typeof paperKind>;

/** What each kind of paper is called on a receipt, at the counter, in lists. */
export const paperWords: Readonly<Record<PaperKind, Text>> = {
  'application-form': text('登记（备案）申请书', 'Application form'),
  articles: text('公司章程', 'Articles of association'),
  appointment: text('任职文件', 'Documents of appointment'),
  'identity-document': text('身份证件', 'Identity document'),
  'subject-qualification': text('主体资格文件', 'Proof of legal standing'),
  lease: text('租赁合同', 'Lease'),
  'property-certificate': text('产权证明', 'Proof of ownership'),
  'seat-commitment': text('住所承诺书', 'Commitment for the seat'),
  'pre-approval': text('前置审批文件', 'Prior approval'),
  'power-of-attorney': text('授权委托书', 'Power of attorney'),
  'real-name-confirmation': text('实名认证记录', 'Record of real-name confirmation'),
  'employee-list': text('职工名册', 'List of employees'),
  'identity-legalisation': text('身份证明公证认证文件', 'Legalised proof of identity'),
  other: text('其他材料', 'Other paper'),
};

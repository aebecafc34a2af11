import { text, type Text } from '@yichuang/kernel';
import { z } from 'zod';

const day = z.iso.date();

/** The facts of a 营业执照 as everybody may read them (市场主体登记管理条例实施细则 a.23), and the marks of the paper itself. */
export const licenceFacts = z.strictObject({
  number: z.string().min(1),
  uscc: z.string().min(1),
  companyName: z.string().min(1),
  companyType: z.string().min(1),
  legalRepresentative: z.string().min(1),
  capitalFen: z.int().nonnegative(),
  /** ISO 4217. */
  currency: z.string().min(1),
  seat: z.string().min(1),
  scope: z.string().min(1),
  authority: z.string().min(1),
  establishedOn: day,
  issuedOn: day,
  copies: z.int().nonnegative(),
  /** A demonstration: no licence at all, without legal effect. */
  demo: z.boolean(),
});
export type LicenceFacts = Readonly<z.infer<typeof licenceFacts>>;
export type FactName = keyof LicenceFacts;

/** What each is called on the licence, in the order in which it is read out. */
export const factTitles: Readonly<Record<FactName, Text>> = {
  uscc: text('统一社会信用代码', 'Unified social credit code'),
  companyName: text('名称', 'Name'),
  companyType: text('类型', 'Type'),
  legalRepresentative: text('法定代表人', 'Legal representative'),
  capitalFen: text('注册资本', 'Registered capital'),
  currency: text('币种', 'Currency'),
  establishedOn: text('成立日期', 'Founded on'),
  seat: text('住所', 'Seat'),
  scope: text('经营范围', 'Business scope'),
  authority: text('登记机关', 'Registration authority'),
  issuedOn: text('发照日期', 'Issued on'),
  number: text('执照编号', 'Licence number'),
  copies: text('副本数', 'Duplicates'),
  demo: text('模拟', 'Demonstration'),
};
export const factNames = Object.keys(factTitles) as readonly FactName[];

/** What stands across a licence that is none. */
export const demoFace: Text = text(
  '模拟 DEMO：不是真实营业执照，无法律效力',
  '模拟 DEMO: no business licence, without legal effect',
);

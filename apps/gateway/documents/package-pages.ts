import { capitalText } from '@yichuang/licence';
import type { DepartmentReceipt, ReceiptRow } from './department-receipts.js';
import { dateText } from './licence-page.js';
import type { LicenceDocument } from './document-answers.js';
import type { PrintedCase } from './print-job.js';
import { addPage, demoLine, heightOf, ink, write, type Box, type Sheet } from './sheet.js';

const MARGIN = 68;
const TITLE_WIDTH = 108;
const PADDING = 7;
const DEMO = '模拟 DEMO：演示用文书，无法律效力 · no document of any authority, without legal effect';

/** 大礼包封面: what is in it, and on which page; onto the page that is open. */
export function coverPage(
  sheet: Sheet,
  { licence, face }: LicenceDocument,
  { number }: PrintedCase,
  contents: readonly { readonly title: string; readonly page: number }[],
): void {
  const box = boxOf(sheet);
  sheet.rect(0, 0, sheet.page.width, 12).fill(ink.gold);
  let y = write(sheet, '企业开办大礼包', { ...box, y: 150 }, { size: 38, align: 'center', bold: true, spacing: 6 }) + 8;
  y =
    write(sheet, '一窗受理 · 六部门联办', { ...box, y }, { size: 13, align: 'center', color: ink.soft, spacing: 2 }) +
    44;
  y = write(sheet, licence.companyName, { ...box, y }, { size: 19, align: 'center', bold: true }) + 6;
  y = write(sheet, licence.uscc, { ...box, y }, { size: 13, align: 'center', spacing: 1 }) + 6;
  y = write(sheet, `办件编号 ${number}`, { ...box, y }, { size: 11, align: 'center', color: ink.soft }) + 42;
  rule(sheet, { ...box, y });
  y += 14;
  for (const { title, page } of contents) {
    write(sheet, title, { ...box, y }, { size: 12.5 });
    y = write(sheet, String(page), { ...box, y }, { size: 12.5, align: 'right' }) + 7;
  }
  rule(sheet, { ...box, y: y + 4 });
  if (face !== null) demoLine(sheet, { ...box, y: 770 }, `${face['zh-CN']} · ${face.en}`);
}

/** 登记通知书 (市场主体登记管理条例 a.19–21): that it is registered, and what; which permits are needed before trading. */
export function registrationNotice(sheet: Sheet, { licence }: LicenceDocument, of: PrintedCase): void {
  const notice = of.documents.find(({ kind }) => kind === 'registration');
  const { authority } = licence;
  addPage(sheet, 'portrait');
  let y = heading(sheet, '登记通知书', `编号 ${notice?.number ?? ''}`);
  const box = boxOf(sheet);
  y = write(sheet, `${licence.companyName}：`, { ...box, y }, { size: 12.5, lineGap: 5 }) + 6;
  const decision =
    '　　经审查，你单位提交的设立登记申请材料齐全，符合法定形式。依照《中华人民共和国公司法》《中华人民共和国市场主体登记管理条例》' +
    '及其实施细则，我局决定准予设立登记，并颁发营业执照。登记事项如下：';
  y = write(sheet, decision, { ...box, y }, { size: 12.5, lineGap: 7 }) + 10;
  y = table(sheet, y, [
    { title: '统一社会信用代码', says: licence.uscc },
    { title: '名称', says: licence.companyName },
    { title: '类型', says: licence.companyType },
    { title: '法定代表人', says: licence.legalRepresentative },
    { title: '注册资本', says: capitalText(licence.capitalFen, licence.currency)['zh-CN'] },
    { title: '住所', says: licence.seat },
    { title: '经营范围', says: fitsRow(sheet, licence.scope) ? licence.scope : '见营业执照附页' },
    { title: '成立日期', says: dateText(licence.establishedOn) },
    ...permitsIn(of).map((permit) => ({ title: '后置许可', says: `从事相应经营活动前，须另行取得${permit}` })),
  ]);
  signedBy(sheet, y, authority, dateText(notice?.date ?? licence.issuedOn));
  if (licence.demo) demoLine(sheet, { ...box, y: 786 }, DEMO);
}

function permitsIn({ departments }: PrintedCase): readonly string[] {
  const { postLicencePermits: permits } = departments['market-regulation']?.result ?? {};
  return Array.isArray(permits) ? permits.filter((one) => typeof one === 'string') : [];
}

/** A department's receipt: its numbers, in a table. */
export function receiptPage(sheet: Sheet, receipt: DepartmentReceipt, of: LicenceDocument, number: string): void {
  addPage(sheet, 'portrait');
  const top = heading(sheet, receipt.title, `办件编号 ${number}`);
  const { companyName, uscc } = of.licence;
  const company: ReceiptRow[] = [
    { title: '单位名称', says: companyName },
    { title: '统一社会信用代码', says: uscc },
  ];
  const y = table(sheet, top, [...company, ...receipt.rows]);
  signedBy(sheet, y, receipt.accountable, receipt.on ?? '');
  if (receipt.simulated) demoLine(sheet, { ...boxOf(sheet), y: 786 }, DEMO);
}

const boxOf = ({ page }: Sheet): Omit<Box, 'y'> => ({ x: MARGIN, width: page.width - 2 * MARGIN });

function heading(sheet: Sheet, title: string, number: string): number {
  const box = boxOf(sheet);
  sheet.rect(0, 0, sheet.page.width, 12).fill(ink.gold);
  const y = write(sheet, title, { ...box, y: 72 }, { size: 25, align: 'center', bold: true, spacing: 3 }) + 2;
  return write(sheet, number, { ...box, y }, { size: 10.5, align: 'center', color: ink.soft }) + 22;
}

function rule(sheet: Sheet, { x, y, width }: Box): void {
  sheet
    .lineWidth(0.8)
    .strokeColor(ink.gold)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke();
}

/** Where a table must have ended on its page. */
const TABLE_FOOT = 690;

function table(sheet: Sheet, top: number, rows: readonly ReceiptRow[]): number {
  const { x, width } = boxOf(sheet);
  const saysWidth = saysWidthOf(sheet);
  let y = top;
  for (const { title, says } of rows) {
    const size = sizeFor(sheet, says, saysWidth);
    const height = heightOf(sheet, says, saysWidth, { size, lineGap: 2 }) + 2 * PADDING;
    if (y + height > TABLE_FOOT && y > top) {
      addPage(sheet, 'portrait');
      y = MARGIN;
    }
    sheet.rect(x, y, TITLE_WIDTH, height).fill('#faf5e8');
    sheet.lineWidth(0.6).strokeColor(ink.pale).rect(x, y, width, height).stroke();
    const titleBox = { x: x + PADDING, y: y + PADDING, width: TITLE_WIDTH - 2 * PADDING };
    write(sheet, title, titleBox, { size: 11, color: ink.soft });
    write(sheet, says, { x: x + TITLE_WIDTH + PADDING, y: y + PADDING, width: saysWidth }, { size, lineGap: 2 });
    y += height;
  }
  return y;
}

/** A long text is set small, so that a page holds it with all else. */
const ROW_HEIGHT_MAX = 250;
const ROW_SIZES = [11.5, 10, 9, 8, 7] as const;

const sizeFor = (sheet: Sheet, says: string, width: number): number =>
  ROW_SIZES.find((size) => heightOf(sheet, says, width, { size, lineGap: 2 }) <= ROW_HEIGHT_MAX) ?? 7;

const saysWidthOf = (sheet: Sheet): number => boxOf(sheet).width - TITLE_WIDTH - 2 * PADDING;

const fitsRow = (sheet: Sheet, says: string): boolean =>
  heightOf(sheet, says, saysWidthOf(sheet), { size: 7, lineGap: 2 }) <= ROW_HEIGHT_MAX;

function signedBy(sheet: Sheet, y: number, accountable: string, on: string): void {
  const { x, width } = boxOf(sheet);
  const box = { x: x + width / 2, width: width / 2 };
  const below = write(sheet, accountable, { ...box, y: y + 40 }, { size: 12.5, align: 'center', bold: true });
  write(sheet, on, { ...box, y: below + 4 }, { size: 12, align: 'center' });
}

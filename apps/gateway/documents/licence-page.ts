import { capitalText, factTitles, type FactName } from '@yichuang/licence';
import type { LicenceDocument } from './document-answers.js';
import { drawFrame } from './frame.js';
import { drawQrCode } from './qr-code.js';
import { addPage, demoLine, heightOf, ink, write, type Manner, type Sheet } from './sheet.js';

const INSET = 26;
const LEFT = 74;
const RIGHT_COLUMN = 470;
const LABEL = 76;
const QR_SIDE = 136;
/** What one column has for a field's text. */
const LEFT_WIDTH = 288;
const RIGHT_WIDTH = 218;

const SIZES = [13, 12, 11, 10, 9, 8] as const;
/** Where the scope must have ended. */
const FOOT = 472;

/** 营业执照（正本）, A4 across: what an ordinary printer makes of it can be read and scanned. */
export function licencePage(sheet: Sheet, { licence, face, signed, kid }: LicenceDocument): void {
  addPage(sheet, 'landscape');
  const { width } = sheet.page;
  drawFrame(sheet, INSET);
  const whole = { x: 0, width };
  write(sheet, '营业执照', { ...whole, x: 11, y: 66 }, { size: 50, align: 'center', bold: true, spacing: 22 });
  write(sheet, '（正本）', { ...whole, y: 140 }, { size: 13, align: 'center' });

  write(sheet, factTitles.uscc['zh-CN'], { x: LEFT, y: 84, width: 200 }, { size: 11, color: ink.soft });
  write(sheet, licence.uscc, { x: LEFT, y: 100, width: 220 }, { size: 15, bold: true, spacing: 0.6 });
  write(sheet, `${factTitles.number['zh-CN']}  ${licence.number}`, { x: LEFT, y: 124, width: 240 }, small);

  const qrLeft = width - LEFT - QR_SIDE + 8;
  drawQrCode(sheet, signed, qrLeft, 62, QR_SIDE);
  write(
    sheet,
    '扫描取得登记机关签名，可离线核验真伪',
    { x: qrLeft - 20, y: 62 + QR_SIDE, width: QR_SIDE + 40 },
    { ...small, align: 'center' },
  );

  fields(sheet, licence, left, LEFT, LEFT_WIDTH);
  fields(sheet, licence, right, RIGHT_COLUMN, RIGHT_WIDTH);
  write(
    sheet,
    licence.authority,
    { x: RIGHT_COLUMN, y: 452, width: LABEL + RIGHT_WIDTH },
    { size: 13, align: 'center', bold: true },
  );
  write(
    sheet,
    dateText(licence.issuedOn),
    { x: RIGHT_COLUMN, y: 474, width: LABEL + RIGHT_WIDTH },
    { size: 12, align: 'center' },
  );
  write(sheet, `电子签名 Ed25519 · 公钥 ${kid}`, { x: LEFT, y: 506, width: 340 }, small);
  write(
    sheet,
    `副本 ${String(licence.copies)} 份`,
    { x: RIGHT_COLUMN, y: 506, width: LABEL + RIGHT_WIDTH },
    { ...small, align: 'right' },
  );
  if (face !== null) {
    demoLine(sheet, { x: LEFT, y: 524, width: width - 2 * LEFT }, `${face['zh-CN']} · ${face.en}`);
  }
  if (!fits(sheet, licence.scope)) annex(sheet, licence);
}

const small: Manner = { size: 8.5, color: ink.soft };

type Licence = LicenceDocument['licence'];
type Field = readonly [FactName, (licence: Licence) => string];

const left: readonly Field[] = [
  ['companyName', ({ companyName }) => companyName],
  ['companyType', ({ companyType }) => companyType],
  ['legalRepresentative', ({ legalRepresentative }) => legalRepresentative],
  ['scope', ({ scope }) => scope],
];
const right: readonly Field[] = [
  ['capitalFen', ({ capitalFen, currency }) => capitalText(capitalFen, currency)['zh-CN']],
  ['establishedOn', ({ establishedOn }) => dateText(establishedOn)],
  ['seat', ({ seat }) => seat],
];
const TOP = 232;

function fields(sheet: Sheet, licence: Licence, of: readonly Field[], x: number, width: number): void {
  let y = TOP;
  for (const [name, say] of of) {
    const said = say(licence);
    const words = name === 'scope' && !fits(sheet, said) ? '见附页' : said;
    write(sheet, spread(factTitles[name]['zh-CN']), { x, y, width: LABEL }, { size: 12, color: ink.gold, bold: true });
    const size = name === 'scope' ? sizeFor(sheet, words) : 13;
    y = write(sheet, words, { x: x + LABEL, y, width }, { size, lineGap: 1.5 }) + 9;
  }
}

/** Titles of two and three characters as wide as those of four. */
const spread = (title: string): string => {
  const characters = Array.from(title);
  if (characters.length === 2) return characters.join('\u3000\u3000');
  return characters.length === 3 ? characters.join('\u2002') : title;
};

const roomForScope = FOOT - (TOP + 3 * 30);
const sizeFor = (sheet: Sheet, scope: string): number =>
  SIZES.find((size) => heightOf(sheet, scope, LEFT_WIDTH, { size, lineGap: 1.5 }) <= roomForScope) ?? SIZES[0];
const fits = (sheet: Sheet, scope: string): boolean =>
  heightOf(sheet, scope, LEFT_WIDTH, { size: SIZES.at(-1) ?? 8, lineGap: 1.5 }) <= roomForScope;

/** 2026年11月23日. */
export function dateText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${String(year)}年${String(month)}月${String(date)}日`;
}

/** The scope on sheets of its own, as many as it takes. */
function annex(sheet: Sheet, { companyName, uscc, scope }: Licence): void {
  sheet.addPage({ size: 'A4', layout: 'portrait', margin: 64 });
  const box = { x: 64, width: sheet.page.width - 128 };
  let y = write(sheet, '营业执照附页', { ...box, y: 64 }, { size: 20, align: 'center', bold: true }) + 10;
  y = write(sheet, `${companyName}  ${uscc}`, { ...box, y }, { size: 11, align: 'center', color: ink.soft }) + 18;
  write(sheet, `经营范围：${scope}`, { ...box, y }, { size: 11, lineGap: 4 });
}

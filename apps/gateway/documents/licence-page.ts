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

/** The last text of a column is set as large as there is room for it. */
const SIZES = [13, 12, 11, 10, 9, 8] as const;
const LINE_GAP = 1.5;
/** Where each column must have ended: the left above the signature's line, the right above the authority. */
const LEFT_FOOT = 498;
const RIGHT_FOOT = 444;

/** 营业执照（正本）, A4 across: what an ordinary printer makes of it can be read and scanned. */
export function licencePage(sheet: Sheet, { licence, face, signed, kid }: LicenceDocument): void {
  addPage(sheet, 'landscape');
  const { width } = sheet.page;
  drawFrame(sheet, INSET);
  write(sheet, '营业执照', { x: 11, y: 66, width }, { size: 50, align: 'center', bold: true, spacing: 22 });
  write(sheet, '（正本）', { x: 0, y: 140, width }, { size: 13, align: 'center' });

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

  const whole = [leftColumn, rightColumn].map((one) => column(sheet, licence, one)).every(Boolean);
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
  if (face !== null) demoLine(sheet, { x: LEFT, y: 524, width: width - 2 * LEFT }, `${face['zh-CN']} · ${face.en}`);
  if (!whole) annex(sheet, licence);
}

const small: Manner = { size: 8.5, color: ink.soft };

type Licence = LicenceDocument['licence'];
type Field = readonly [FactName, (licence: Licence) => string];

interface Column {
  readonly x: number;
  readonly width: number;
  readonly foot: number;
  readonly fields: readonly Field[];
}

const leftColumn: Column = {
  x: LEFT,
  width: LEFT_WIDTH,
  foot: LEFT_FOOT,
  fields: [
    ['companyName', ({ companyName }) => companyName],
    ['companyType', ({ companyType }) => companyType],
    ['legalRepresentative', ({ legalRepresentative }) => legalRepresentative],
    ['scope', ({ scope }) => scope],
  ],
};
const rightColumn: Column = {
  x: RIGHT_COLUMN,
  width: RIGHT_WIDTH,
  foot: RIGHT_FOOT,
  fields: [
    ['capitalFen', ({ capitalFen, currency }) => capitalText(capitalFen, currency)['zh-CN']],
    ['establishedOn', ({ establishedOn }) => dateText(establishedOn)],
    ['seat', ({ seat }) => seat],
  ],
};
const TOP = 232;

/** @returns whether all of it is there; else the last text is to stand on an annex */
function column(sheet: Sheet, licence: Licence, { x, width, foot, fields }: Column): boolean {
  let y = TOP;
  let whole = true;
  for (const [index, [name, say]] of fields.entries()) {
    const isLast = index === fields.length - 1;
    const said = say(licence);
    const size = isLast ? sizeFor(sheet, said, width, foot - y) : SIZES[0];
    whole &&= size !== null;
    write(sheet, spread(factTitles[name]['zh-CN']), { x, y, width: LABEL }, { size: 12, color: ink.gold, bold: true });
    const words = size === null ? '见附页' : said;
    y = write(sheet, words, { x: x + LABEL, y, width }, { size: size ?? SIZES[0], lineGap: LINE_GAP }) + 9;
  }
  return whole;
}

const sizeFor = (sheet: Sheet, words: string, width: number, room: number): number | null =>
  SIZES.find((size) => heightOf(sheet, words, width, { size, lineGap: LINE_GAP }) <= room) ?? null;

/** Titles of two and three characters as wide as those of four. */
const spread = (title: string): string => {
  const characters = Array.from(title);
  if (characters.length === 2) return characters.join('\u3000\u3000');
  return characters.length === 3 ? characters.join('\u2002') : title;
};

/** 2026年11月23日. */
export function dateText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${String(year)}年${String(month)}月${String(date)}日`;
}

/** Seat and scope on sheets of their own, as many as it takes. */
function annex(sheet: Sheet, { companyName, uscc, seat, scope }: Licence): void {
  sheet.addPage({ size: 'A4', layout: 'portrait', margin: 64 });
  const box = { x: 64, width: sheet.page.width - 128 };
  let y = write(sheet, '营业执照附页', { ...box, y: 64 }, { size: 20, align: 'center', bold: true }) + 10;
  y = write(sheet, `${companyName}  ${uscc}`, { ...box, y }, { size: 11, align: 'center', color: ink.soft }) + 18;
  write(sheet, `住所：${seat}\n经营范围：${scope}`, { ...box, y }, { size: 11, lineGap: 4 });
}

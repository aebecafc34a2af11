import PDFDocument from 'pdfkit';
import { legible, typeface } from './typeface.js';

export type Sheet = PDFKit.PDFDocument;

export const ink = {
  text: '#1c1c1c',
  soft: '#6b6358',
  gold: '#a8823a',
  pale: '#e9dcc0',
  paper: '#fefcf6',
  red: '#b3261e',
};

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Manner {
  /** Points. */
  readonly size: number;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right' | 'justify';
  /** The font has one weight; a stroke makes another. */
  readonly bold?: boolean;
  readonly spacing?: number;
  readonly lineGap?: number;
}

/**
 * A document without a page yet. It says of itself what its content says, and no clock: equal content makes equal bytes.
 *
 * @param about.on `YYYY-MM-DD`
 */
export function newSheet(about: { readonly title: string; readonly author: string; readonly on: string }): Sheet {
  const at = new Date(`${about.on}T00:00:00+08:00`);
  const sheet = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: about.title, Author: about.author, Creator: 'Yichuang', CreationDate: at, ModDate: at },
  });
  sheet.registerFont('serif', typeface().bytes);
  sheet.font('serif');
  return sheet;
}

export async function bytesOf(sheet: Sheet): Promise<Buffer> {
  const parts: Buffer[] = [];
  sheet.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    sheet.on('end', resolve);
    sheet.on('error', reject);
  });
  sheet.end();
  await ended;
  return Buffer.concat(parts);
}

export function addPage(sheet: Sheet, layout: 'portrait' | 'landscape'): void {
  sheet.addPage({ size: 'A4', layout, margin: 0 });
}

/** Writes a text into a box. @returns where the next line would begin */
export function write(sheet: Sheet, text: string, { x, y, width }: Box, manner: Manner): number {
  const { size, color = ink.text, align = 'left', bold = false, spacing = 0, lineGap = 0 } = manner;
  const options = { width, align, characterSpacing: spacing, lineGap };
  sheet.fontSize(size).fillColor(color);
  if (bold) sheet.strokeColor(color).lineWidth(size / 36);
  sheet.text(legible(text), x, y, bold ? { ...options, fill: true, stroke: true } : options);
  return sheet.y;
}

export function heightOf(sheet: Sheet, text: string, width: number, { size, lineGap = 0 }: Manner): number {
  return sheet.fontSize(size).heightOfString(legible(text), { width, lineGap });
}

/** Draws some pages; of a demonstration, every one of them says so from corner to corner. */
export function section(sheet: Sheet, demo: boolean, draw: () => void): void {
  const first = sheet.bufferedPageRange().count;
  draw();
  const { count } = sheet.bufferedPageRange();
  for (let page = first; demo && page < count; page += 1) {
    sheet.switchToPage(page);
    watermark(sheet);
  }
}

/** Wide enough to be seen on any copy, and short enough to leave the QR code alone. */
const WATERMARK_SIZE = 92;

export function watermark(sheet: Sheet): void {
  const { width, height } = sheet.page;
  const [x, y] = [width * 0.46, height * 0.55];
  sheet
    .save()
    .rotate(-32, { origin: [x, y] })
    .fillOpacity(0.14);
  const box = { x: x - width, y: y - WATERMARK_SIZE * 0.72, width: 2 * width };
  write(sheet, '模拟 DEMO', box, { size: WATERMARK_SIZE, color: ink.red, align: 'center' });
  sheet.restore();
}

/** A line at the foot of a page, below whatever its margins keep free. @param above points from the lower edge */
export function foot(sheet: Sheet, page: number, above: number, words: string, color: string): void {
  sheet.switchToPage(page);
  sheet.page.margins.bottom = 0;
  const { width, height } = sheet.page;
  write(sheet, words, { x: 74, y: height - above, width: width - 148 }, { size: 8.5, align: 'center', color });
}

/** The line of a demonstration, in a red frame. */
export function demoLine(sheet: Sheet, { x, y, width }: Box, words: string): void {
  sheet.lineWidth(0.8).strokeColor(ink.red).rect(x, y, width, 20).stroke();
  write(sheet, words, { x, y: y + 3.5, width }, { size: 9.5, color: ink.red, align: 'center' });
}

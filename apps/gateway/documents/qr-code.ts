import QRCode from 'qrcode';
import type { Sheet } from './sheet.js';

/** Light modules around a code (ISO/IEC 18004). */
const QUIET_MODULES = 4;

/** Dark modules of a code for the text of a licence, row by row. */
export function qrRows(text: string): readonly (readonly boolean[])[] {
  const { modules } = QRCode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
  const line = Array.from({ length: modules.size }, (_, at) => at);
  return line.map((row) => line.map((column) => modules.get(row, column) === 1));
}

/** Drawn, not an image: sharp at any size. @param side points, the quiet zone included */
export function drawQrCode(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const rows = qrRows(text);
  const module = side / (rows.length + 2 * QUIET_MODULES);
  sheet.rect(x, y, side, side).fill('#ffffff');
  for (const [row, dark] of rows.entries()) {
    for (const [from, to] of runsOf(dark)) {
      sheet.rect(x + (from + QUIET_MODULES) * module, y + (row + QUIET_MODULES) * module, (to - from) * module, module);
    }
  }
  sheet.fill('#000000');
}

/** Neighbouring dark modules as one bar, so that no hairline shows between them. */
function runsOf(dark: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [at, isDark] of dark.entries()) {
    const last = runs.at(-1);
    if (isDark && last?.[1] === at) last[1] = at + 1;
    else if (isDark) runs.push([at, at + 1]);
  }
  return runs;
}

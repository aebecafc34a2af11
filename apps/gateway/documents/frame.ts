import { ink, type Sheet } from './sheet.js';

const BAND = 16;

/** The border of a licence: waves between two frames, as on paper of value, and a rosette in each corner. */
export function drawFrame(sheet: Sheet, inset: number): void {
  const { width, height } = sheet.page;
  const [w, h] = [width - 2 * inset, height - 2 * inset];
  sheet.rect(0, 0, width, height).fill(ink.paper);
  sheet.strokeColor(ink.gold).lineWidth(2.2).rect(inset, inset, w, h).stroke();
  const inner = inset + BAND;
  sheet
    .lineWidth(0.8)
    .rect(inner, inner, w - 2 * BAND, h - 2 * BAND)
    .stroke();
  sheet.lineWidth(0.45);
  for (const phase of [0, 0.25, 0.5, 0.75]) {
    for (const y of [inset + BAND / 2, height - inset - BAND / 2])
      wave(sheet, phase, w - 2 * BAND, (along, off) => [inner + along, y + off]);
    for (const x of [inset + BAND / 2, width - inset - BAND / 2])
      wave(sheet, phase, h - 2 * BAND, (along, off) => [x + off, inner + along]);
  }
  for (const x of [inset + BAND / 2, width - inset - BAND / 2])
    for (const y of [inset + BAND / 2, height - inset - BAND / 2]) rosette(sheet, x, y);
}

type At = (along: number, off: number) => readonly [number, number];

const WAVE_LENGTH = 24;
const STEPS = 12;

function wave(sheet: Sheet, phase: number, length: number, at: At): void {
  const waves = Math.round(length / WAVE_LENGTH);
  const points = waves * STEPS;
  for (let point = 0; point <= points; point += 1) {
    const angle = (point / STEPS + phase) * 2 * Math.PI;
    const [x, y] = at((point / points) * length, Math.sin(angle) * (BAND / 2 - 2.2));
    if (point === 0) sheet.moveTo(x, y);
    else sheet.lineTo(x, y);
  }
  sheet.stroke();
}

const PETALS = 8;

function rosette(sheet: Sheet, x: number, y: number): void {
  sheet.circle(x, y, BAND / 2 + 3).fill(ink.paper);
  sheet.lineWidth(0.6).strokeColor(ink.gold);
  for (let petal = 0; petal < PETALS; petal += 1) {
    const angle = (petal / PETALS) * 2 * Math.PI;
    sheet.circle(x + Math.cos(angle) * 4.5, y + Math.sin(angle) * 4.5, 5.5).stroke();
  }
  sheet.circle(x, y, 2).fill(ink.gold);
}

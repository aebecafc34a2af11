import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { create } from 'fontkit';

export interface Typeface {
  readonly bytes: Buffer;
  covers(codePoint: number): boolean;
}

let opened: Typeface | null = null;

/** The one font documents are printed with. Fourteen megabytes and some tenths of a second: opened when something is printed. */
export function typeface(): Typeface {
  opened ??= open();
  return opened;
}

function open(): Typeface {
  const bytes = brotliDecompressSync(readFileSync(new URL('./fonts/noto-serif-sc.ttf.br', import.meta.url)));
  const font = create(bytes);
  if (font.type !== 'TTF') throw new TypeError('the font is a collection');
  return { bytes, covers: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
}

/** Characters the font has not, each once. */
export const missingIn = (text: string): readonly string[] =>
  [...new Set(Array.from(text))].filter((character) => !isCovered(character));

/** The text with each character the font has not named by its code point: better read aloud than an empty box. */
export const legible = (text: string): string =>
  Array.from(text, (character) => (isCovered(character) ? character : `〔${codePointOf(character)}〕`)).join('');

export const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const isCovered = (character: string): boolean =>
  character === '\n' || typeface().covers(character.codePointAt(0) ?? 0);

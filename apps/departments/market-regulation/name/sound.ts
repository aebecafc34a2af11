import { pinyin } from 'pinyin-pro';

/** Each character is read once: the table of standard characters bounds what is kept. */
const readings = new Map<string, string>();
const readingsMax = 10_000;

/**
 * How a trade name sounds, tones left aside: one reading a character, parted by spaces so that `xi an` is not `xian`.
 * Characters are read alone, not in their context, so that equal characters always sound equal.
 */
export const soundOf = (tradeName: string): string => Array.from(tradeName, readingOf).join(' ');

function readingOf(character: string): string {
  const known = readings.get(character);
  if (known !== undefined) return known;
  const reading = pinyin(character, { toneType: 'none' });
  if (readings.size >= readingsMax) readings.clear();
  readings.set(character, reading);
  return reading;
}

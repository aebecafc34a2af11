import { text, type Text } from '@yichuang/kernel';
import type { Fault } from './parsed.js';

/** What may stand at one place. */
export interface Place {
  readonly characters: string;
  /** The set for a machine, e.g. `0-9`. */
  readonly expected: string;
  readonly said: Text;
}

/** One way an identifier may be written: what may stand at each of its places. */
export type Shape = readonly Place[];

const place = (characters: string, expected: string, said: Text): Place => ({ characters, expected, said });

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const digit = place(DIGITS, '0-9', text('数字', 'a digit'));
export const letter = place(LETTERS, 'A-Z', text('大写字母', 'a letter'));
export const letterOrDigit = place(DIGITS + LETTERS, '0-9A-Z', text('数字或大写字母', 'a digit or a letter'));
export const digitOrX = place(`${DIGITS}X`, '0-9X', text('数字或 X', 'a digit or X'));

/** One of some characters, e.g. `oneOf('HM')`. */
export function oneOf(characters: string): Place {
  const all = Array.from(characters);
  return place(characters, characters, text(all.join(' 或 '), all.join(' or ')));
}

export const places = (count: number, of: Place): Shape => Array.from({ length: count }, () => of);
/** A fixed text, character by character. */
export const fixed = (written: string): Shape => Array.from(written, (character) => oneOf(character));

/** Only A–Z are folded: other scripts may change length, and then no index would fit. */
export const upper = (code: string): string => code.replace(/[a-z]/g, (character) => character.toUpperCase());

/**
 * Compares a code with the shapes it may have. Where no shape is as long, that is the fault; else every misplaced
 * character of the shape that fits best.
 */
export function shapeFaults(code: string, shapes: readonly Shape[]): readonly Fault[] {
  const [first, ...others] = shapes
    .filter((shape) => shape.length === code.length)
    .map((shape) => misplaced(code, shape));
  if (first === undefined) return [lengthFault(code.length, shapes)];
  return others.reduce((best, faults) => (faults.length < best.length ? faults : best), first);
}

function misplaced(code: string, shape: Shape): readonly Fault[] {
  return shape.flatMap(({ characters, expected, said }, index) =>
    characters.includes(code.charAt(index))
      ? []
      : [
          {
            code: 'CHARACTER' as const,
            index,
            length: 1,
            expected,
            text: text(
              `第 ${String(index + 1)} 位应为${said['zh-CN']}`,
              `character ${String(index + 1)} is to be ${said.en}`,
            ),
          },
        ],
  );
}

function lengthFault(actual: number, shapes: readonly Shape[]): Fault {
  const lengths = [...new Set(shapes.map(({ length }) => length))].sort((a, b) => a - b);
  const [shortest = 0, longest = shortest] = [lengths[0], lengths.at(-1)];
  const unbroken = lengths.length > 2 && longest - shortest === lengths.length - 1;
  const or = (word: string): string =>
    unbroken ? `${String(shortest)}–${String(longest)}` : lengths.map(String).join(word);
  const index = Math.min(actual, longest);
  return {
    code: 'LENGTH',
    index,
    length: actual - index,
    expected: or('|'),
    text: text(
      `应为 ${or(' 或 ')} 位，实为 ${String(actual)} 位`,
      `it is to have ${or(' or ')} characters, not ${String(actual)}`,
    ),
  };
}

/** A check character that does not fit what stands before it. */
export function checkFault(code: string, index: number, expected: string): readonly Fault[] {
  if (code.charAt(index) === expected) return [];
  return [
    {
      code: 'CHECK_CHARACTER',
      index,
      length: 1,
      expected,
      text: text(
        `第 ${String(index + 1)} 位校验码应为 ${expected}，请核对此位及其余各位`,
        `the check character at ${String(index + 1)} is to be ${expected}; look at it and at the others again`,
      ),
    },
  ];
}

/**
 * What to ask an index of {@link RegisterTable.parts} for, as a `tsquery`: `text_parts(column) @@ $1::tsquery` is true of every text
 * that has `part` in it, and of few others. Which of them really do is `position($2 in column) > 0`.
 *
 * @param part at least one character
 * @throws RangeError when it is empty: it would be a part of everything
 */
export function partAsked(part: string): string {
  const letters = Array.from(part);
  const [first] = letters;
  if (first === undefined) throw new RangeError('the empty text is a part of every text');
  if (letters.length === 1) return `${lexeme(first)}:*`;
  const pairs = letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
  return [...new Set(pairs)].map(lexeme).join(' & ');
}

/** Quoted as PostgreSQL's manual has it (8.11.2). */
const lexeme = (letters: string): string => `'${letters.replaceAll(/['\\]/g, (letter) => letter + letter)}'`;

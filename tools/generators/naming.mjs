/** `fire-safety` as code says it. */
export function namesOf(name) {
  const words = name.split('-');
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  return {
    name,
    className: words.map(capital).join(''),
    propertyName: words.map((word, index) => (index === 0 ? word : capital(word))).join(''),
    table: words.join('_'),
    rule: `R-${name.toUpperCase()}`,
    sentence: capital(words.join(' ')),
  };
}

/** A string as a literal; the formatter chooses the quotes. */
export const quoted = (value) => JSON.stringify(value);

/** @throws Error where the place is taken: a generator adds, and changes nothing that somebody wrote */
export function requireFree(tree, folder) {
  if (tree.exists(folder)) throw new Error(`${folder} is there already`);
}

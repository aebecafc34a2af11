import { text, type Text } from '@yichuang/kernel';
import { capitalText } from './capital.js';
import { factNames, factTitles, type FactName } from './facts.js';
import type { Said } from './statement.js';

/** A fact as a person reads it. */
export interface ReadOut {
  readonly name: FactName;
  readonly title: Text;
  readonly says: Text;
}

const same = (said: string | number): Text => text(String(said), String(said));

const words: { readonly [N in FactName]?: (said: Said) => Text } = {
  capitalFen: ({ capitalFen, currency }) => capitalText(capitalFen, currency),
  scope: ({ scope, scopeSha256 }) =>
    scope === null
      ? text(
          `过长，二维码只含其 SHA-256：${scopeSha256 ?? ''}`,
          `too long for the QR code, which holds its SHA-256: ${scopeSha256 ?? ''}`,
        )
      : same(scope),
  demo: ({ demo }) => (demo ? text('是', 'yes') : text('否', 'no')),
};

/** Every fact that was signed, in the order of the licence; the currency stands with the capital. */
export const readOut = (said: Said): readonly ReadOut[] =>
  factNames
    .filter((name) => name !== 'currency')
    .map((name) => ({ name, title: factTitles[name], says: words[name]?.(said) ?? same(String(said[name])) }));

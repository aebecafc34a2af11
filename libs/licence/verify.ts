import { ed25519 } from '@noble/curves/ed25519.js';
import { text, type Text } from '@yichuang/kernel';
import { factNames, factTitles, type FactName } from './facts.js';
import { bytesOfKey, type LicenceKeys } from './keys.js';
import {
  hashOfScope,
  isStatementText,
  readStatement,
  toBeSigned,
  type Said,
  type SignedStatement,
} from './statement.js';

/** What a verifier can say of a text or a document that is held out as a licence. */
export type Verdict =
  | { readonly verdict: 'genuine'; readonly kid: string; readonly said: Said }
  /** Somebody changed it, or never had the key. `differing`: facts of the document that were not signed so. */
  | {
      readonly verdict: 'forged';
      readonly why: Text;
      readonly kid: string;
      readonly said: Said;
      readonly differing: readonly string[];
    }
  /** Nobody among the given keys signs under that name; it proves nothing. */
  | { readonly verdict: 'unknown-key'; readonly why: Text; readonly kid: string; readonly said: Said }
  | { readonly verdict: 'unreadable'; readonly why: Text };

/**
 * Is it as the authority signed it? Needs no server and no clock.
 *
 * @param given the text of the QR code, or the JSON document `{ licence, signed }`
 * @param keys every public key of the authority
 */
export function verifyLicence(given: string, keys: LicenceKeys): Verdict {
  const trimmed = given.trim();
  if (isStatementText(trimmed)) return judged(readStatement(trimmed), null, keys);
  const document = documentIn(trimmed);
  return document === null ? unreadable : judged(readStatement(document.signed), document.licence, keys);
}

const unreadable: Verdict = {
  verdict: 'unreadable',
  why: text(
    '这不是执照二维码的文本，也不是执照文件',
    'this is neither the text of a licence’s QR code nor its document',
  ),
};

function judged(
  statement: SignedStatement | null,
  shown: Readonly<Record<string, unknown>> | null,
  { keys }: LicenceKeys,
): Verdict {
  if (statement === null) return unreadable;
  const { kid, said, signature } = statement;
  const key = keys.find((one) => one.kid === kid);
  if (key === undefined)
    return {
      verdict: 'unknown-key',
      why: text('签名所用的公钥不在给定的公钥集中', 'it was signed under a key that is not among the given ones'),
      kid,
      said,
    };
  const signed = isSigned(signature, toBeSigned(statement), bytesOfKey(key));
  const differing = shown === null ? [] : differences(said, shown);
  if (signed && differing.length === 0) return { verdict: 'genuine', kid, said };
  return { verdict: 'forged', why: signed ? changed : unsigned, kid, said, differing };
}

const unsigned = text(
  '签名不符：内容被改动，或不是登记机关所签',
  'the signature does not fit: it was changed, or is not the authority’s',
);
const changed = text('所示内容与所签内容不同', 'what is shown is not what was signed');

function isSigned(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  try {
    // strictly as RFC 8032 says: no second signature passes for the same statement
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    // a key that is no point of the curve
    return false;
  }
}

/** Names of what a document shows otherwise than it was signed, shows without a signature, or leaves out. */
function differences(said: Said, shown: Readonly<Record<string, unknown>>): readonly string[] {
  const strangers = Object.keys(shown).filter((name) => !(name in factTitles));
  return [...factNames.filter((name) => !isSame(said, name, shown[name])), ...strangers];
}

const isSame = (said: Said, name: FactName, shown: unknown): boolean =>
  name === 'scope' && said.scope === null
    ? typeof shown === 'string' && hashOfScope(shown) === said.scopeSha256
    : said[name] === shown;

function documentIn(
  given: string,
): { readonly licence: Readonly<Record<string, unknown>>; readonly signed: string } | null {
  try {
    const { licence, signed } = JSON.parse(given) as { licence?: unknown; signed?: unknown };
    return typeof signed === 'string' && typeof licence === 'object' && licence !== null
      ? { licence: { ...licence }, signed }
      : null;
  } catch {
    return null;
  }
}

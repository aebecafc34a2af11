import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { decode, encode, type DecodeOptions } from 'cborg';
import { z } from 'zod';
import { base45, bytesOfBase45 } from './base45.js';
import { licenceFacts, type FactName, type LicenceFacts } from './facts.js';

/** Says what a text is and how it is read; a new form gets another number. */
const PREFIX = 'YC1:';

/** Every fact under a number of its own; a number never gets another meaning. */
const labels: Readonly<Record<FactName, number>> = {
  number: 1,
  uscc: 2,
  companyName: 3,
  companyType: 4,
  legalRepresentative: 5,
  capitalFen: 6,
  currency: 7,
  seat: 8,
  scope: 9,
  authority: 10,
  establishedOn: 11,
  issuedOn: 12,
  copies: 13,
  demo: 14,
};
const nameOf = new Map(Object.entries(labels).map(([name, label]) => [label, name]));

/**
 * Longest scope, in UTF-8 bytes, that stands in the statement itself; a longer one is there as its SHA-256. With this much the
 * QR code has about 121 modules a side, 0.4 mm each on a licence: much more, and an ordinary telephone no longer reads it.
 */
export const SCOPE_BYTES_MAX = 640;

const ALG_EDDSA = -8;
const [ALG, KID] = [1, 4];
const TAG_SIGN1 = 0xd2;
const SIGNATURE_BYTES = 64;
const strictly: DecodeOptions = { strict: true, useMaps: true, rejectDuplicateMapKeys: true, allowIndefinite: false };

/** What is signed, and as whom: the parts of a COSE_Sign1 message before it has its signature. */
export interface Statement {
  readonly header: Uint8Array;
  readonly payload: Uint8Array;
}

/** What a statement says. `scope` is `null` where only its fingerprint is there. */
export interface Said extends Omit<LicenceFacts, 'scope'> {
  readonly scope: string | null;
  /** SHA-256 of the scope's UTF-8, lower-case hex; `null` where the scope itself is there. */
  readonly scopeSha256: string | null;
}

export interface SignedStatement extends Statement {
  readonly signature: Uint8Array;
  /** Whose key is said to have signed. */
  readonly kid: string;
  readonly said: Said;
}

/** Equal facts and key make equal bytes. @throws ZodError for what are no facts of a licence */
export function statementOf(facts: LicenceFacts, kid: string): Statement {
  const { scope, ...others } = licenceFacts.parse(facts);
  const numbered = new Map<number, unknown>(
    Object.entries({ ...others, scope: shortEnough(scope) ? scope : sha256(utf8ToBytes(scope)) }).map(
      ([name, value]) => [labels[name as FactName], value],
    ),
  );
  const head = new Map<number, unknown>([
    [ALG, ALG_EDDSA],
    [KID, utf8ToBytes(kid)],
  ]);
  return { header: encode(head), payload: encode(numbered) };
}

const shortEnough = (scope: string): boolean => utf8ToBytes(scope).length <= SCOPE_BYTES_MAX;

export const hashOfScope = (scope: string): string => hex(sha256(utf8ToBytes(scope)));
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The very bytes an Ed25519 key signs (RFC 9052 §4.4, Sig_structure). */
export const toBeSigned = ({ header, payload }: Statement): Uint8Array =>
  encode(['Signature1', header, new Uint8Array(), payload]);

/** A signed statement as a QR code holds it: COSE_Sign1 (RFC 9052) in Base45. */
export function textOf({ header, payload }: Statement, signature: Uint8Array): string {
  const message = encode([header, new Map(), payload, signature]);
  return PREFIX + base45(Uint8Array.of(TAG_SIGN1, ...message));
}

export const isStatementText = (written: string): boolean => written.startsWith(PREFIX);

const someBytes = z.instanceof(Uint8Array);
const message = z.tuple([
  someBytes,
  z.map(z.never(), z.never()),
  someBytes,
  someBytes.refine(({ length }) => length === SIGNATURE_BYTES),
]);
const header = z.map(z.int(), z.unknown()).transform((map) => Object.fromEntries(map));
const signedBy = z.strictObject({ [ALG]: z.literal(ALG_EDDSA), [KID]: someBytes });
const payload = z.map(z.int(), z.unknown()).transform((map) => ({
  facts: Object.fromEntries([...map].map(([label, value]) => [nameOf.get(label) ?? label, value])),
}));
const written = z.strictObject({ ...licenceFacts.shape, scope: z.union([z.string(), someBytes]) });

/** What a text says of itself; whether it is true only the signature tells. `null`: this is no statement at all. */
export function readStatement(text: string): SignedStatement | null {
  const all = isStatementText(text) ? bytesOfBase45(text.slice(PREFIX.length)) : null;
  if (all?.[0] !== TAG_SIGN1) return null;
  try {
    const [head, , body, signature] = message.parse(decode(all.subarray(1), strictly));
    const { [KID]: kid } = signedBy.parse(header.parse(decode(head, strictly)));
    const { scope, ...facts } = written.parse(payload.parse(decode(body, strictly)).facts);
    const said: Said =
      typeof scope === 'string'
        ? { ...facts, scope, scopeSha256: null }
        : { ...facts, scope: null, scopeSha256: hex(scope) };
    return { header: head, payload: body, signature, kid: String.fromCharCode(...(kid as Uint8Array)), said };
  } catch {
    return null;
  }
}

import { NEEDLE_BYTES_MIN, needlesOf, type Guise, type Needle, type Secret } from './scan-needles.js';

export interface Found {
  readonly secret: Secret;
  readonly guise: Guise;
}

/** Bytes in a rolling hash; no needle is shorter. */
const WINDOW = NEEDLE_BYTES_MIN;
const FACTOR = 0x01000193;
const FILTER_BITS = 22;
const FILTER_MASK = (1 << FILTER_BITS) - 1;

interface Anchor {
  readonly needle: Needle;
  /** Where in the needle its window begins. */
  readonly offset: number;
}

/**
 * Looks for many secrets at once, in one pass over the bytes for those that are read in either case and one for base64.
 * Each needle is known by the hash of its rarest window, so that a thousand addresses of one street cost no more than one.
 */
export class Scanner {
  private readonly folded: Pass;
  private readonly exact: Pass;

  /** @throws RangeError naming the label of a secret that is too short */
  constructor(secrets: readonly Secret[]) {
    const needles = secrets.flatMap(needlesOf);
    this.folded = new Pass(
      needles.filter((one) => one.folded),
      Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)),
    );
    this.exact = new Pass(
      needles.filter((one) => !one.folded),
      // the alphabet of URLs is read as the other one
      Uint8Array.from({ length: 256 }, (_, byte) => ({ 0x2d: 0x2b, 0x5f: 0x2f })[byte] ?? byte),
    );
  }

  /** Every secret that stands in these bytes, once for each guise. */
  scan(bytes: Uint8Array): Found[] {
    const found = new Map<string, Found>();
    for (const pass of [this.folded, this.exact]) {
      pass.scan(bytes, ({ secret, guise }) => found.set(`${guise} ${secret.label}`, { secret, guise }));
    }
    return [...found.values()];
  }

  scanText(text: string): Found[] {
    return this.scan(Buffer.from(text, 'utf8'));
  }
}

/** One way of reading bytes, and the needles looked for in it. */
class Pass {
  private readonly filter = new Uint8Array(1 << FILTER_BITS);
  private readonly anchors = new Map<number, Anchor[]>();
  private readonly leaving: number;

  constructor(
    needles: readonly Needle[],
    private readonly read: Uint8Array,
  ) {
    this.leaving = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, FACTOR), 1);
    const commonness = new Map<number, number>();
    for (const { bytes } of needles) {
      for (const hash of hashesOf(bytes)) commonness.set(hash, (commonness.get(hash) ?? 0) + 1);
    }
    for (const needle of needles) this.anchor(needle, commonness);
  }

  scan(bytes: Uint8Array, found: (needle: Needle) => void): void {
    const { read, filter, leaving } = this;
    let hash = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      hash = (Math.imul(hash, FACTOR) + (read[bytes[at] ?? 0] ?? 0)) | 0;
      if (at < WINDOW - 1) continue;
      if (at >= WINDOW) hash = (hash - Math.imul(read[bytes[at - WINDOW] ?? 0] ?? 0, leaving)) | 0;
      if (filter[placeOf(hash)] === 1) this.compare(bytes, at - WINDOW + 1, hash, found);
    }
  }

  private anchor(needle: Needle, commonness: ReadonlyMap<number, number>): void {
    const hashes = hashesOf(needle.bytes);
    const rarity = hashes.map((hash) => commonness.get(hash) ?? 0);
    const offset = rarity.indexOf(Math.min(...rarity));
    const hash = hashes[offset] ?? 0;
    this.anchors.set(hash, [...(this.anchors.get(hash) ?? []), { needle, offset }]);
    this.filter[placeOf(hash)] = 1;
  }

  private compare(bytes: Uint8Array, start: number, hash: number, found: (needle: Needle) => void): void {
    for (const { needle, offset } of this.anchors.get(hash) ?? []) {
      if (this.stands(needle.bytes, bytes, start - offset)) found(needle);
    }
  }

  private stands(needle: Uint8Array, bytes: Uint8Array, from: number): boolean {
    if (from < 0 || from + needle.length > bytes.length) return false;
    return needle.every((byte, index) => this.read[bytes[from + index] ?? 0] === byte);
  }
}

const placeOf = (hash: number): number => (hash ^ (hash >>> 15)) & FILTER_MASK;

/** Of each window of a needle, in order. */
function hashesOf(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length - WINDOW + 1 }, (_, start) => {
    let hash = 0;
    for (let index = start; index < start + WINDOW; index += 1)
      hash = (Math.imul(hash, FACTOR) + (bytes[index] ?? 0)) | 0;
    return hash;
  });
}

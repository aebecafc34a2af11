/** Seeded pseudo-random choices: the same seed and index give the same application on every machine. */
export interface Random {
  /** Whole number from 0 up to, not including, `limit`. */
  readonly below: (limit: number) => number;
  /** Whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** 64 hexadecimal digits, the shape of a SHA-256. */
  readonly fingerprint: () => string;
}

/** Mulberry32 (T. Ettinger, public domain) over a mix of seed and index; nothing here needs to be unpredictable. */
export function randomOf(seed: number, index: number): Random {
  let state = mix(seed, index);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => next() < share * 0x1_0000_0000,
    pick: <T>(from: readonly T[]): T => {
      const found = from[below(from.length)];
      if (found === undefined) throw new RangeError('nothing to pick from');
      return found;
    },
    fingerprint: () => Array.from({ length: 8 }, () => hex(next())).join(''),
  };
}

const hex = (word: number): string => word.toString(16).padStart(8, '0');

/** One 32-bit number of two (the finalizer of MurmurHash3), so that neighbouring seeds have nothing in common. */
export function mix(seed: number, index: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 0x165667b1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

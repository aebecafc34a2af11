import type { DeskCommand } from '@yichuang/host';
import type { NameFacts, Rival } from './facts.js';

/**
 * What cases claim of one another. A name is held under itself, its sound and its parts; who asks for one looks under
 * the same name, the same sound, and the names that are parts of it or that it is a part of. Whoever asks locks the
 * plain name of every part of his own, so that of two names of which one is the other's part the later sees the earlier.
 */
export const tradeNameKey = (authority: string, tradeName: string): string => `name/${authority}/${tradeName}`;
const soundKey = (authority: string, sound: string): string => `sound/${authority}/${sound}`;
const partKey = (authority: string, part: string): string => `part/${authority}/${part}`;

/** What a holder leaves with its claim. */
export interface NameHolder {
  readonly companyName: string;
  readonly tradeName: string;
  readonly sound: string;
  readonly industry: string;
  readonly gbt4754Division: string;
  /** `pending`: not checked to the end; nobody else gets it meanwhile, and nothing may be registered under it yet. */
  readonly kind: 'pending' | 'reserved' | 'registered';
  /** Day since which the name is kept. */
  readonly since: string;
  /** Last day of the reservation; `null` once registered. */
  readonly until: string | null;
}

/** A trade name of two characters is the shortest that can be another's part. */
const PART_MIN = 2;

/** Proper parts of a trade name, each once. */
function partsOf(tradeName: string): readonly string[] {
  const characters = Array.from(tradeName);
  const parts = new Set<string>();
  for (let length = PART_MIN; length < characters.length; length += 1) {
    for (let from = 0; from + length <= characters.length; from += 1) {
      parts.add(characters.slice(from, from + length).join(''));
    }
  }
  return [...parts];
}

/** Under which keys a name's rivals are found: at most 30, for a trade name of eight characters. */
export function keysAsked({ authority, parts, sound }: NameFacts): readonly string[] {
  const { trade } = parts;
  return [
    tradeNameKey(authority, trade),
    soundKey(authority, sound),
    partKey(authority, trade),
    ...partsOf(trade).map((part) => tradeNameKey(authority, part)),
  ];
}

/** Under which keys a name is held. */
export const keysHeld = (authority: string, { tradeName, sound }: NameHolder): readonly string[] => [
  tradeNameKey(authority, tradeName),
  soundKey(authority, sound),
  ...partsOf(tradeName).map((part) => partKey(authority, part)),
];

/** The holders as rivals, one a company, less those whose reservation ran out and is only not yet cleared away. */
export function rivalsOf(holders: NonNullable<DeskCommand['holders']>, on: string): readonly Rival[] {
  if (holders.length === 0) return [];
  const byStream = new Map<string, Rival>();
  for (const { stream, data } of holders) {
    const { kind, until, companyName, tradeName, sound, industry, gbt4754Division } = data as NameHolder;
    if (until !== null && until < on) continue;
    const rival = { companyName, tradeName, sound, industry, gbt4754Division, status: kind, since: null };
    byStream.set(stream, rival);
  }
  return [...byStream.values()];
}

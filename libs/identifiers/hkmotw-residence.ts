import { text } from '@yichuang/kernel';
import { citizenFaults, citizenParts, citizenShape, type CitizenParts } from './citizen-number.js';
import { parsed, type Fault, type Parsed } from './parsed.js';
import { shapeFaults, upper } from './shape.js';

export interface HkmotwResidenceParts extends CitizenParts {
  readonly region: 'HKG' | 'MAC' | 'TWN';
}

const regions: Readonly<Record<string, HkmotwResidenceParts['region']>> = {
  '810000': 'HKG',
  '820000': 'MAC',
  '830000': 'TWN',
};

/** 港澳台居民居住证: 18 characters with the check character of GB 11643 [S]. `on` as for a resident number. */
export function parseHkmotwResidence(written: string, on?: string): Parsed<HkmotwResidenceParts> {
  const code = upper(written);
  const region = regions[code.slice(0, 6)];
  const misplaced = shapeFaults(code, [citizenShape]);
  const faults =
    misplaced.length > 0 ? misplaced : [...(region === undefined ? [noRegion] : []), ...citizenFaults(code, on)];
  return parsed(code, faults, () => ({ region: region ?? 'HKG', ...citizenParts(code, on) }));
}

const noRegion: Fault = {
  code: 'CHARACTER',
  index: 0,
  length: 6,
  expected: '810000|820000|830000',
  text: text(
    '第 1 至 6 位应为 810000（香港）、820000（澳门）或 830000（台湾）',
    'characters 1 to 6 are to be 810000 (Hong Kong), 820000 (Macao) or 830000 (Taiwan)',
  ),
};

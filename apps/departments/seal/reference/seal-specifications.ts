import type { z } from 'zod';
import type { sealKind } from '@yichuang/contracts';

export type SealKind = z.infer<typeof sealKind>;

/** What a seal of a kind looks like; sizes in millimetres, as they stand on the filing receipt. */
export interface SealSpecification {
  readonly shape: 'round' | 'oval' | 'square';
  readonly widthMillimetres: number;
  readonly heightMillimetres: number;
  /** Five-point star in the middle, the name around it from left to right (国发〔1999〕25号 a.14). */
  readonly star: boolean;
  /** Simplified characters in 宋体 (国发〔1999〕25号 a.17). */
  readonly typeface: '宋体';
  /** What stands on it. */
  readonly inscription: 'company-name' | 'legal-representative';
  /** Part of the package the district pays for (practice of the provincial portal). */
  readonly free: boolean;
}

const round = (millimetres: number, star: boolean, free: boolean): SealSpecification => ({
  shape: 'round',
  widthMillimetres: millimetres,
  heightMillimetres: millimetres,
  star,
  typeface: '宋体',
  inscription: 'company-name',
  free,
});

/** Special seals differ from the enterprise seal in name and style (国发〔1999〕25号 a.22). */
export const sealSpecifications: {
  readonly version: string;
  readonly validFrom: string;
  readonly byKind: Readonly<Record<SealKind, SealSpecification>>;
} = {
  version: 'seal-specifications-2026.1',
  validFrom: '2026-01-01',
  byKind: {
    enterprise: round(40, true, true),
    finance: round(38, false, true),
    invoice: {
      shape: 'oval',
      widthMillimetres: 40,
      heightMillimetres: 30,
      star: false,
      typeface: '宋体',
      inscription: 'company-name',
      free: true,
    },
    'legal-representative': {
      shape: 'square',
      widthMillimetres: 18,
      heightMillimetres: 18,
      star: false,
      typeface: '宋体',
      inscription: 'legal-representative',
      free: true,
    },
    contract: round(38, false, false),
  },
};

/** No seal of an enterprise is wider than 4.5 cm (国发〔1999〕25号 a.14). */
export const SEAL_MILLIMETRES_MAX = 45;

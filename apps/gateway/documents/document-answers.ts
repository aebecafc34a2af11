import { licenceFacts, licenceKeys } from '@yichuang/licence';
import { z } from 'zod';

const bilingual = z.object({ 'zh-CN': z.string(), en: z.string() });

/** The licence as data. `signed` is the text of its QR code; `face`, what stands across a licence that is none. */
export const licenceDocument = z.object({
  licence: licenceFacts,
  face: bilingual.nullable(),
  kid: z.string(),
  signed: z.string(),
});
export type LicenceDocument = z.infer<typeof licenceDocument>;

export const publicLicenceKeys = licenceKeys;

import { licenceFacts, licenceKeys } from '@yichuang/licence';
import { z } from 'zod';
import { bilingual } from '../bilingual.js';
import { defect, document } from '../answers.js';

/** One document of a case, with all that stands in it. */
export const documentView = document.extend({
  caseId: z.string(),
  /** Number of the case. */
  case: z.string(),
  matter: bilingual,
  title: bilingual,
  text: bilingual.nullable().optional(),
  defects: z.array(defect),
  competentAuthority: z.string().nullable(),
  remediesText: bilingual.nullable(),
  position: z.string(),
});
export type DocumentView = z.infer<typeof documentView>;

/** The licence as data. `signed` is the text of its QR code; `face`, what stands across a licence that is none. */
export const licenceDocument = z.object({
  licence: licenceFacts,
  face: bilingual.nullable(),
  kid: z.string(),
  signed: z.string(),
});
export type LicenceDocument = z.infer<typeof licenceDocument>;

export const publicLicenceKeys = licenceKeys;

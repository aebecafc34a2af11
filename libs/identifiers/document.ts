import type { Person } from '@yichuang/contracts';
import { parseHkmoPermit } from './hkmo-permit.js';
import { parseHkmotwResidence } from './hkmotw-residence.js';
import type { Fault, Parsed } from './parsed.js';
import { parsePassportCn } from './passport-cn.js';
import { parsePassportForeign } from './passport-foreign.js';
import { parsePermanentResidentId } from './permanent-resident-id.js';
import { parseResidentId } from './resident-id.js';
import { parseTwPermit } from './tw-permit.js';
import { parseUscc } from './uscc.js';

export type DocumentType = Person['document']['type'];

/** What may be asked of a document: its type and number. */
export interface WrittenDocument {
  readonly type: DocumentType;
  readonly number: string;
}

/** Certificates of foreign organisations have no common form [U]: anything written is one. */
const foreignCertificate = (code: string): Parsed<object> => ({ ok: true, code, parts: {} });

const readers: Readonly<Record<DocumentType, (number: string, on?: string) => Parsed<object>>> = {
  RESIDENT_ID: parseResidentId,
  HKMO_PERMIT: parseHkmoPermit,
  TW_PERMIT: parseTwPermit,
  HKMOTW_RESIDENCE: parseHkmotwResidence,
  FPR_ID: parsePermanentResidentId,
  PASSPORT_CN: parsePassportCn,
  PASSPORT_FOREIGN: parsePassportForeign,
  USCC: parseUscc,
  FOREIGN_ORG_CERT: foreignCertificate,
};

/** What is wrong with the number of a document, as one of its type. `on` as for {@link parseResidentId}. */
export function documentFaults({ type, number }: WrittenDocument, on?: string): readonly Fault[] {
  const read = readers[type](number, on);
  return read.ok ? [] : read.faults;
}

/** Whether the number can be one of its type. */
export const documentRight = (document: WrittenDocument, on?: string): boolean =>
  documentFaults(document, on).length === 0;

/** `YYYY-MM-DD` where a right number of this type says it, else `null`. */
export function birthDateOfDocument(type: DocumentType, number: string): string | null {
  const read = readers[type](number);
  return read.ok && 'birthDate' in read.parts && typeof read.parts.birthDate === 'string' ? read.parts.birthDate : null;
}

import { parseAccountNumber } from './account-number.js';
import { parseBankCard } from './bank-card.js';
import { parseBasicAccountNumber } from './basic-account-number.js';
import { parseDivision } from './divisions.js';
import { parseHkmoPermit } from './hkmo-permit.js';
import { parseHkmotwResidence } from './hkmotw-residence.js';
import { parseInvoiceNumber } from './invoice-number.js';
import { parseLandline } from './landline.js';
import { parseLicenceIdentifier } from './licence-identifier.js';
import { parseMobile } from './mobile.js';
import { parseOrganisationCode } from './organisation-code.js';
import type { Fault, Parsed } from './parsed.js';
import { parsePassportCn } from './passport-cn.js';
import { parsePassportForeign } from './passport-foreign.js';
import { parsePermanentResidentId } from './permanent-resident-id.js';
import { parsePostcode } from './postcode.js';
import { parseRegistrationNumber } from './registration-number.js';
import { parseResidentId } from './resident-id.js';
import { parseSealNumber } from './seal-number.js';
import { parseSealUnit } from './seal-unit.js';
import { parseTaxSerial } from './tax-serial.js';
import { parseTaxpayerNumber } from './taxpayer-number.js';
import { parseTwPermit } from './tw-permit.js';
import { parseUscc } from './uscc.js';

const parsers = {
  uscc: parseUscc,
  'organisation-code': parseOrganisationCode,
  'resident-id': parseResidentId,
  'registration-number': parseRegistrationNumber,
  'taxpayer-number': parseTaxpayerNumber,
  'hkmo-permit': parseHkmoPermit,
  'tw-permit': parseTwPermit,
  'hkmotw-residence': parseHkmotwResidence,
  'permanent-resident-id': parsePermanentResidentId,
  'passport-cn': parsePassportCn,
  'passport-foreign': parsePassportForeign,
  division: parseDivision,
  'seal-number': parseSealNumber,
  'seal-unit': parseSealUnit,
  'bank-card': parseBankCard,
  'account-number': parseAccountNumber,
  'basic-account-number': parseBasicAccountNumber,
  'invoice-number': parseInvoiceNumber,
  'tax-serial': parseTaxSerial,
  mobile: parseMobile,
  landline: parseLandline,
  postcode: parsePostcode,
  'licence-identifier': parseLicenceIdentifier,
} satisfies Readonly<Record<string, (code: string, on?: string) => Parsed<object>>>;

export type Kind = keyof typeof parsers;

/** Every kind of identifier that can be checked by name. */
export const kinds = Object.keys(parsers) as readonly Kind[];

export interface Checked {
  readonly kind: Kind;
  /** As it was given. */
  readonly code: string;
  readonly valid: boolean;
  /** `null` where there are faults. */
  readonly parts: object | null;
  readonly faults: readonly Fault[];
}

/**
 * Checks a code as one of a kind.
 * @param on `YYYY-MM-DD`, for the kinds that tell a date of birth or have a time of validity
 */
export function check(kind: Kind, code: string, on?: string): Checked {
  const read: Parsed<object> = parsers[kind](code, on);
  return read.ok
    ? { kind, code, valid: true, parts: read.parts, faults: [] }
    : { kind, code, valid: false, parts: null, faults: read.faults };
}

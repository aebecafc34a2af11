export type { Fault, FaultCode, Parsed } from './parsed.js';
export { check, kinds, type Checked, type Kind } from './check.js';
export { ageOn } from './calendar-date.js';
export { citizenCheckCharacter, type CitizenParts } from './citizen-number.js';
export { isUscc, parseUscc, usccCheckCharacter, type UsccParts } from './uscc.js';
export { parseTaxpayerNumber } from './taxpayer-number.js';
export { organisationCheck, parseOrganisationCode, type OrganisationCodeParts } from './organisation-code.js';
export { parseResidentId, upgradeResidentId, type ResidentIdParts } from './resident-id.js';
export { parseHkmoPermit, type HkmoPermitParts } from './hkmo-permit.js';
export { parseTwPermit, type TwPermitParts } from './tw-permit.js';
export { parseHkmotwResidence, type HkmotwResidenceParts } from './hkmotw-residence.js';
export { parsePermanentResidentId, type PermanentResidentIdParts } from './permanent-resident-id.js';
export { parsePassportCn, type PassportCnParts } from './passport-cn.js';
export { parsePassportForeign, type PassportForeignParts } from './passport-foreign.js';
export {
  birthDateOfDocument,
  documentFaults,
  documentRight,
  type DocumentType,
  type WrittenDocument,
} from './document.js';
export {
  parseRegistrationNumber,
  registrationCheckDigit,
  type RegistrationNumberParts,
} from './registration-number.js';
export { divisionsVersion, type Division, type DivisionLevel } from './divisions-reference.js';
export {
  divisionName,
  divisionOf,
  divisionsOn,
  parseDivision,
  townshipOf,
  townshipsOf,
  type DivisionParts,
} from './divisions.js';
export { parseSealNumber, type SealNumberParts } from './seal-number.js';
export { parseSealUnit } from './seal-unit.js';
export { luhnCheckDigit, parseBankCard, type BankCardParts } from './bank-card.js';
export { accountNumberRight, parseAccountNumber, type AccountNumberParts } from './account-number.js';
export { parseBasicAccountNumber, type BasicAccountNumberParts } from './basic-account-number.js';
export { parseInvoiceNumber, type InvoiceNumberParts } from './invoice-number.js';
export { parseTaxSerial, type TaxSerialParts } from './tax-serial.js';
export { parseMobile, type MobileParts } from './mobile.js';
export { parseLandline, type LandlineParts } from './landline.js';
export { phoneRight } from './phone.js';
export { parsePostcode, type PostcodeParts } from './postcode.js';
export { parseLicenceIdentifier, type LicenceIdentifierParts } from './licence-identifier.js';

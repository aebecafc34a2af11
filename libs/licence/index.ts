export { capitalText } from './capital.js';
export { demoFace, factNames, factTitles, licenceFacts, type FactName, type LicenceFacts } from './facts.js';
export { licenceKey, licenceKeys, type LicenceKey, type LicenceKeys } from './keys.js';
export { statementOf, textOf, toBeSigned, SCOPE_BYTES_MAX, type Said, type Statement } from './statement.js';
export { readOut, type ReadOut } from './read-out.js';
export { verifyLicence, type Verdict } from './verify.js';

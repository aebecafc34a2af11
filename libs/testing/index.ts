export { testDatabase, type TestDatabase } from './postgres.js';
export { apartOnKafka, inOneProcess, lives, TestHouse, until, yichuang, type Ran, type Way } from './house.js';
export {
  named,
  TestDoor,
  type Addressed,
  type Answered,
  type SeenCase,
  type SeenDefect,
  type SeenEvent,
} from './door.js';
export { saidBy } from './said.js';
export { faultySamples, sample, type Foretold, type Sample } from './samples.js';
export { dropProvisioned, provisionApart, type Provisioned } from './provisioned.js';
export { rowsOf, withDatabase, type Row } from './rows.js';
export { holdsInAnyHistory, storyOf, typesOf, type AnyHistory, type Story } from './given.js';
export {
  approver,
  decideStep,
  officersHoldInAnyHistory,
  officersStory,
  reviewer,
  rulingsOn,
  throughOfficers,
} from './officers/through-officers.js';
export { ServiceUnderTest, type Published, type Said, type StartDepartment } from './service.js';
export { Scanner, type Found } from './scan-bytes.js';
export { NEEDLE_BYTES_MIN, type Secret } from './scan-needles.js';
export { plantRow, textualColumns } from './scan-plant.js';
export { scanTable, tablesOf, type FoundInRow, type Table } from './scan-tables.js';
export { accountFor, issuerOf, signInDirectory, startPeople, type People, type TokenOf } from './people.js';
export { readPdf, type ReadPdf } from './pdf-reader.js';

export { testDatabase, type TestDatabase } from './postgres.js';
export { lives, TestHouse, until, yichuang, type Ran } from './house.js';
export { named, TestDoor, type Answered, type SeenCase, type SeenDefect, type SeenEvent } from './door.js';
export { faultySamples, sample, type Foretold, type Sample } from './samples.js';
export { rowsOf, withDatabase, type Row } from './rows.js';
export { holdsInAnyHistory, storyOf, typesOf, type AnyHistory, type Story } from './given.js';

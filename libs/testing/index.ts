export { testDatabase, type TestDatabase } from './postgres.js';
export { TestHouse, until, yichuang, type Ran } from './house.js';

/** What puts a house to the test, for whoever runs one otherwise than as one process. */
export { eachOfAllSix, lots } from './applications.js';
export { type Books, type StreamEnd } from './books.js';
export { judge, settle, type JudgedHouse } from './run-under-faults.js';
export { StubbornClient } from './stubborn-client.js';

/** What tools need to run the services in another way than `start` does. */
export { Failure } from './failure.js';
export { askedClock, type AskedClock } from './start/asked-clock.js';
export { type Raw } from './start/databases.js';
export { Ground, type GroundOptions } from './start/ground.js';
export type { Shutdown } from './start/postgres-server.js';
export { requireFreePort } from './start/port.js';
export { databaseOf, mainOf, services, socketOf } from './start/services.js';
export { startSignIn, type SignIn } from './start/sign-in.js';

export {
  evidenceOf,
  examination,
  hearEndings,
  isNews,
  joined,
  lawIn,
  obstacles,
  reasonsOf,
  stepAnswerOf,
  type Asked,
  type Examination,
  type Said,
} from './assessment.js';
export { migrate } from './database.js';
export { department, type Department } from './department.js';
export type {
  AnyDesk,
  ClaimChange,
  Desk,
  DeskCommand,
  DeskEvent,
  DeskRegister,
  DeskSecret,
  Door,
  ErrandRequest,
  Heard,
  Hearing,
  DoorContext,
  Learned,
  Port,
} from './desk.js';
export { decodeEvent, frame, unframe } from './codec.js';
export { Desks, type Sent, type ShownEvent } from './desks.js';
export type { DomainClock } from './domain-clock.js';
export { faultsOfZod } from './faults.js';
export { badInput, notFound, Problem, type Fault } from './problem.js';
export { KEY_BYTES, open, seal, SealBroken, sectionKey, type SealedOf } from './sealing.js';
export { serve, type Service } from './serve.js';
export { serveUntilTold } from './serve-until-told.js';
export { serviceClient, type ServiceClient } from './service-client.js';
export { Caller } from './service-guard.js';
export { makeServiceKeys, newServiceKey, type ServiceKeyFiles } from './service-keys.js';
export { identityOf, type Identity } from './service-tokens.js';
export { caseColumns, caseRow, hearTask, type CheckOf, type CheckTask, type Opening } from './step-desk.js';
export { BadSettings, readSettings, type Settings } from './settings.js';
export { accessTokens, demoTokens, type AccessTokens, type MachineClient } from './sign-in/access-tokens.js';
export { demoAccountOf, demoAccounts, findDemoAccount, type DemoAccount } from './sign-in/demo-accounts.js';
export { CLI_CLIENT, CONSOLE_CLIENT, DEMO_AUDIENCE } from './sign-in/demo-configuration.js';
export { startDemoProvider, type DemoProvider, type DemoProviderOptions } from './sign-in/demo-provider.js';
export { discover } from './sign-in/discover.js';
export type { SimulatorAnswer, SimulatorDefinition, SimulatorMode } from './simulator.js';
export { CLOCK, DATA_SOURCE, DEPARTMENT, KEYS, LOG, SETTINGS, STORE, STREAM } from './tokens.js';
export { canonicalTag, CaseParked, type StoredEvent } from '@yichuang/event-store';
export type { StreamEngine, StreamRecord } from '@yichuang/event-stream';
export { Health, type HealthPart } from './health.js';
export { Metrics } from './metrics.js';

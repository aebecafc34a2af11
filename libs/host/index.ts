export {
  evidenceOf,
  examination,
  hearEndings,
  isNews,
  joined,
  lawIn,
  obstacles,
  reasonsOf,
  refusedByOfficer,
  remedies,
  ruled,
  stepAnswerOf,
  type Asked,
  type Examination,
  type OfficersRuling,
  type Said,
} from './assessment.js';
export { ASKED, Asks, type RouteAsks } from './asks.js';
export { NOT_PERMITTED, permitted } from './permitted.js';
export { ON_BEHALF_OF, TokenShown } from './on-behalf.js';
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
  DoorContext,
  ErrandRequest,
  Heard,
  Hearing,
  Learned,
  Port,
} from './desk.js';
export { decodeEvent, frame, unframe } from './codec.js';
export { decisionsIn } from './decisions-in.js';
export { Desks, type Sent, type ShownEvent } from './desks.js';
export type { DomainClock } from './domain-clock.js';
export { faultParams, faultsOfZod } from './faults.js';
export { badInput, notFound, Problem, type Fault } from './problem.js';
export { KEY_BYTES, open, seal, SealBroken, sectionKey, type SealedOf } from './sealing.js';
export { keptIn, writeWhole } from './private-files.js';
export { serve, type Service } from './serve.js';
export { serveUntilTold } from './serve-until-told.js';
export {
  entryKey,
  fullText,
  ledgerEntries,
  markOf,
  packed,
  unpacked,
  type Exchange,
  type LedgerEntry,
} from './ledger-entry.js';
export { ledgerSchema, simulatorLedgers, SIMULATORS_DATABASE } from './simulator-databases.js';
export { serviceClient, type ClientOnBehalf, type ServiceClient } from './service-client.js';
export { Caller, notSignedIn, SignedIn } from './service-guard.js';
export { makeServiceKeys, newServiceKey, type ServiceKeyFiles } from './service-keys.js';
export { identityOf, type Identity } from './service-tokens.js';
export {
  belongingOfTask,
  caseColumns,
  caseRow,
  hearTask,
  itemOf,
  withRulings,
  type CheckOf,
  type CheckTask,
  type Opening,
  type TaskBelonging,
} from './step-desk.js';
export type { OfficerCommand } from './officers/commands.js';
export type { OpinionCommand } from './officers/opinions.js';
export type { OfficerEvent, Ruling } from './officers/events.js';
export { officerInputs, takesInHand, type OfficerAct } from './officers/doors.js';
export { ANSWER_DOOR, CONSULTATION_DESK, consultationDesk, opinionInput } from './officers/consultation-desk.js';
export type { QueuedCase } from './officers/queue.controller.js';
export type { QueuedQuestion, QueueItem, QueuePage } from './officers/queue.js';
export { cannotPass } from './officers/rejections.js';
export type { OfficersState } from './officers/state.js';
export { withOfficers, type OfficersAt } from './officers/with-officers.js';
export { BadSettings, present, readSettings, type Settings } from './settings.js';
export { demoAccountOf, demoAccounts, findDemoAccount, type DemoAccount } from './sign-in/demo-accounts.js';
export { CLI_CLIENT, CONSOLE_CLIENT, DEMO_AUDIENCE } from './sign-in/demo-configuration.js';
export { discover } from './sign-in/discover.js';
export { SimulatorLedger } from './simulator-runtime.js';
export type { SimulatorAnswer, SimulatorDefinition, SimulatorMode } from './simulator.js';
export { CLOCK, DATA_SOURCE, DEPARTMENT, KEYS, LOG, SETTINGS, STORE, STREAM } from './tokens.js';
export { canonicalTag, CaseParked, partAsked, streamsIn, TryLater, type StoredEvent } from '@yichuang/event-store';
export type { StreamEngine, StreamRecord } from '@yichuang/event-stream';
export { Health, type HealthPart } from './health.js';
export { Metrics } from './metrics.js';
export { accessTokens, demoTokens, type AccessTokens, type MachineClient } from './sign-in/access-tokens.js';
export { startDemoProvider, type DemoProvider, type DemoProviderOptions } from './sign-in/demo-provider.js';
export { startDemoThread } from './sign-in/demo-thread.js';

export {
  evidenceOf,
  examination,
  hearEndings,
  isNews,
  joined,
  obstacles,
  stepAnswerOf,
  type Asked,
  type Examination,
  type Said,
} from './assessment.js';
export { department, type Department } from './department.js';
export type {
  AnyDesk,
  ClaimChange,
  Desk,
  DeskCommand,
  DeskEvent,
  DeskRegister,
  Door,
  ErrandRequest,
  Heard,
  Hearing,
  Learned,
  Port,
} from './desk.js';
export type { SimulatorAnswer, SimulatorDefinition, SimulatorMode } from './simulator.js';

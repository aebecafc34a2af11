export { partsOfPointer, pointer } from './pointer.js';
export { text, type Text } from './text.js';
export {
  alreadySo,
  decide,
  decided,
  evolve,
  fold,
  rejected,
  type Decided,
  type Decider,
  type Decision,
  type Message,
  type Rejection,
} from './decider.js';
export {
  examine,
  fail,
  failAt,
  pass,
  standing,
  unknown,
  type Disposal,
  type Evidence,
  type Finding,
  type Phase,
  type Rule,
  type Ruling,
  type Standing,
  type Verdict,
} from './rule.js';

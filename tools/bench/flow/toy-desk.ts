import {
  departmentTaskDispatched,
  knowsOrchestratorEvent,
  type DepartmentTaskDispatched,
  type StepAnswer,
} from '@yichuang/contracts';
import { department, type Department, type Desk, type Heard } from '@yichuang/host';
import { alreadySo, decided, type Decider } from '@yichuang/kernel';
import { toyCode } from './toy-work.js';

interface AnswerTask {
  readonly type: 'AnswerTask';
  readonly at: number;
  readonly answer: StepAnswer;
}
interface ToyAnswered {
  readonly type: 'ToyAnswered';
  readonly at: number;
  readonly answer: StepAnswer;
}
type State = readonly string[];

/** Bytes of the JSON that a step leaves, the note filling it up. */
const RESULT_BYTES = 300;

/** Answers each task once, with the word of it on record. No law, nobody outside, no section. */
const toyDecider: Decider<AnswerTask, State, ToyAnswered> = {
  initial: [],
  decide: {
    AnswerTask: ({ at, answer }, answered) =>
      answered.includes(keyOf(answer)) ? alreadySo : decided({ type: 'ToyAnswered', at, answer }),
  },
  evolve: { ToyAnswered: (answered, { answer }) => [...answered, keyOf(answer)] },
};

const keyOf = ({ step, round }: StepAnswer): string => `${step} ${String(round)}`;

const toyDesk = (name: string): Desk<AnswerTask, State, ToyAnswered> => ({
  name: 'toy',
  decider: toyDecider,
  audience: { ToyAnswered: '*' },
  hears: {
    DepartmentTaskDispatched: {
      from: 'orchestrator',
      schema: departmentTaskDispatched,
      command: ({ body, caseId, now }: Heard<DepartmentTaskDispatched>) =>
        body.department === name ? { type: 'AnswerTask', at: now, answer: answerOf(body, caseId) } : null,
    },
  },
  recall: ([event]) => {
    if (event === undefined) throw new TypeError('no decision begins with nothing');
    return { type: 'AnswerTask', at: event.at, answer: event.answer };
  },
});

function answerOf(
  { step, round, department: accountable, dueAt }: DepartmentTaskDispatched,
  caseId: string,
): StepAnswer {
  const result = step === 'code' ? { code: toyCode(caseId), note: '' } : { note: '' };
  const answer: StepAnswer & { result: { note: string } } = {
    step,
    round,
    outcome: dueAt === null ? 'checked' : 'done',
    instant: true,
    ruleSet: 'toy-1',
    decider: 'SYSTEM:toy-1',
    accountable,
    rules: { pass: [], fail: [], unknown: [] },
    findings: [],
    result,
  };
  result.note = 'x'.repeat(Math.max(0, RESULT_BYTES - JSON.stringify({ answer }).length));
  return answer;
}

/** One of the six, on the same host as the real ones. */
export const toyDepartment = (name: string): Department =>
  department({
    name,
    title: { 'zh-CN': `示例部门 ${name}`, en: `Toy ${name}` },
    desks: [toyDesk(name)],
    hears: ['orchestrator'],
    knows: knowsOrchestratorEvent,
  });

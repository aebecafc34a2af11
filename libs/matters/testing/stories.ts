import type { ReportedFinding, StepAnswer } from '@yichuang/contracts';
import { decide, evolve, text, type Decision } from '@yichuang/kernel';
import { parseInstant } from '@yichuang/working-time';
import type { CaseCommand, SubmitApplication, TakeAnswer } from '../case-commands.js';
import type { CaseEvent, DepartmentTaskDispatched } from '../case-events.js';
import type { Book } from '../case-evolve.js';
import type { CaseState } from '../case-state.js';
import { companyOpeningPlan } from '../company-opening/plan.js';
import { planDecider, type CaseDecider } from '../plan-decider.js';
import { toyPlan } from '../toy/plan.js';
import { testCalendars } from './calendars.js';

/** Given / when / then for cases: how the departments would answer, and a case one plays commands into. */

/** Epoch ms of a Shanghai wall-clock time. */
export function at(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

const calendars = testCalendars;
export const openingBook: Book = { plan: companyOpeningPlan, calendars };
export const toyBook: Book = { plan: toyPlan, calendars };

export const submission = (over: Partial<SubmitApplication> = {}): SubmitApplication => ({
  type: 'SubmitApplication',
  at: at('2026-11-23 09:00'),
  caseId: 'c1',
  matter: 'company-opening',
  planVersion: companyOpeningPlan.version,
  numbers: ['QK-1'],
  hall: '350405',
  authority: '350405',
  principal: 'applicant-1',
  inputs: { nameData: { name: { trade: '虚杉' }, gbt4754: '6513', preApprovalNeeded: false } },
  leftOut: {},
  sections: Object.fromEntries(
    companyOpeningPlan.steps.flatMap(({ department, sealed }, i) =>
      department !== null && sealed ? [[department, Uint8Array.of(i)]] : [],
    ),
  ),
  ...over,
});

export const finding = (over: Partial<ReportedFinding> = {}): ReportedFinding => ({
  rule: 'R-SEAT-02',
  code: 'SEAT_PROOF_MISSING',
  article: '市场主体登记管理条例 a.16',
  text: text('缺少住所证明', 'proof of the seat is missing'),
  phase: 'form',
  disposal: 'block',
  verdict: 'fail',
  paths: ['/papers'],
  evidence: {},
  ...over,
});

export const registration = {
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  establishedOn: '2026-11-23',
  gbt4754: '6513',
};

export function answer(
  task: Pick<DepartmentTaskDispatched, 'step' | 'round' | 'task'>,
  over: Partial<StepAnswer> = {},
): StepAnswer {
  const findings = over.findings ?? [];
  const checks = task.task === 'pre-check' || task.task === 'check-name' || task.step.startsWith('check-');
  return {
    step: task.step,
    round: task.round,
    outcome: checks ? 'checked' : 'done',
    instant: true,
    ruleSet: 'set-1',
    decider: 'SYSTEM:set-1',
    accountable: 'department',
    rules: {
      pass: [`R-${task.step}`],
      fail: findings.filter((f) => f.verdict === 'fail').map((f) => f.rule),
      unknown: findings.filter((f) => f.verdict === 'unknown').map((f) => f.rule),
    },
    findings,
    ...(checks ? {} : { result: { ...registration, code: `C-${task.step}` } }),
    ...over,
  };
}

/** A case one plays commands into. */
export class Story {
  state: CaseState;
  readonly events: CaseEvent[] = [];
  readonly decisions: { readonly before: CaseState; readonly events: readonly CaseEvent[] }[] = [];
  now: number;
  private readonly decider;

  constructor(
    readonly book: Book = openingBook,
    start = at('2026-11-23 09:00'),
  ) {
    this.decider = planDecider(book);
    this.state = this.decider.initial;
    this.now = start;
  }

  decide(command: CaseCommand): Decision<CaseEvent> {
    return decide(this.decider, command, this.state);
  }

  /** What was decided, taken in. */
  when(command: CaseCommand): readonly CaseEvent[] {
    const decision = this.decide(command);
    if (decision.kind === 'rejection') throw new Error(`${command.type} was rejected: ${decision.code}`);
    return this.take(decision.events);
  }

  /** The rejection's code, or an empty string when there was none. */
  rejection(command: CaseCommand): string {
    const decision = this.decide(command);
    return decision.kind === 'rejection' ? decision.code : '';
  }

  /** What was recorded, taken in. */
  take(events: readonly CaseEvent[]): readonly CaseEvent[] {
    if (events.length > 0) this.decisions.push({ before: this.state, events });
    for (const event of events) this.state = evolve(this.decider, this.state, event);
    this.events.push(...events);
    return events;
  }

  submit(over: Partial<SubmitApplication> = {}): readonly CaseEvent[] {
    const { matter, version: planVersion } = this.book.plan;
    return this.when(submission({ at: this.now, matter, planVersion, ...over }));
  }

  /** Tasks nobody has answered yet, of the present round. */
  open(): DepartmentTaskDispatched[] {
    return this.tasks().filter(
      ({ step, round }) => round === this.state.round && this.state.steps[step]?.answer === null,
    );
  }

  tasks(): DepartmentTaskDispatched[] {
    return this.events.filter((event) => event.type === 'DepartmentTaskDispatched');
  }

  answerTo(step: string, over: Partial<StepAnswer> = {}, command: Partial<TakeAnswer> = {}): TakeAnswer {
    const task = this.tasks().findLast((one) => one.step === step);
    if (task === undefined) throw new Error(`nobody was asked for ${step}`);
    const { department } = task;
    return {
      type: 'TakeAnswer',
      at: this.now,
      answeredAt: this.now,
      department,
      answer: answer(task, over),
      ...command,
    };
  }

  answers(step: string, over: Partial<StepAnswer> = {}, command: Partial<TakeAnswer> = {}): readonly CaseEvent[] {
    return this.when(this.answerTo(step, over, command));
  }

  /** Every open task is answered without a fault, but those named. */
  othersAnswer(...except: string[]): readonly CaseEvent[] {
    return this.open()
      .filter(({ step }) => !except.includes(step))
      .flatMap(({ step }) => this.answers(step));
  }

  /** Everybody answers well until nothing is open. */
  allAnswer(): void {
    while (this.open().length > 0) this.othersAnswer();
  }

  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  of<T extends CaseEvent['type']>(type: T): Extract<CaseEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<CaseEvent, { type: T }> => event.type === type);
  }
}

/** Of commands those that are taken, each with the state after it. */
export function* alongTaken(
  decider: CaseDecider,
  opened: CaseState,
  commands: readonly CaseCommand[],
): Generator<{ readonly command: CaseCommand; readonly state: CaseState }> {
  let state = opened;
  for (const command of commands) {
    const decision = decide(decider, command, state);
    if (decision.kind === 'rejection') continue;
    for (const event of decision.events) state = evolve(decider, state, event);
    yield { command, state };
  }
}

import { calendarOf } from './case-clocks.js';
import type { DepartmentTaskDispatched } from './case-events.js';
import type { Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';
import { actingIn } from './entrustment.js';
import { limitOf, reckonedBy, type Moment } from './limit.js';
import { valueOf, type Step } from './plan.js';

/** 平台推送: one department is asked for one step, and told no more than the step needs. */
export function dispatch(
  book: Book,
  state: CaseState,
  step: Step,
  { at, calendarVersion, sealed }: Moment & { readonly sealed?: Uint8Array | undefined },
): DepartmentTaskDispatched {
  const limit = step.stage === 'work' ? stepLimit(book, state, step, { at, calendarVersion }) : { dueAt: null };
  const [, ...agents] = actingIn(state);
  return {
    type: 'DepartmentTaskDispatched',
    at,
    step: step.id,
    department: step.department ?? '',
    task: step.task,
    round: state.round,
    number: state.number,
    authority: state.authority,
    hall: state.hall,
    principal: state.principal,
    ...(agents.length === 0 ? {} : { agents }),
    ...(state.intake === null ? {} : { intakeBy: state.intake.by }),
    ...(state.correctionsTakenBy.length === 0 ? {} : { correctionsTakenBy: state.correctionsTakenBy }),
    ...limit,
    data: dataFor(state, step),
    ...(sealed === undefined ? {} : { sealed }),
  };
}

function stepLimit(book: Book, state: CaseState, step: Step, { at, calendarVersion }: Moment) {
  const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
  return reckonedBy(limitOf(calendar, book.plan, at, step.shareMinutes));
}

/** @throws TypeError when a department's result lacks what the plan hands on: its contract is broken, the case is parked. */
function dataFor(state: CaseState, step: Step): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(step.data)) {
    const value = valueOf(source, state.inputs, (id) => state.steps[id]?.answer?.result);
    if (value === undefined)
      throw new TypeError(`step ${step.id} lacks ${name}: ${JSON.stringify(source)} is not there`);
    data[name] = value;
  }
  return data;
}

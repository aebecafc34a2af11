import { toleranceFaults } from './tolerance.js';
import { departmentsOf, sourcesOf, type OwnAct, type Plan, type Source, type Step } from './plan.js';
import { ladderFaults } from './published-ladders.js';

const OWN_ACTS: readonly OwnAct[] = ['accept', 'package'];

/** What is wrong with a plan, each in one sentence for its author. An empty list is a plan that can be run. */
export function validatePlan(plan: Plan): string[] {
  const names = nameFaults(plan);
  // Paths through steps that do not exist, or that go in a circle, cannot be judged any further.
  if (names.length > 0) return names;
  const circle = circleFaults(plan);
  if (circle.length > 0) return circle;
  return [
    ...plan.steps.flatMap((step) => stepFaults(plan, step)),
    ...orderFaults(plan),
    ...timeFaults(plan),
    ...promiseFaults(plan),
  ];
}

/** Longest way through the work steps: those in parallel count once. Working minutes. */
export function longestWayMinutes(plan: Plan): number {
  const endOf = new Map<string, number>();
  const end = (step: Step): number => {
    const known = endOf.get(step.id);
    if (known !== undefined) return known;
    const start = Math.max(0, ...before(plan, step).map(end));
    const minutes = start + (step.stage === 'work' ? step.shareMinutes : 0);
    endOf.set(step.id, minutes);
    return minutes;
  };
  return Math.max(0, ...plan.steps.map(end));
}

function nameFaults({ steps, withdrawal, company, says, ...plan }: Plan): string[] {
  const ids = steps.map((step) => step.id);
  const known = new Set(ids);
  const departments = departmentsOf({ ...plan, steps, withdrawal, says });
  const unknown = (source: Source) => 'step' in source && !known.has(source.step);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `step ${id} stands twice`),
    ...steps.flatMap((step) =>
      step.after.filter((id) => !known.has(id)).map((id) => `${step.id} comes after unknown step ${id}`),
    ),
    ...steps
      .filter((step) => sourcesOf(step).some(unknown))
      .map((step) => `${step.id} takes data from an unknown step`),
    ...steps
      .filter((step) => step.department === null && !OWN_ACTS.some((act) => act === step.task))
      .map((step) => `${step.id} asks the orchestrator for ${step.task}, which it cannot do`),
    ...OWN_ACTS.filter((act) => steps.filter((step) => isOwn(step, act)).length !== 1).map(
      (act) => `there must be exactly one step ${act}`,
    ),
    ...(withdrawal !== null && !departments.includes(withdrawal) ? [`${withdrawal} decides withdrawals, unasked`] : []),
    ...(withdrawal !== null && says[withdrawal]?.withdrawal === undefined
      ? [`nobody knows how ${withdrawal} answers a withdrawal`]
      : []),
    ...departments
      .filter((department) => (says[department]?.answers ?? []).length === 0)
      .map((department) => `nobody knows how ${department} answers`),
    ...(Object.values(company ?? {}).some(unknown) ? ['the company is taken from an unknown step'] : []),
  ];
}

function circleFaults(plan: Plan): string[] {
  const done = new Set<string>();
  let left = [...plan.steps];
  for (;;) {
    const ready = left.filter((step) => step.after.every((id) => done.has(id)));
    if (ready.length === 0) break;
    for (const step of ready) done.add(step.id);
    left = left.filter((step) => !done.has(step.id));
  }
  return left.length === 0 ? [] : [`these steps wait for each other: ${left.map((step) => step.id).join(', ')}`];
}

/** What may be owed or promised is asked of a department of the plan. */
function promiseFaults(plan: Plan): string[] {
  const { tolerance, commitments = [] } = plan;
  const known = departmentsOf(plan);
  const promised = [...(tolerance?.papers ?? []), ...commitments];
  return [
    ...(tolerance === undefined ? [] : toleranceFaults(tolerance)),
    ...promised
      .filter(({ department }) => !known.includes(department))
      .map(({ paper, department }) => `${paper} is for ${department}, which nobody asks`),
    ...(tolerance !== undefined && !plan.steps.some(({ id }) => id === tolerance.credit.step)
      ? [`credit is looked up in the unknown step ${tolerance.credit.step}`]
      : []),
  ];
}

function stepFaults(plan: Plan, step: Step): string[] {
  const earlier = everythingBefore(plan, step);
  const late = sourcesOf(step).filter((s) => 'step' in s && !earlier.has(s.step));
  const unsure = sourcesOf(step).filter((s) => 'step' in s && byId(plan, s.step).optional === true);
  return [
    ...(late.length > 0 ? [`${step.id} takes data from a step that need not be done before it`] : []),
    ...(unsure.length > 0 ? [`${step.id} takes data from a step that may be left out`] : []),
    // The orchestrator keeps no ciphertext: a section goes out with the application or not at all.
    ...(step.sealed && (step.stage !== 'intake' || step.after.length > 0 || step.department === null)
      ? [`${step.id} wants a section, which goes out only with the application itself`]
      : []),
    ...(step.shareMinutes < 0 ? [`${step.id} has a negative share`] : []),
    ...(step.optional === true && step.department === null ? [`${step.id} is nobody's and cannot be left out`] : []),
    ...(step.optional === true && step.irrevocable === true ? [`${step.id} binds and cannot be left out`] : []),
  ];
}

function orderFaults(plan: Plan): string[] {
  const accept = own(plan, 'accept');
  const close = own(plan, 'package');
  const beforeAccept = everythingBefore(plan, accept);
  const beforeClose = everythingBefore(plan, close);
  return plan.steps.flatMap((step) => [
    ...(step.stage === 'intake' && step !== accept && !beforeAccept.has(step.id)
      ? [`acceptance does not wait for ${step.id}`]
      : []),
    ...(step.stage === 'work' && !everythingBefore(plan, step).has(accept.id)
      ? [`${step.id} does not wait for acceptance`]
      : []),
    ...(step !== close && !beforeClose.has(step.id) ? [`the package does not wait for ${step.id}`] : []),
  ]);
}

function timeFaults(plan: Plan): string[] {
  const longest = longestWayMinutes(plan);
  return [
    ...(longest > plan.budgetMinutes
      ? [`the shares come to ${String(longest)} minutes, the budget to ${String(plan.budgetMinutes)}`]
      : []),
    ...(plan.ladder === undefined ? [] : ladderFaults(plan.ladder)),
    ...(plan.budgetMinutes > 0 && plan.intakeMinutes > 0 ? [] : ['a limit is not above 0']),
  ];
}

const isOwn = (step: Step, act: OwnAct) => step.department === null && step.task === act;

/** @throws RangeError when the plan lacks the act; {@link validatePlan} says so. */
export function own(plan: Plan, act: OwnAct): Step {
  const found = plan.steps.find((step) => isOwn(step, act));
  if (found === undefined) throw new RangeError(`${plan.matter} ${plan.version} has no step ${act}`);
  return found;
}

const byId = (plan: Plan, id: string): Step => plan.steps.find((step) => step.id === id) as Step;
const before = (plan: Plan, step: Step) => step.after.map((id) => byId(plan, id));

function everythingBefore(plan: Plan, step: Step): Set<string> {
  const seen = new Set<string>();
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    byId(plan, id).after.forEach(visit);
  };
  step.after.forEach(visit);
  return seen;
}

import fc from 'fast-check';
import { nextTimerAt } from '../next-timer.js';
import { finding, openingBook, Story } from './stories.js';

/** Cases in which all goes well, but officers must look: how long each step took, and which of them an officer had. */
export interface OfficerCase {
  /** Minutes after the case before it. */
  readonly later: number;
  readonly steps: Readonly<Record<string, StepTimes>>;
}

/** In minutes. */
interface StepTimes {
  /** Until a machine answered. */
  readonly machine: number;
  /** From then until an officer had; `null`: nobody had to look. */
  readonly officer: number | null;
  /** How long it lay until he took it in hand; absent: nobody said so. */
  readonly lay?: number;
}

const stepIds = openingBook.plan.steps.flatMap(({ id, department }) => (department === null ? [] : [id]));

/** @param reviewed steps at which an officer may have to look */
export const officerCases = (reviewed: readonly string[]): fc.Arbitrary<OfficerCase> =>
  fc.record({
    later: fc.nat(90),
    steps: fc.record(
      Object.fromEntries(
        stepIds.map((step) => [
          step,
          fc.record({
            machine: fc.nat(20),
            officer: reviewed.includes(step) ? fc.option(fc.nat(300)) : fc.constant(null),
          }),
        ]),
      ),
    ),
  });

const MINUTE = 60_000;

export function playOfficers({ steps }: OfficerCase, start: number): Story {
  const story = new Story(openingBook, start);
  story.submit();
  for (let next = soonest(story, steps); next !== undefined; next = soonest(story, steps)) {
    const { step, at, officer } = next;
    goOnTo(story, at);
    const { department = '' } = story.tasks().find((task) => task.step === step) ?? {};
    if (officer === 'takes') {
      const said = { department, step, round: 1, officer: 'officer-1', asOf: at, until: null };
      story.when({ type: 'NoteOfficer', at, ...said });
    } else if (officer === 'begins')
      story.answers(step, { outcome: 'review', findings: [finding({ phase: 'substance', verdict: 'unknown' })] });
    else story.answers(step, officer === 'answers' ? { instant: false, decider: `approver:${department}` } : {});
  }
  return story;
}

/** Timers go off on the way. */
function goOnTo(story: Story, at: number): void {
  for (let dueAt = nextTimerAt(story.state); dueAt !== null && dueAt < at; dueAt = nextTimerAt(story.state))
    story.when({ type: 'Fire', kind: 'clock', at: dueAt, dueAt });
  story.now = at;
}

interface Next {
  readonly step: string;
  readonly at: number;
  readonly officer: 'none' | 'begins' | 'takes' | 'answers';
}

/** Whose answer comes next; of those at once the first in the plan. */
function soonest(story: Story, steps: OfficerCase['steps']): Next | undefined {
  const open = Object.entries(story.state.steps).flatMap(([step, { dispatchedAt, answer, answeredAt }]): Next[] => {
    const { machine, officer, lay }: StepTimes = steps[step] ?? { machine: 0, officer: null };
    if (answer === null)
      return [{ step, at: dispatchedAt + machine * MINUTE, officer: officer === null ? 'none' : 'begins' }];
    if (answer.outcome !== 'review' || officer === null) return [];
    if (lay !== undefined && story.state.onDuty[step] === undefined)
      return [{ step, at: (answeredAt ?? 0) + lay * MINUTE, officer: 'takes' }];
    return [{ step, at: (answeredAt ?? 0) + officer * MINUTE, officer: 'answers' }];
  });
  return open.reduce<Next | undefined>(
    (found, one) => (found === undefined || one.at < found.at ? one : found),
    undefined,
  );
}

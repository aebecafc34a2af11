import type { CaseCommand, TakeAnswer } from '../case-commands.js';
import { hasEnded } from '../case-state.js';
import { nextTimerAt } from '../next-timer.js';
import { waitsForOfficer } from '../intake.js';
import { stepOf } from '../plan.js';
import { commandFor, type Move } from './histories.js';
import { openingBook, Story } from './stories.js';

/**
 * A history in which timers go off when they are due, as in life: over no fact that is not there yet, and late by nothing
 * else. Whom a step waits for as an officer, an officer answers.
 */
export function playPromptly(moves: readonly Move[], start: number): Story {
  const story = new Story(openingBook, start);
  const given: CaseCommand[] = [];
  let timersTo = start;
  for (const move of [{ ...(moves[0] as Move), kind: 'submit' as const }, ...moves]) {
    if (move.kind === 'fire' || move.kind === 'again') continue;
    story.now += move.minutes * 60_000;
    const { now } = story;
    const asked = asGiven(story, commandFor(story, given, move), timersTo);
    story.now = now;
    if (asked.type === 'Fire') continue;
    timersTo = fireBefore(story, factOf(asked), timersTo);
    if (story.decide(asked).kind === 'rejection') continue;
    given.push(asked);
    story.when(asked);
  }
  fireBefore(story, Infinity, timersTo);
  return story;
}

function factOf(command: CaseCommand): number {
  if ('answeredAt' in command) return command.answeredAt;
  return 'withdrawnAt' in command ? command.withdrawnAt : command.at;
}

function asGiven(story: Story, command: CaseCommand, timersTo: number): CaseCommand {
  if (command.type !== 'TakeAnswer') return command;
  const answeredAt = Math.max(command.answeredAt, timersTo + 1);
  return { ...byWhoever(story, command), answeredAt };
}

function byWhoever(story: Story, command: TakeAnswer): TakeAnswer {
  const { answer, department } = command;
  const before = story.state.steps[answer.step]?.answer;
  if (before === undefined || before === null || before.round !== answer.round) return command;
  const { stage } = stepOf(openingBook.plan, answer.step);
  const waits = stage === 'intake' ? waitsForOfficer({ answer: before }) : before.outcome !== 'done';
  return waits ? { ...command, answer: { ...answer, instant: false, decider: `approver:${department}` } } : command;
}

/** @returns up to when timers have gone off: no fact may be from before */
function fireBefore(story: Story, fact: number, timersTo: number): number {
  let last = timersTo;
  for (let dueAt = nextTimerAt(story.state); dueAt !== null && dueAt < fact; dueAt = nextTimerAt(story.state)) {
    if (hasEnded(story.state)) break;
    const at = Math.max(dueAt, story.events.at(-1)?.at ?? dueAt);
    if (story.when({ type: 'Fire', kind: 'clock', at, dueAt }).length === 0) break;
    last = Math.max(last, dueAt);
  }
  return last;
}

import type { Door } from '@yichuang/host';
import {
  extendInput,
  outageInput,
  pauseInput,
  restartInput,
  resumeInput,
  type CaseCommand,
  type CaseState,
  type ExtendInput,
  type OutageInput,
  type PauseInput,
  type RestartInput,
  type ResumeInput,
} from '@yichuang/matters';
import { z } from 'zod';

const nothing = z.strictObject({});

const holdsEverybody = ({ reason, department: named }: ResumeInput): boolean =>
  reason === 'UTILITY_OUTAGE' || named === null;

type ClockDoor = 'pause' | 'resume' | 'extend' | 'restart' | 'declare-outage' | 'approve-outage';

/** What people may do to the clocks of a case. An officer speaks for his own department and for no other. */
export const clockDoors = (
  answer: (state: CaseState) => unknown,
): Readonly<Record<ClockDoor, Door<CaseCommand, CaseState>>> => ({
  pause: {
    action: 'clock.pause',
    meets: ['coded-cause'],
    schema: pauseInput,
    command: (given: PauseInput, { now: at, actor }) => ({
      type: 'PauseClock',
      at,
      by: actor.id,
      ...given,
      department: actor.department ?? given.department,
    }),
    answer,
  },
  resume: {
    action: 'clock.pause',
    meets: ['coded-cause'],
    schema: resumeInput,
    command: (given: ResumeInput, { now: at, actor }) => ({
      type: 'ResumeClock',
      at,
      by: actor.id,
      ...given,
      department: holdsEverybody(given) ? null : (actor.department ?? given.department ?? null),
    }),
    answer,
  },
  extend: {
    action: 'clock.extend',
    meets: ['reason'],
    schema: extendInput,
    command: (given: ExtendInput, { now: at, actor }) => ({
      type: 'ExtendTerm',
      at,
      by: actor.id,
      department: actor.department,
      ...given,
    }),
    answer,
  },
  restart: {
    action: 'clock.restart',
    meets: ['reason'],
    schema: restartInput,
    command: (given: RestartInput, { now: at, actor }) => ({
      type: 'RestartClock',
      at,
      by: actor.id,
      department: actor.department,
      ...given,
    }),
    answer,
  },
  'declare-outage': {
    action: 'clock.declare-outage',
    meets: ['reason', 'second-person'],
    schema: outageInput,
    command: (given: OutageInput, { now: at, actor }) => ({ type: 'DeclareOutage', at, by: actor.id, ...given }),
    answer,
  },
  'approve-outage': {
    action: 'clock.approve-outage',
    meets: ['second-person'],
    schema: nothing,
    command: (_given, { now: at, actor: { id: by, roles } }) => ({ type: 'ApproveOutage', at, by, roles }),
    answer,
  },
});
